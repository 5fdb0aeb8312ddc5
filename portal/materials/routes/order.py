"""Where are a cohort's materials put in order and under headings?"""

from flask import jsonify, request, url_for

from portal import access
from portal.answers import see_other
from portal.courses.cohort_models import Cohort
from portal.door import Answer
from portal.forms import one_line
from portal.incoming import wants_json
from portal.materials import sections
from portal.materials.models import Material, MaterialSection
from portal.materials.routes.pages import pages
from portal.people.models import Person
from portal.text import _


def _step() -> int:
    return -1 if request.form.get("retning", "").startswith("op") else 1


def _back(row: Material | MaterialSection, happened: str | None = None) -> Answer:
    anchor = sections.key_of(row)
    return see_other(url_for("materials.manage", cohort_id=row.cohort_id, sket=happened, _anchor=anchor))


@pages.page("/materiale/<uuid:material_id>/flyt", access=access.may_edit_material, methods=["POST"])
def move(person: Person, material: Material) -> Answer:
    """One up or one down in the list."""
    sections.move_material(material, by=person, step=_step())
    return _back(material)


@pages.page("/hold/<uuid:cohort_id>/materialer/orden", access=access.may_teach, methods=["POST"])
def arrange(person: Person, cohort: Cohort) -> Answer:
    """The whole list in a new order, as it was dragged."""
    keys, seen = request.form.get("order", "").split(), request.form.get("seen", "")
    mark = sections.arrange(cohort, by=person, keys=keys, seen=seen)
    if wants_json():
        return jsonify({"message": _("Rækkefølgen er gemt"), "seen": mark})
    return see_other(url_for("materials.manage", cohort_id=cohort.id))


@pages.page("/hold/<uuid:cohort_id>/materialer/afsnit", access=access.may_teach, methods=["POST"])
def add_section(person: Person, cohort: Cohort) -> Answer:
    """A heading more."""
    return _back(sections.make_section(cohort, by=person, title=one_line(request.form.get("heading"))), "afsnit")


@pages.page("/afsnit/<uuid:material_section_id>/navn", access=access.may_edit_section, methods=["POST"])
def rename_section(person: Person, material_section: MaterialSection) -> Answer:
    """Other words on a heading."""
    had, title = one_line(request.form.get("had")), one_line(request.form.get("heading"))
    sections.rename_section(material_section, by=person, had=had, title=title)
    return _back(material_section, "afsnit")


@pages.page("/afsnit/<uuid:material_section_id>/flyt", access=access.may_edit_section, methods=["POST"])
def move_section(person: Person, material_section: MaterialSection) -> Answer:
    """A heading and what stands under it one up or one down."""
    sections.move_section(material_section, by=person, step=_step())
    return _back(material_section)


@pages.page("/afsnit/<uuid:material_section_id>/slet", access=access.may_edit_section, methods=["POST"])
def delete_section(person: Person, material_section: MaterialSection) -> Answer:
    """Take a heading away; its materials stay."""
    sections.delete_section(material_section, by=person)
    return see_other(url_for("materials.manage", cohort_id=material_section.cohort_id, sket="uden"))
