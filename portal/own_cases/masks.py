"""What do others read where the author of a case wrote names? The choices stay with the draft, which is never changed."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from portal.errors import Refused
from portal.masking.finding import Entity, as_form, find
from portal.masking.replacing import Mask, Piece, masked, pieces
from portal.masking.wording import told_apart
from portal.own_cases.models import FIELDS, OwnCase
from portal.text import _

OWN: Final = "own"  # what the author found, besides the kinds the portal finds
MOST, LONGEST = 500, 200


@dataclass(frozen=True)
class Proposal:
    """A choice to make or made already: `mask` as it stands, how often it is found, and whether it came since the last time."""

    mask: Mask
    places: int
    is_new: bool


def kept_masks(own_case: OwnCase) -> list[Mask]:
    """What the author has decided so far, also for words that are not in the text any more."""
    rows = json.loads(own_case.masks) if own_case.masks else []
    return [Mask(tuple(forms), instead, kind, taken) for forms, instead, kind, taken in rows]


def keep_masks(own_case: OwnCase, chosen: Iterable[Mask]) -> None:
    """Keep what the page showed; what it did not show, because its words are gone, is kept for when they come back.

    Raises Refused for replaced words without others in their place, or for more than there is room for.
    """
    chosen = list(chosen)
    for mask in chosen:
        if mask.taken and not mask.instead.strip():
            raise Refused(
                _("Skriv, hvad der skal stå i stedet for “%(words)s”.", words=mask.forms[0]), field="own_words"
            )
    shown = {form for mask in chosen for form in mask.forms}
    gone = [m for m in kept_masks(own_case) if m.kind != OWN and shown.isdisjoint(m.forms)]
    if len(chosen) + len(gone) > MOST:
        raise Refused(_("Der er plads til %(most)s ord og navne. Tag nogle væk.", most=MOST), field="own_words")
    rows = [[list(m.forms), m.instead, m.kind, m.taken] for m in (*chosen, *gone)]
    own_case.masks = json.dumps(rows, ensure_ascii=False)


def leave_masks(own_case: OwnCase) -> None:
    """Others read the text as it was written."""
    own_case.masks = ""


def _written(own_case: OwnCase) -> dict[str, str]:
    return {name: getattr(own_case, name) for name in FIELDS}


def proposals(own_case: OwnCase) -> list[Proposal]:
    """What the text holds now, with what was decided of it before; the author's own words are not among them."""
    kept = kept_masks(own_case)
    texts = _written(own_case)
    used = {mask.instead for mask in kept}
    found = []
    for entity in find(texts):
        found.append(_proposal(entity, kept, texts, used))
        used.add(found[-1].mask.instead)
    return found


def _proposal(entity: Entity, kept: list[Mask], texts: dict[str, str], used: set[str]) -> Proposal:
    stands = {as_form(texts[name][span.start : span.end]) for name, span in entity.found}
    earlier = next((mask for mask in kept if any(mask.covers(form) for form in entity.forms)), None)
    is_new = not all(any(mask.covers(form) for mask in kept) for form in stands)
    if earlier is None:
        mask = Mask(tuple(entity.forms), told_apart(entity.first, used), entity.kind.value)
    else:
        forms = tuple(dict.fromkeys([*entity.forms, *(f for f in earlier.forms if earlier.kind != OWN)]))
        mask = Mask(forms, earlier.instead, entity.kind.value, earlier.taken)
    return Proposal(mask, len(entity.found), is_new and (earlier is None or earlier.kind != OWN))


def is_masked(own_case: OwnCase) -> bool:
    """Whether the author has chosen to have something replaced."""
    return any(mask.taken for mask in kept_masks(own_case))


def is_handed_in_masked(own_case: OwnCase) -> bool:
    """Whether what readers have now is without the words the author wanted replaced, and was not written so."""
    handed_in = own_case.handed_in
    if handed_in is None or not is_masked(own_case):
        return False
    masks, theirs = kept_masks(own_case), {name: getattr(handed_in, name) for name in FIELDS}
    mine = {name: text.strip() for name, text in _written(own_case).items()}
    return theirs != mine and all(masked(text, masks) == text for text in theirs.values())


def has_undecided(own_case: OwnCase) -> bool:
    """Whether something came into the text since the author last chose; never when they have not begun to choose."""
    return bool(own_case.masks) and any(proposal.is_new for proposal in proposals(own_case))


def unseen(own_case: OwnCase) -> int:
    """How many names, places and numbers are in the text of an author who has not looked them through even once."""
    return 0 if own_case.masks else len(find(_written(own_case)))


def texts_for_readers(own_case: OwnCase) -> dict[str, str]:
    """The title and the five texts as others read them: without blank space around, replaced what the author chose."""
    masks = kept_masks(own_case)
    return {name: masked(text.strip(), masks) for name, text in _written(own_case).items()}


def shown_pieces(own_case: OwnCase, masks: Iterable[Mask]) -> dict[str, list[Piece]]:
    """The same for the author, who sees what was replaced."""
    chosen = list(masks)
    return {name: list(pieces(text.strip(), chosen)) for name, text in _written(own_case).items()}


def own_words_of(masks: Iterable[Mask]) -> str:
    """The author's own words as they are typed: “Solsikken = en daginstitution”, a line for each."""
    return "\n".join(f"{mask.forms[0]} = {mask.instead}" for mask in masks if mask.kind == OWN)


def read_own_words(text: str, *, instead: str) -> list[Mask]:
    """The author's own words; a line without “=” gets `instead`. The last line about a word holds."""
    found: dict[str, Mask] = {}
    for line in text.splitlines():
        words, _sign, other = (as_form(part) for part in line.partition("="))
        if words:
            found[words] = Mask((words[:LONGEST],), other[:LONGEST] or instead, OWN)
    return list(found.values())
