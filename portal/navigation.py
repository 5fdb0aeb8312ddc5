"""Which rooms does a person go between?"""

from portal import access
from portal.courses.reach import taught_by
from portal.people.models import Person
from portal.text import _


def entries(person: Person) -> list[tuple[str, str]]:
    """The main menu: endpoint and word, in the order of the day's work."""
    teaches = bool(taught_by(person))
    helps = access.may_see_municipality(person)
    works_here = teaches or helps or access.may_coordinate(person) or access.may_administer(person)
    menu = [] if works_here and not person.enrolments else [("pathways.home", _("Mine forløb"))]
    if teaches:
        menu.append(("teaching.cohorts", _("Undervisning")))
    if access.may_coordinate(person):
        menu.append(("coordination.overview", _("Koordinering")))
    if helps:
        menu.append(("roles.municipality", _("Min kommune")))
    menu.append(("courses.catalogue", _("Kurser")))
    if access.may_administer(person):
        menu.append(("roles.overview", _("Adgang")))
        menu.append(("pages.operation", _("Drift")))
    return menu
