"""Where does an instructor find what they have shared, and use it on another cohort?"""

from uuid import UUID

from flask import request, url_for
from wtforms import SelectField

from portal import access
from portal.answers import see_other
from portal.door import Answer
from portal.forms import PortalForm, id_of, one_line, options
from portal.materials import library, owning
from portal.materials.models import Material
from portal.materials.routes.pages import pages
from portal.people.models import Person
from portal.people.session import render
from portal.text import _l

LONGEST_SEARCH = 100


class UseForm(PortalForm):
    """The cohort that is to show it too."""

    cohort = SelectField(_l("Hold"), coerce=str, validate_choice=False)

    @property
    def cohort_id(self) -> UUID:
        """The one chosen; one that nobody has for what is no id."""
        return id_of(self.cohort.data) or UUID(int=0)


@pages.page("/undervisning/bibliotek", access=access.signed_in)
def shelves(person: Person) -> Answer:
    """Every document of the cohorts one teaches or has taught."""
    words = one_line(request.args.get("titel"))[:LONGEST_SEARCH]
    cohorts = library.cohorts_taught(person)
    chosen = next((cohort for cohort in cohorts if str(cohort.id) == request.args.get("hold")), None)
    shelf = library.library_of(person, words=words)
    return render("materials/library.html", cohorts=cohorts, chosen=chosen, shelf=shelf, words=words)


@pages.page("/materiale/<uuid:material_id>/brug", access=access.may_edit_material, methods=["GET", "POST"])
def use(person: Person, material: Material) -> Answer:
    """The same document on another cohort, without another upload."""
    showing = {cohort.id for cohort in library.cohorts_showing(material)}
    others = [cohort for cohort in library.cohorts_taught(person) if cohort.id not in showing]
    form = UseForm(person=person)
    form.cohort.choices = options([(str(one.id), f"{one.course.title}, {one.name}") for one in others])
    if form.came_in():
        with form.refusals():
            made = library.share(material, by=person, cohort_id=form.cohort_id)
            return see_other(
                url_for("materials.manage", cohort_id=made.cohort_id, sket="brugt", _anchor=f"m-{made.id}")
            )
    return render("materials/use.html", material=material, form=form, others=others), form.status


@pages.page("/materiale/<uuid:material_id>/kun-her", access=access.may_edit_material, methods=["POST"])
def make_own(person: Person, material: Material) -> Answer:
    """From now on a change here is a change here only."""
    owning.make_own(material, by=person)
    return see_other(url_for("materials.replace", material_id=material.id))
