"""Is every text of the interface in English too, and do the checks that say so bite?"""

import re

import pytest
from babel.messages.catalog import Catalog

from tests.raw_text import in_python, in_template, raw_texts
from tests.translations import ENGLISH, catalogue, faults, spoken, words


def english(*pairs: tuple[object, object], **changes: object) -> Catalog:
    made = Catalog(locale="en")
    for danish, translation in pairs:
        made.add(danish, translation, **changes)
    return made


def test_the_catalogue_says_all_that_the_portal_says_and_nothing_else() -> None:
    assert faults(spoken(), catalogue(ENGLISH)) == []


def test_nothing_is_said_outside_gettext() -> None:
    assert raw_texts() == []


def test_texts_are_found_in_code_lazy_code_pages_and_letters() -> None:
    found = spoken()
    assert {"i morgen", "Her er ingenting, du kan se", "Nyeste mails", "Din kode til MitKomponent"} <= found
    assert ("1 ledig plads", "%(count)s ledige pladser") in found
    assert len(found) > 1000


def test_one_thing_has_one_word() -> None:
    given_up = re.compile(r"\b(brev(et|e|ene)?|lærred\w*|oplæser\w*|andet trin|koder? på papir)\b", re.IGNORECASE)
    assert given_up.search("Der er et brev på vej")
    assert [text for text in spoken() if any(given_up.search(form) for form in words(text))] == []


def test_a_complete_catalogue_has_no_faults() -> None:
    known = english(("Hej", "Hello"), (("%(num)s hold", "%(num)s hold"), ("%(num)s cohort", "%(num)s cohorts")))
    assert faults({"Hej", ("%(num)s hold", "%(num)s hold")}, known) == []


@pytest.mark.parametrize(
    ("danish", "translation", "told"),
    [
        ("Farvel", "", "'Farvel' has no translation"),
        ("Farvel", "Farvel", "'Farvel' is still Danish"),
        ("Om %(count)s dage", "In %(days)s days", "'Om %(count)s dage' must keep ['%(count)s']"),
        ("Om %(count)s dage", "In %(count)d days", "'Om %(count)s dage' must keep ['%(count)s']"),
        ("{n} af {total}", "{n} of {all}", "'{n} af {total}' must keep ['{n}', '{total}']"),
        ('Se <a href="x">her</a>', "See here", "'Se <a href=\"x\">her</a>' must keep ['</a>', '<a href=\"x\">']"),
        ("Hej\n\nDu", "Hello you", "'Hej\\n\\nDu' must keep ['\\n', '\\n']"),
        (("1 dag", "%(n)s dage"), ("1 day", ""), "('1 dag', '%(n)s dage') has no translation"),
        (("1 dag", "%(n)s dage"), ("%(n)s day", "days"), "('1 dag', '%(n)s dage') must keep []"),
    ],
)
def test_a_translation_that_lacks_something_is_told(danish: str, translation: str, told: str) -> None:
    assert faults({danish}, english((danish, translation))) == [told]


def test_missing_guessed_and_forgotten_texts_are_told() -> None:
    assert faults({"Ukendt"}, english()) == ["'Ukendt' is missing"]
    assert faults({"Måske"}, english(("Måske", "Perhaps"), flags=["fuzzy"])) == ["'Måske' is only guessed (fuzzy)"]
    assert faults(set(), english(("Glemt", "Forgotten"))) == ["'Glemt' is said no more"]
    old = english()
    old.obsolete["Gammelt"] = english(("Gammelt", "Old"))["Gammelt"]
    assert faults(set(), old) == ["'Gammelt' is said no more"]


@pytest.mark.parametrize(
    "source",
    [
        "<p>Hej</p>",
        "<p>{{ name }} og {{ other }}</p>",
        "{% if late %}<p>{{ _('Frist') }} i går</p>{% endif %}",
        '<input placeholder="Navn">',
        '<td data-label="Kommune">{{ _("Vejle") }}</td>',
        "{{ tag('Gemt', 'check') }}",
        "{{ said('fjernet på ny') }}",
        "{% macro m() %}<h{{ level }}>Emner</h{{ level }}>{% endmacro %}",
    ],
)
def test_raw_text_in_a_page_is_found(source: str) -> None:
    assert len(in_template(source)) == 1


def test_raw_text_in_a_letter_is_found() -> None:
    assert in_template("{{ _('Hej') }}\n\nVenlig hilsen\nMitKomponent\n", is_html=False) == [
        "1\n\nVenlig hilsen\nMitKomponent"
    ]


@pytest.mark.parametrize(
    "source",
    [
        "<p class='lead'>{{ _('Hej') }}, {{ name }} – 12</p>",
        "{% trans name=name %}Hej {{ name }}{% endtrans %}",
        "{% trans count=n %}1 dag{% pluralize %}{{ count }} dage{% endtrans %}",
        '{% block body_attributes %} class="gate" data-announce{% endblock %}',
        "<title>{{ _('Hjælp') }} – MitKomponent</title><button>{{ 'English' if a else 'Dansk' }}</button>",
        "<script type='application/json'>{{ {'undo': _('Fortryd')}|tojson }}</script>",
        "{# En bemærkning på dansk #}<h{{ level }}>{{ title }}</h{{ level }}>",
    ],
)
def test_a_page_that_speaks_through_gettext_is_left_alone(source: str) -> None:
    assert in_template(source) == []


@pytest.mark.parametrize(
    "source",
    [
        'raise Refused("Holdet er fuldt.")',
        'raise Refused("Fuldt.", field="cohort")',
        'raise Refused(f"{name} mangler.")',
        'name = StringField("Navn", [Required(_l("Skriv navnet."))])',
        'name = StringField(_l("Navn"), [Required("Navn?")])',
        'words = {"title": "Årsag"}',
        'said = "Du er afmeldt"',
    ],
)
def test_raw_text_in_code_is_found(source: str) -> None:
    assert len(in_python(source)) == 1


@pytest.mark.parametrize(
    "source",
    [
        '"""Does “%(date)s kl. 12” stand here, på dansk?"""',
        'raise Refused(_("Holdet er fuldt."), field="cohort")',
        "raise Refused(f\"{_('Holdet er fuldt.')} {advice}\")",
        'name = StringField(_l("Navn"), [AtMost(9)])',
        'words = ngettext("%(num)s dag på holdet", "%(num)s dage på holdet", 2)',
        'log.warning("two acts at once at %s", place)',
        '@pages.page("/hold/<uuid:cohort_id>/program")\ndef program(): return render("courses/program.html")',
    ],
)
def test_code_that_speaks_through_gettext_is_left_alone(source: str) -> None:
    assert in_python(source) == []
