"""Where do those who teach see all that a cohort shares, add to it and put it in order?"""

from flask import request, url_for

from portal import access
from portal.answers import see_other
from portal.clock import now
from portal.courses.cohort_models import Cohort
from portal.courses.cohort_queries import days_by_cohort
from portal.door import Answer
from portal.incoming import Takes
from portal.materials import actions, queries
from portal.materials.forms import AddMaterialsForm
from portal.materials.library import cohorts_showing
from portal.materials.models import Material
from portal.materials.routes.coming import come
from portal.materials.routes.pages import pages
from portal.materials.sections import laid_out, mark_of
from portal.people.models import Person
from portal.people.session import render
from portal.storage.current import limits
from portal.storage.kinds import MATERIAL_ENDINGS
from portal.storage.models import StoredFile
from portal.storage.posted import came_whole
from portal.text import _


def _titles(form: AddMaterialsForm, files: list[StoredFile]) -> dict[str, str]:
    return {str(f.id): form.file_ids.data.get(f.id) or actions.title_from(f.name) for f in files}


@pages.page(
    "/hold/<uuid:cohort_id>/materialer", access=access.may_teach, methods=["GET", "POST"], takes=Takes.MATERIALS
)
def manage(person: Person, cohort: Cohort) -> Answer:
    """All materials of a cohort, and the form that adds more."""
    form = AddMaterialsForm(person=person)
    form.count_from(days_by_cohort([cohort.id])[cohort.id])
    headings = queries.sections_of(cohort.id)
    form.choose_among(headings)
    posted = come(form, person)
    if came_whole(form, posted):
        with form.refusals():
            made = actions.add_materials(
                cohort,
                by=person,
                titles={**form.file_ids.data, **{f.id: "" for f in posted.files if f.id not in form.file_ids.data}},
                shelving=form.shelving(),
                form_key=form.form_key.data or "",
            )
            return see_other(url_for("materials.manage", cohort_id=cohort.id, nye=len(made)))
    managed = {one.material.id: one for one in queries.managed_materials(cohort)}
    rows = laid_out([one.material for one in managed.values()], headings)
    return render(
        "materials/manage.html",
        cohort=cohort,
        materials=managed,
        rows=rows,
        headings=headings,
        mark=mark_of(rows),
        form=form,
        files=posted.files,
        titles=_titles(form, posted.files),
        endings=MATERIAL_ENDINGS,
        most_bytes=limits().material,
        said=_said(),
    ), form.status


def _said() -> str:
    """What has just happened, for the toast."""
    made = request.args.get("nye", 0, type=int)
    if made:
        return _("Materialet er lagt op") if made == 1 else _("%(count)s materialer er lagt op", count=made)
    happened = {
        "rettet": _("Materialet er rettet"),
        "udgave": _("Den nye udgave er lagt op"),
        "gendannet": _("Den gamle udgave er taget i brug igen"),
        "brugt": _("Materialet er på holdet nu"),
        "afsnit": _("Overskriften er gemt"),
        "uden": _("Overskriften er væk. Materialerne står her stadig"),
        "slettet": _("Materialet er slettet"),
        "vist": _("Deltagerne kan se det nu"),
        "skjult": _("Deltagerne kan ikke se det længere"),
    }
    return happened.get(request.args.get("sket", ""), "")


@pages.page("/materiale/<uuid:material_id>/vis", access=access.may_edit_material, methods=["POST"])
def release(person: Person, material: Material) -> Answer:
    """Let the participants see it now, or hide it."""
    is_hidden = request.form.get("skjul") == "ja"
    actions.release_material(material, by=person, at=None if is_hidden else now())
    happened = "skjult" if is_hidden else "vist"
    return see_other(
        url_for("materials.manage", cohort_id=material.cohort_id, sket=happened, _anchor=f"m-{material.id}")
    )


@pages.page("/materiale/<uuid:material_id>/slet", access=access.may_edit_material, methods=["GET", "POST"])
def delete(person: Person, material: Material) -> Answer:
    """Take a material away; asked first, because it cannot be undone."""
    if request.method == "POST":
        actions.delete_material(material, by=person)
        return see_other(url_for("materials.manage", cohort_id=material.cohort_id, sket="slettet"))
    return render(
        "materials/delete.html",
        material=material,
        versions=queries.versions_of(material),
        showing=cohorts_showing(material),
    )
