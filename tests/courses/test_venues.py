"""Is a venue's address said once, whatever is known of it?"""

import pytest

from portal.courses.cohort_models import Venue


@pytest.mark.parametrize(
    ("address", "town", "said"),
    [
        ("Strandvejen 1", "Fjordby", "Strandvejen 1, Fjordby"),
        ("Bæltegårdsvej 4, 5500 Middelfart", "Middelfart", "Bæltegårdsvej 4, 5500 Middelfart"),
        ("", "Ærøskøbing", "Ærøskøbing"),
        ("Åvej 2", "", "Åvej 2"),
        ("", "", ""),
    ],
)
def test_the_town_is_named_once(address: str, town: str, said: str) -> None:
    assert Venue(name="Strandgården", address=address, town=town).whole_address == said
