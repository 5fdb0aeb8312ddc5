"""Can a coordinator say how one finds a place?"""

from portal.courses.cohort_models import Venue
from tests.cast import Cast
from tests.courses.reading import missing, opened, sent_back
from tests.reader import Reader


def test_a_place_is_changed_for_every_cohort_that_meets_there(reader: Reader, cast: Cast) -> None:
    address = f"/sted/{cast.strandgaarden.id}/ret"
    fields = opened(reader, cast, address)
    assert fields["venue_arrival"].strip() == "Bus 7 fra stationen."
    page = reader.post(address, {**fields, "venue_arrival": "Færgen til Ærø."})
    assert reader.get(page.location).field("venue_arrival").strip() == "Færgen til Ærø."
    assert not missing(reader.get(f"/hold/{cast.cohort.id}"), "Færgen til Ærø.")


def test_a_place_has_a_name_of_its_own(reader: Reader, cast: Cast) -> None:
    cast.add(Venue(name="Kulkranen", town="Fjordby"))
    address = f"/sted/{cast.strandgaarden.id}/ret"
    fields = opened(reader, cast, address)
    assert reader.post(address, {**fields, "venue_name": " "}).errors == ["Skriv, hvad stedet hedder."]
    page = reader.post(address, {**fields, "venue_name": "Kulkranen"})
    assert page.errors == ["Stedet står allerede på listen. Vælg det der, eller skriv et andet navn."]


def test_what_a_colleague_saved_meanwhile_is_not_overwritten_without_a_word(reader: Reader, cast: Cast) -> None:
    address = f"/sted/{cast.strandgaarden.id}/ret"
    older = opened(reader, cast, address)
    assert reader.post(address, {**older, "venue_arrival": "Færgen til Ærø."}).status == 303
    reader.sign_in(cast.other_coordinator)
    page = reader.post(address, {**older, "venue_accessibility": "Teleslynge."})
    assert page.status == 422
    assert not missing(page, "Stedet er blevet gemt, efter at du åbnede det. Dit står her endnu og er ikke gemt.")
    assert page.field("venue_accessibility").strip() == "Teleslynge."
    assert reader.get(address).field("venue_arrival").strip() == "Færgen til Ærø."
    assert reader.post(address, sent_back(page)).status == 303
    assert reader.get(address).field("venue_accessibility").strip() == "Teleslynge."
