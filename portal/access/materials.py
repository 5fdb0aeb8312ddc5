"""Who may open, mark and change a material?"""

from sqlalchemy import Select, and_, or_, select

from portal.access.cohorts import may_follow_cohort, may_read_cohort, may_take_part, may_teach, sees_as_guest
from portal.clock import now
from portal.courses.reach import is_staffed_by
from portal.materials.models import Material, MaterialSection
from portal.people.models import Person


def may_read_material(person: Person, material: Material) -> bool:
    """Open a material: staff always, participants and boards' secretaries once it is released."""
    if may_follow_cohort(person, material.cohort):
        return True
    is_released = material.released_at is not None and material.released_at <= now()
    return is_released and may_read_cohort(person, material.cohort)


def visible_materials(person: Person) -> Select[Material]:
    """The materials a person may open."""
    released = and_(Material.cohort_id.in_(sees_as_guest(person)), Material.released_at <= now())
    return select(Material).where(or_(is_staffed_by(person, Material.cohort_id), released))


def may_mark_material(person: Person, material: Material) -> bool:
    """Say that one has read it; for participants."""
    return may_take_part(person, material.cohort) and may_read_material(person, material)


def may_edit_material(person: Person, material: Material) -> bool:
    """Change title, moment or file."""
    return may_teach(person, material.cohort)


def may_edit_section(person: Person, material_section: MaterialSection) -> bool:
    """Change a heading in the list, its place, or take it away."""
    return may_teach(person, material_section.cohort)
