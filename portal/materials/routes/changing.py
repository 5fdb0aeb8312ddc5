"""Where does somebody who teaches change what stands about a material?"""

from flask import request, url_for

from portal import access
from portal.answers import see_other
from portal.courses.cohort_queries import days_by_cohort
from portal.door import Answer
from portal.forms import number_of
from portal.materials import actions, queries
from portal.materials.forms import MaterialForm
from portal.materials.models import Material
from portal.materials.routes.pages import pages
from portal.people.models import Person
from portal.people.session import render


def _fill(form: MaterialForm, material: Material) -> None:
    """Show what is stored in a form that was not sent."""
    form.title.data, form.description.data = material.title, material.description
    form.is_preparation.data = material.is_preparation
    form.section.data = form.had.data = str(material.section_id or "")
    form.show_release(material)


@pages.page("/materiale/<uuid:material_id>/ret", access=access.may_edit_material, methods=["GET", "POST"])
def edit(person: Person, material: Material) -> Answer:
    """Title, description, moment and heading."""
    form = MaterialForm(person=person)
    form.choose_among(queries.sections_of(material.cohort_id))
    form.count_from(days_by_cohort([material.cohort_id])[material.cohort_id])
    if form.came_in():
        with form.refusals():
            actions.revise_material(
                material,
                by=person,
                seen=number_of(form.version.data),
                title=form.title.data or "",
                description=form.description.data or "",
                shelving=form.shelving(material),
            )
            return see_other(url_for("materials.manage", cohort_id=material.cohort_id, sket="rettet"))
    elif request.method != "POST" and not form.was_held:
        _fill(form, material)
    is_overtaken = request.method == "POST" and number_of(form.version.data) != material.version
    form.version.data = str(material.version)
    is_film = any(file.media_type.startswith("video/") for _v, file in queries.versions_of(material)[:1] if file)
    return render(
        "materials/edit.html", material=material, form=form, is_overtaken=is_overtaken, is_film=is_film
    ), form.status
