"""Does somebody with an account of their own, and cookies kept from other moments, get into another's with half of it?"""

from tests.cast import Cast
from tests.credentials.ways import GOOD, code_in_letter, give_password, is_in, type_address, type_code, type_password
from tests.reader import Reader


def test_au_5_the_letter_to_oneself_is_no_second_step_for_another_whose_password_one_knows(
    visitor: Reader, cast: Cast
) -> None:
    """AU-5: the cookie that was kept is from after the other's address was typed and before their password was."""
    mine, theirs = cast.author, cast.classmate
    give_password(visitor.app, mine)
    give_password(visitor.app, theirs)
    type_password(visitor, mine)
    type_address(visitor, theirs.email)
    kept = visitor.copy()
    visitor.post("/log-ind/adgangskode", {"password": GOOD})
    page = type_code(kept, code_in_letter(visitor.app, mine))
    assert (page.status, page.errors) == (422, ["Bed om en kode først."])
    assert not is_in(kept)
    assert type_code(visitor, code_in_letter(visitor.app, theirs)).location == "/"
    assert is_in(visitor)
