"""Can a coordinator say how one finds a place?"""

from portal.courses.cohort_models import Venue
from tests.cast import Cast
from tests.courses.reading import missing, opened
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
