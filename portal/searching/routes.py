"""Where does one search?"""

from functools import partial
from typing import Final
from urllib.parse import quote

from flask import current_app, request, url_for
from sqlalchemy import Select

from portal import access
from portal.courses.cohort_models import Cohort
from portal.db import db
from portal.door import Answer, Pages
from portal.journal.actions import record
from portal.materials.models import Material
from portal.own_cases.models import OwnCase
from portal.own_cases.queries import FOUND
from portal.people.models import Person
from portal.people.session import begin as begin_work
from portal.people.session import render
from portal.searching import queries
from portal.searching.cases import LOOKED_THROUGH, NO_CASES, FoundCases, search_cases
from portal.searching.queries import EACH_TIME, MOST_FOUND, Excerpt, Result
from portal.searching.words import clean, terms_of, without_quotes

pages = Pages("searching", __name__)
LONGEST_QUESTION: Final = 300
READER: Final = "materials.read"


@pages.page("/soeg", access=access.signed_in)
def search(person: Person) -> Answer:
    """A question, and what the person may see that answers it."""
    return _answer(person, access.visible_materials(person), access.visible_own_cases(person))


@pages.page("/hold/<uuid:cohort_id>/soeg", access=access.may_read_cohort)
def search_cohort(person: Person, cohort: Cohort) -> Answer:
    """The same among what one cohort shares."""
    materials = access.visible_materials(person).where(Material.cohort_id == cohort.id)
    return _answer(person, materials, access.visible_own_cases(person).where(OwnCase.cohort_id == cohort.id), cohort)


def _answer(person: Person, among: Select[Material], own_cases: Select[OwnCase], cohort: Cohort | None = None) -> str:
    question = clean(request.args.get("q", "")[:LONGEST_QUESTION])
    terms = terms_of(question)
    sheet = min(max(request.args.get("side", 1, type=int), 1), MOST_FOUND // EACH_TIME)
    found = queries.search(terms, among=among, start=(sheet - 1) * EACH_TIME)
    looks = sheet == 1 and request.method != "HEAD"  # whose length would tell, noted nowhere, what stands in a case
    cases = search_cases(terms, among=own_cases, reader=person) if looks else NO_CASES
    is_vain = bool(terms) and not found.total
    each = queries.materials_with_each(terms, among=among) if is_vain and len(terms) > 1 else {}
    _note_shown(cases, person)
    return render(
        "searching/search.html",
        question=question,
        bare=without_quotes(question),
        cohort=cohort,
        terms=terms,
        has_quote=any(len(term.stems) > 1 for term in terms),
        found=found,
        cases=cases,
        seated={one.cohort_id for one in person.enrolments if one.takes_a_seat},
        looked_through=LOOKED_THROUGH,
        sheet=sheet,
        first=(sheet - 1) * EACH_TIME + 1,
        longest=LONGEST_QUESTION,
        each=each,
        address_of=_address_of,
        asked_for=partial(url_for, str(request.endpoint), **(request.view_args or {})),
    )


def _note_shown(cases: FoundCases, person: Person) -> None:
    """A passage shows words of a case, so its author is told who has seen them. Only then is the write lock taken."""
    shown = [one for one in cases.results if one.author_id != person.id]
    if not shown:
        return
    db.session.commit()
    begin_work(writes=True)
    for one in shown:
        record(FOUND, by_id=person.id, subject_id=one.own_case_id, owner_id=one.author_id, cohort_id=one.cohort_id)


def _address_of(result: Result, excerpt: Excerpt | None = None) -> str:
    """Where one reads it: the page in the reader, with the word as the document writes it."""
    endpoint = READER if READER in current_app.view_functions else "materials.show"
    address = url_for(endpoint, material_id=result.material_id)
    if excerpt is None or excerpt.page is None or endpoint != READER:
        return address
    return f"{address}#side={excerpt.page}&q={quote(excerpt.word)}"
