"""Does the check of the translations bite?"""

from babel.messages.catalog import Catalog

from tests.translations import faults, spoken


def test_texts_are_found_in_code_lazy_code_pages_and_letters() -> None:
    found = spoken()
    assert {"i morgen", "Her er ingenting, du kan se", "Nyeste breve", "Din kode til MitKomponent"} <= found
    assert len(found) > 100


def test_missing_empty_guessed_and_changed_blanks_are_told() -> None:
    english = Catalog(locale="en")
    english.add("Hej", "Hi")
    english.add("Farvel", "")
    english.add("Måske", "Perhaps", flags=["fuzzy"])
    english.add("Om %(count)s dage", "In %(days)s days")
    assert faults({"Hej", "Farvel", "Måske", "Om %(count)s dage", "Ukendt"}, english) == [
        "'Farvel' has no translation",
        "'Måske' is only guessed (fuzzy)",
        "'Om %(count)s dage' must keep ['count']",
        "'Ukendt' is missing",
    ]
