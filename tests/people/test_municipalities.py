"""Are the 98 municipalities there, with their codes, in a new portal?"""

from flask import Flask

from portal.db import db
from portal.people.models import Municipality
from portal.people.municipalities import ensure_municipalities
from portal.people.queries import municipalities


def test_the_list_has_98_with_three_digits_and_is_added_once(isolated: Flask) -> None:
    with isolated.app_context():
        codes = ensure_municipalities()
        assert len(codes) == 98
        assert len(set(codes.values())) == 98
        assert all(len(code) == 3 and code.isdigit() for code in codes.values())
        assert (codes["København"], codes["Aarhus"], codes["Hjørring"], codes["Læsø"]) == ("101", "751", "860", "825")
        assert ensure_municipalities() == codes
        assert db.session.query(Municipality).count() == 98


def test_they_stand_as_danes_sort_them(isolated: Flask) -> None:
    with isolated.app_context():
        ensure_municipalities()
        names = [m.name for m in municipalities()]
    assert names[0] == "Albertslund"
    assert names[-4:] == ["Ærø", "Aabenraa", "Aalborg", "Aarhus"]
