"""What do we write about a material? That there is a new version to look at; never its title."""

from sqlalchemy import select

from portal.courses.cohort_models import Cohort
from portal.courses.models import Course
from portal.db import db
from portal.letters.actions import post
from portal.materials.models import Material
from portal.people.models import Person
from portal.text import portal_address


def material_changed(person: Person, material: Material) -> None:
    """To somebody who had read the version before."""
    course = select(Course.title).join(Cohort, Cohort.course_id == Course.id).where(Cohort.id == material.cohort_id)
    post(
        "material_changed",
        to=person,
        cohort_id=material.cohort_id,
        course=db.session.scalar(course),
        address=portal_address("materials.show", material_id=material.id),
    )
