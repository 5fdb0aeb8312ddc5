"""Where does a film get its captions?"""

from flask import request, url_for
from wtforms import FileField, HiddenField

from portal import access
from portal.answers import see_other
from portal.door import Answer
from portal.errors import Refused
from portal.forms import PortalForm, number_of
from portal.materials import captions, queries
from portal.materials.models import Material
from portal.materials.routes.pages import pages
from portal.people.models import Person
from portal.people.session import render
from portal.text import _, _l


class CaptionsForm(PortalForm):
    """A file with captions, and the version it belongs to."""

    seen = HiddenField()
    captions = FileField(_l("Fil med undertekster"))


@pages.page(
    "/materiale/<uuid:material_id>/tekster",
    access=access.may_edit_material,
    methods=["GET", "POST"],
    takes=2 * captions.MOST_BYTES,
)
def caption(person: Person, material: Material) -> Answer:
    """Captions beside the film people get, or none."""
    form = CaptionsForm(person=person)
    if form.came_in():
        with form.refusals():
            if "fjern" in request.form:
                captions.remove_captions(material, by=person, seen=number_of(form.seen.data))
            else:
                _take_in(material, form, by=person)
            return see_other(url_for("materials.manage", cohort_id=material.cohort_id, sket="rettet"))
    newest = queries.all_versions(material.document_id)[0]
    form.seen.data = str(newest.number)
    return render("materials/caption.html", material=material, form=form, newest=newest), form.status


def _take_in(material: Material, form: CaptionsForm, *, by: Person) -> None:
    sent = request.files.get("captions")
    if sent is None or not sent.filename:
        raise Refused(_("Vælg filen med undertekster."), field="captions")
    captions.set_captions(material, by=by, name=sent.filename, stream=sent.stream, seen=number_of(form.seen.data))
