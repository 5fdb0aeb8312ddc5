"""Where does one get all of a cohort's materials at once?"""

from flask import Response, request

from portal import access
from portal.clock import now
from portal.courses.cohort_models import Cohort
from portal.door import Answer
from portal.errors import Refused
from portal.materials import fetching
from portal.materials.bundle import bundled, entries_of, missing_note, plain_name
from portal.materials.queries import materials_of
from portal.materials.routes.pages import pages
from portal.materials.zipping import zipped
from portal.people.models import Person
from portal.storage.current import store
from portal.storage.names import disposition
from portal.text import _

LONGEST_NAME = 100


@pages.page("/hold/<uuid:cohort_id>/materialer.zip", access=access.may_read_cohort, writes=True)
def bundle(person: Person, cohort: Cohort) -> Answer:
    """What is released, as a ZIP that is made while it is sent; the database has been let go of by then."""
    things, at = bundled(materials_of(cohort, person=person)), now()
    if not things:
        raise Refused(_("Der er ikke delt noget endnu."))
    title = f"{cohort.course.title}, {cohort.name}"
    entries = entries_of(things, title=title, at=at, store=store())
    if request.method == "GET":
        fetching.note_bundle(cohort, by=person)
    content = () if request.method == "HEAD" else zipped(entries, missing=missing_note(at))
    answer = Response(content, content_type="application/zip")
    answer.headers["Content-Disposition"] = disposition(f"{plain_name(title, LONGEST_NAME)}.zip")
    answer.headers["Cache-Control"] = "no-store"
    return answer
