"""What is planted round the cases: dilemma cards, what was said in games, and answers to a task?"""

from datetime import timedelta

from portal import clock
from portal.assignments.models import Assignment, Feedback, Submission, SubmissionAttachment, SubmissionStatus
from portal.db import db
from portal.dilemmas.models import Consent, Dilemma
from portal.people.models import Person
from portal.room.models import DilemmaGame, GameVote, Phase
from tests.access.planting import INSTRUCTOR, NOBODY, STAFF, TEAM, Planted

WORDS = ("title", "situation", "option_1", "option_2")
# Of which case, what its author has said, and who sees the words.
CARDS = (
    ("for_cohort", Consent.DRAFT, INSTRUCTOR),
    ("mine", Consent.DRAFT, INSTRUCTOR),
    ("mine", Consent.ASKED, INSTRUCTOR | {"author"}),
    ("mine", Consent.WITHDRAWN, INSTRUCTOR | {"author"}),
    ("mine", Consent.GIVEN, INSTRUCTOR | {"author"}),
    ("from_afar", Consent.GIVEN, STAFF),
    ("withdrawn", Consent.GIVEN, INSTRUCTOR),  # whose words they are, among “Mine oplysninger” alone
    ("of_politician", Consent.ASKED, STAFF | {"politician"}),
)
IN_ROOM = TEAM | STAFF


def plant_around(planted: Planted) -> None:
    """All that; inside an app context."""
    for case, consent, who in CARDS:
        _card(planted, f"{case}.{consent.value}_card", who, case=case, consent=consent)
    _card(planted, "own_card", INSTRUCTOR, by="instructor")
    _card(planted, "home_card", frozenset({"home_instructor"}), by="home_instructor")
    played = _card(planted, "played_card", IN_ROOM, case="mine", consent=Consent.GIVEN)
    _game(planted, Phase.FIRST, {"": NOBODY}, played)
    _game(planted, Phase.SHOWN, {"": STAFF})
    _game(planted, Phase.ENDED, {"chosen": IN_ROOM})
    _answers(planted)
    db.session.commit()


def _card(planted: Planted, about: str, who: frozenset[str], *, by: str = "instructor", case: str = "", consent: Consent | None = None) -> Dilemma:  # fmt: skip
    made_by: Person = getattr(planted.cast, by)
    words = planted.words(about, who, WORDS)
    own_case = planted.cases[case] if case else None
    card = Dilemma(made_by_id=made_by.id, own_case_id=own_case, consent=consent, **words)
    db.session.add(card)
    db.session.flush()
    planted.known("dilemma_id", card.id)
    return card


def _game(planted: Planted, phase: Phase, reasons: dict[str, frozenset[str]], card: Dilemma | None = None) -> None:
    game = DilemmaGame(
        cohort_id=planted.cast.cohort.id,
        dilemma_id=card.id if card else None,
        duty=None if card else "lawful",
        options=2,
        started_by_id=planted.cast.instructor.id,
        phase=phase,
        blind_key=None if phase is Phase.ENDED else bytes(32),
        form_key=phase.value,
        ended_at=clock.now() if phase is Phase.ENDED else None,
    )
    db.session.add(game)
    db.session.flush()
    planted.known("dilemma_game_id", game.id)
    for chosen, who in reasons.items():
        reason = planted.word(f"reason in {phase.value}", who)
        vote = GameVote(game_id=game.id, round=1, voter="1", option=1, reason=reason, is_chosen=bool(chosen))
        db.session.add(vote)


def _answers(planted: Planted) -> None:
    cast, now = planted.cast, clock.now()
    task = Assignment(
        cohort_id=cast.cohort.id,
        title="Én ting anderledes",
        opens_at=now - timedelta(days=1),
        deadline=now + timedelta(days=9),
        made_by_id=cast.instructor.id,
    )
    db.session.add(task)
    db.session.flush()
    planted.known("assignment_id", task.id)
    for author, is_handed_in in (("author", True), ("colleague", False)):
        mine = frozenset({author})
        reads = mine | STAFF if is_handed_in else mine
        answer = Submission(
            assignment_id=task.id,
            author_id=getattr(cast, author).id,
            text=planted.word(f"answer of {author}.draft", mine),
            submitted_text=planted.word(f"answer of {author}", reads) if is_handed_in else "",
            status=SubmissionStatus.SUBMITTED if is_handed_in else SubmissionStatus.DRAFT,
            submitted_at=now if is_handed_in else None,
        )
        db.session.add(answer)
        db.session.flush()
        planted.known("submission_id", answer.id)
        file = planted.file(f"answer of {author}.file", reads, getattr(cast, author))
        attachment = SubmissionAttachment(submission_id=answer.id, file_id=file.id, is_handed_in=is_handed_in)
        db.session.add(attachment)
        db.session.flush()
        planted.known("submission_attachment_id", attachment.id)
        if is_handed_in:
            text = planted.word("feedback", reads)
            db.session.add(Feedback(submission_id=answer.id, author_id=cast.instructor.id, text=text, form_key=text))
