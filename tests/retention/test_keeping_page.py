"""Does an author see when the case goes, and can they keep it longer?"""

from datetime import timedelta

from portal import clock
from tests.cast import Cast
from tests.own_cases.work import handed_in_by
from tests.reader import Reader


def test_the_author_sees_when_the_case_goes_and_keeps_it_longer(reader: Reader, cast: Cast) -> None:
    case = handed_in_by(reader, cast, cast.author, visibility="cohort")
    reader.sign_in(cast.author)
    page = reader.get(case)
    assert "Casen slettes af sig selv mandag den 26. april 2027." in page.text
    assert "Behold i 90 dage mere" not in page.text
    assert reader.post(f"{case}/behold", {}).status == 409
    clock.set_clock(clock.now() + timedelta(days=100))
    reader.sign_in(cast.author)
    assert "Behold i 90 dage mere" in reader.get(case).text
    page = reader.get(reader.post(f"{case}/behold", {}).location)
    assert "Casen bliver her længere" in page.source
    assert "Casen slettes af sig selv søndag den 25. juli 2027." in page.text
    reader.sign_in(cast.classmate)
    assert "slettes af sig selv" not in reader.get(case).text
