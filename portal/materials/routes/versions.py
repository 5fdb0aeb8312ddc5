"""Where does somebody who teaches give a material a new version, or an older one back?"""

from typing import Any

from flask import request, url_for

from portal import access
from portal.answers import see_other
from portal.door import Answer
from portal.forms import number_of
from portal.incoming import Takes
from portal.materials import queries, versions
from portal.materials.library import cohorts_showing
from portal.materials.models import DocumentKind, Material
from portal.materials.owning import is_shared_beyond
from portal.materials.routes.authoring import change_link, change_page
from portal.materials.routes.coming import come
from portal.materials.routes.pages import pages
from portal.materials.version_forms import NewVersionForm, RestoreForm
from portal.people.models import Person
from portal.people.session import render
from portal.storage.current import limits
from portal.storage.kinds import MATERIAL_ENDINGS
from portal.storage.posted import came_whole


@pages.page(
    "/materiale/<uuid:material_id>/ny-udgave",
    access=access.may_edit_material,
    methods=["GET", "POST"],
    takes=Takes.MATERIALS,
)
def replace(person: Person, material: Material) -> Answer:
    """A new file for the same material; a page gets a new text, a link a new address."""
    newest = queries.versions_of(material)[0][0]
    if newest.kind is not DocumentKind.FILE:
        change = change_page if newest.kind is DocumentKind.PAGE else change_link
        return change(person, material, newest)
    form = NewVersionForm(person=person)
    posted = come(form, person)
    files = posted.files[-1:]
    if came_whole(form, posted):
        with form.refusals():
            versions.replace_file(
                material,
                by=person,
                file_id=files[0].id if files else None,
                note=form.note.data or "",
                is_major=form.is_major,
                seen=number_of(form.seen.data),
                form_key=form.form_key.data or "",
            )
            return see_other(url_for("materials.manage", cohort_id=material.cohort_id, sket="udgave"))
    known = queries.versions_of(material)
    form.seen.data = str(known[0][0].number)
    return render(
        "materials/replace.html",
        material=material,
        versions=known,
        form=form,
        files=files,
        endings=MATERIAL_ENDINGS,
        most_bytes=limits().material,
        **_shared(person, material),
    ), form.status


def _shared(person: Person, material: Material) -> dict[str, Any]:
    return {"showing": cohorts_showing(material), "is_beyond": is_shared_beyond(material, person)}


@pages.page("/materiale/<uuid:material_id>/gendan", access=access.may_edit_material, methods=["GET", "POST"])
def restore(person: Person, material: Material) -> Answer:
    """Let an older version be the one people get; asked first."""
    known = queries.versions_of(material)
    newest = known[0][0].number
    older = next((v for v, _file in known if v.number == request.args.get("udgave", type=int)), None)
    if older is None or older.number == newest:
        return see_other(url_for("materials.replace", material_id=material.id, _anchor="udgaver"))
    form = RestoreForm(person=person)
    if form.came_in():
        with form.refusals():
            versions.restore_version(
                material,
                by=person,
                number=older.number,
                note=form.note.data or "",
                is_major=form.is_major,
                seen=number_of(form.seen.data),
                form_key=form.form_key.data or "",
            )
            return see_other(url_for("materials.manage", cohort_id=material.cohort_id, sket="gendannet"))
    form.seen.data = str(newest)
    return render(
        "materials/restore.html", material=material, form=form, older=older, versions=known, **_shared(person, material)
    ), form.status
