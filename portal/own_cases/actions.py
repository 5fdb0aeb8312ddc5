"""What can happen to a case once it leaves the author: handed in, taken back, moved on the board, spoken of, opened."""

from typing import Final

from sqlalchemy import select, update

from portal.db import db
from portal.errors import Refused
from portal.holding import hold
from portal.journal.actions import record
from portal.ledger import Kind
from portal.own_cases import letters
from portal.own_cases.closing import is_late, refuse_closed
from portal.own_cases.drafts import judge_text, let_go_of_files, take_off_screen
from portal.own_cases.masks import texts_for_readers
from portal.own_cases.models import (
    FIELDS,
    HANDED_IN,
    HandedInCase,
    OwnCase,
    OwnCaseAttachment,
    OwnCaseComment,
    OwnCaseStatus,
)
from portal.own_cases.noting import note
from portal.own_cases.queries import attachments_of
from portal.own_cases.taken_back import write_down
from portal.people.models import Person
from portal.people.written import refuse_cpr
from portal.receipts.actions import give_receipt
from portal.receipts.models import Receipt
from portal.text import _, _l

LONGEST_COMMENT: Final = 5_000
MISSING: Final = {
    "title": _l("Giv casen en titel, som holdet kan huske den på."),
    "situation": _l("Skriv, hvad der skete i situationen."),
    "dilemma": _l("Skriv, hvilke hensyn der trak i hver sin retning."),
    "actors": _l("Skriv, hvilke roller der var med."),
    "attempts": _l("Skriv, hvad du har prøvet, også hvis det ikke er meget."),
    "question": _l("Skriv det spørgsmål, du vil have holdets hjælp til."),
    "is_anonymised": _l("Læs casen igennem for navne, og sæt hak, når de er fjernet."),
}


def _lock(own_case: OwnCase) -> None:
    """Wait for others who change this case, and read it as they left it."""
    hold(own_case, ["status", "visibility", "version"])


# The author


def texts_as_handed_in(own_case: OwnCase | HandedInCase) -> dict[str, str]:
    """The title and the five texts as a hand-in keeps them: without blank space around."""
    return {name: getattr(own_case, name).strip() for name in FIELDS}


def lacking(own_case: OwnCase, *, is_anonymised: bool) -> dict[str, str]:
    """What a draft needs before it can be handed in: field to sentence, in the order of the page."""
    empty = [name for name, text in texts_as_handed_in(own_case).items() if not text]
    return {name: str(MISSING[name]) for name in [*empty, *([] if is_anonymised else ["is_anonymised"])]}


def submit_own_case(own_case: OwnCase, *, by: Person, form_key: str, is_anonymised: bool) -> Receipt:
    """Hand the draft in as it stands; what readers had before gives way. `own_case` comes locked from `save_draft`.

    The same form sent twice is one hand-in with one receipt. After the deadline it is accepted and marked as late.
    Raises Refused when something is lacking, when the form was used for another text, or when what was handed in stands.
    """
    missing = lacking(own_case, is_anonymised=is_anonymised)
    if missing:
        field, sentence = next(iter(missing.items()))
        raise Refused(sentence, field=field)
    for name in FIELDS:
        judge_text(name, getattr(own_case, name))
    attachments = attachments_of(own_case.id)
    receipt, is_new = give_receipt(
        by=by,
        subject_id=own_case.id,
        form_key=form_key,
        fields=texts_for_readers(own_case),
        files=[attachment.file for attachment in attachments if attachment.in_draft],
        is_late=is_late(own_case),
    )
    if not is_new:
        if not own_case.is_handed_in:
            raise Refused(_("Du har trukket casen tilbage siden. Vil du aflevere den igen, så tryk en gang til."))
        return receipt
    refuse_closed(own_case)
    _hand_over(own_case, receipt, attachments)
    note("own_case.submitted", own_case, by=by)
    letters.own_case_received(by, own_case, own_case.cohort.course, receipt)
    return receipt


def _hand_over(own_case: OwnCase, receipt: Receipt, attachments: list[OwnCaseAttachment]) -> None:
    if own_case.is_handed_in:
        _take_from_readers(own_case)
    db.session.add(
        HandedInCase(
            own_case_id=own_case.id,
            submitted_at=receipt.at,
            is_late=receipt.is_late,
            **texts_for_readers(own_case),
        )
    )
    own_case.status = OwnCaseStatus.SUBMITTED
    for attachment in attachments:
        attachment.is_handed_in = attachment.in_draft
    let_go_of_files(attachments)


def _take_from_readers(own_case: OwnCase) -> None:
    taken = (
        update(HandedInCase)
        .where(HandedInCase.own_case_id == own_case.id, HandedInCase.is_current)
        .values(is_current=False)
        .returning(HandedInCase.id)
    )
    write_down(Kind.HANDED_IN, db.session.scalar(taken))


def withdraw_own_case(own_case: OwnCase, *, by: Person) -> None:
    """Take the case from its readers at once. The draft, its files and the thread stay with the author.

    Twice is once. Raises Refused for a case that was never handed in.
    """
    _lock(own_case)
    if own_case.status is OwnCaseStatus.WITHDRAWN:
        return
    if not own_case.is_handed_in:
        raise Refused(_("Casen er ikke afleveret, så der er ikke noget at trække tilbage. Kun du kan se kladden."))
    own_case.status = OwnCaseStatus.WITHDRAWN
    take_off_screen(own_case, by)
    _take_from_readers(own_case)
    attachments = attachments_of(own_case.id)
    for attachment in attachments:
        attachment.is_handed_in = False
    let_go_of_files(attachments)
    note("own_case.withdrawn", own_case, by=by)


# The readers


def note_reading(own_case: OwnCase, *, by: Person) -> None:
    """Somebody opens what was handed in; the author can see who."""
    if by.id != own_case.author_id:
        note("own_case.read", own_case, by=by)


def note_showing(own_case: OwnCase, *, by: Person) -> None:
    """Somebody shows it to everybody in the room."""
    note("own_case.screened", own_case, by=by)


def note_in_table(own_case: OwnCase, *, by: Person) -> None:
    """Somebody sees what worries people about it, in the table of its case group."""
    if by.id != own_case.author_id:
        note("own_case.tabled", own_case, by=by)


def note_export(own_case: OwnCase, *, by: Person) -> None:
    """Somebody takes it along in a PDF."""
    if by.id != own_case.author_id:
        note("own_case.taken", own_case, by=by)


def note_download(attachment: OwnCaseAttachment, own_case: OwnCase, *, by: Person) -> None:
    """Somebody gets a file of a case."""
    record(
        "own_case_attachment.read",
        by_id=by.id,
        subject_id=attachment.id,
        owner_id=own_case.author_id,
        cohort_id=own_case.cohort_id,
    )


def move_own_case(own_case: OwnCase, to: OwnCaseStatus, *, by: Person) -> None:
    """Mark a handed-in case as unread, read or chosen for the course. Raises Refused for any other mark or case."""
    _lock(own_case)
    if not own_case.is_handed_in:
        raise Refused(_("Casen er trukket tilbage, så den kan ikke flyttes."))
    if to not in HANDED_IN:
        raise Refused(_("Vælg mellem afleveret, læst og valgt til kurset."), field="state")
    if own_case.status is not to:
        own_case.status = to
        note("own_case.moved", own_case, by=by)


def comment_own_case(own_case: OwnCase, *, by: Person, text: str, form_key: str) -> OwnCaseComment:
    """Write in the thread between author and instructors, and tell the other side. The same form twice is one remark.

    Raises Refused for an empty or overlong text, a cpr number, or a case that nobody but the author can see now.
    """
    _lock(own_case)
    earlier = db.session.scalars(select(OwnCaseComment).where(OwnCaseComment.form_key == form_key)).one_or_none()
    if earlier is not None:
        if (earlier.own_case_id, earlier.author_id, earlier.text) != (own_case.id, by.id, text):
            raise Refused(
                _(
                    "Kommentaren er ikke sendt, for du har sendt en anden fra samme side. Se den igennem, og send den igen."
                )
            )
        return earlier
    _judge_comment(own_case, text)
    comment = OwnCaseComment(own_case_id=own_case.id, author_id=by.id, text=text, form_key=form_key)
    db.session.add(comment)
    db.session.flush()
    note("own_case.commented", own_case, by=by)
    letters.own_case_commented(own_case, by=by)
    return comment


def _judge_comment(own_case: OwnCase, text: str) -> None:
    if not own_case.is_handed_in:
        raise Refused(_("Casen er ikke afleveret, så ingen andre kan læse det her nu."), field="text")
    if not text.strip():
        raise Refused(_("Skriv noget, før du sender."), field="text")
    if len(text) > LONGEST_COMMENT:
        raise Refused(_("Der er plads til %(most)s tegn. Kort den lidt.", most=LONGEST_COMMENT), field="text")
    refuse_cpr(text, field="text")
