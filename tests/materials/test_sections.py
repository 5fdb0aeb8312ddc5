"""Do a cohort's materials stand in order under their headings, by buttons, by dragging, and for participants?"""

from uuid import uuid4

import pytest
from sqlalchemy import select

from portal.db import db
from portal.materials.models import Material, MaterialSection
from portal.materials.sections import rows_of
from tests.cast import Cast
from tests.courses.reading import missing, sent_back
from tests.materials.shelf import material, sent_file
from tests.reader import Page, Reader


@pytest.fixture
def desk(reader: Reader, cast: Cast) -> str:
    """An instructor with three materials and two headings."""
    for title in ("Kodeks", "Slides", "Noter"):
        material(cast, title)
    reader.sign_in(cast.instructor)
    desk = f"/hold/{cast.cohort.id}/materialer"
    for heading in ("Dag 1", "Dag 2"):
        assert reader.post(f"{desk}/afsnit", {"heading": heading}).status == 303
    return desk


def listed(reader: Reader, cast: Cast) -> list[str]:
    with reader.app.app_context():
        return [f"# {r.title}" if isinstance(r, MaterialSection) else r.title for r in rows_of(cast.cohort.id)]


def ids(reader: Reader) -> dict[str, str]:
    with reader.app.app_context():
        kinds = {"m": Material, "s": MaterialSection}
        return {row.title: f"{k}-{row.id}" for k, kind in kinds.items() for row in db.session.scalars(select(kind))}


def drag(reader: Reader, desk: str, titles: list[str], seen: str | None = None) -> Page:
    keys = ids(reader)
    mark = seen or reader.get(desk).source.partition('data-seen="')[2].partition('"')[0]
    headers = {"Accept": "application/json"}
    fields = {"order": " ".join(keys.get(title, title) for title in titles), "seen": mark}
    return reader.post(f"{desk}/orden", fields, headers=headers)


def test_the_list_is_put_in_order_as_it_was_dragged(reader: Reader, cast: Cast, desk: str) -> None:
    order = ["Noter", "Dag 1", "Slides", "Dag 2", "Kodeks"]
    page = drag(reader, desk, order)
    assert (page.status, page.json["message"]) == (200, "Rækkefølgen er gemt")
    assert listed(reader, cast) == ["Noter", "# Dag 1", "Slides", "# Dag 2", "Kodeks"]
    again = drag(reader, desk, ["Noter", "Dag 1", "Dag 2", "Slides", "Kodeks"], seen=page.json["seen"])
    assert again.status == 200
    assert listed(reader, cast) == ["Noter", "# Dag 1", "# Dag 2", "Slides", "Kodeks"]


def test_a_list_that_has_changed_meanwhile_is_left_alone(reader: Reader, cast: Cast, desk: str) -> None:
    mark = reader.get(desk).source.partition('data-seen="')[2].partition('"')[0]
    late = material(cast, "Kom til")
    page = drag(reader, desk, ["Noter", "Slides", "Kodeks", "Dag 1", "Dag 2"], seen=mark)
    assert (page.status, page.json["message"]) == (
        409,
        "Listen er ændret et andet sted imens. Åbn siden igen, og flyt det så.",
    )
    assert listed(reader, cast) == ["Kodeks", "Slides", "Noter", late.title, "# Dag 1", "# Dag 2"]


@pytest.mark.parametrize("extra", [[], ["Kodeks", "Kodeks"], ["Kodeks", f"m-{uuid4()}"]])
def test_an_order_that_is_not_of_this_list_is_refused(reader: Reader, cast: Cast, desk: str, extra: list[str]) -> None:
    assert drag(reader, desk, ["Noter", "Slides", "Dag 1", "Dag 2", *extra]).status == 409
    assert listed(reader, cast)[0] == "Kodeks"


def test_buttons_move_a_material_past_a_heading_and_a_heading_with_its_own(
    reader: Reader, cast: Cast, desk: str
) -> None:
    key = ids(reader)
    assert reader.post(f"/materiale/{key['Noter'][2:]}/flyt", {"retning": "ned"}).location == f"{desk}#{key['Noter']}"
    assert listed(reader, cast) == ["Kodeks", "Slides", "# Dag 1", "Noter", "# Dag 2"]
    reader.post(f"/afsnit/{key['Dag 1'][2:]}/flyt", {"retning": "nedad"})
    assert listed(reader, cast) == ["Kodeks", "Slides", "# Dag 2", "# Dag 1", "Noter"]
    reader.post(f"/afsnit/{key['Dag 1'][2:]}/flyt", {"retning": "opad"})
    reader.post(f"/afsnit/{key['Dag 1'][2:]}/flyt", {"retning": "opad"})
    assert listed(reader, cast) == ["Kodeks", "Slides", "# Dag 1", "Noter", "# Dag 2"]


def test_taking_a_heading_away_leaves_its_materials(reader: Reader, cast: Cast, desk: str) -> None:
    drag(reader, desk, ["Kodeks", "Dag 1", "Slides", "Dag 2", "Noter"])
    page = reader.post(f"/afsnit/{ids(reader)['Dag 2'][2:]}/slet")
    assert listed(reader, cast) == ["Kodeks", "# Dag 1", "Slides", "Noter"]
    assert "Materialerne står her stadig" in reader.get(page.location).source


def test_a_heading_gets_other_words_but_not_anothers(reader: Reader, cast: Cast, desk: str) -> None:
    address = f"/afsnit/{ids(reader)['Dag 2'][2:]}/navn"
    reader.post(address, {"heading": " Opfølgning  "})
    assert listed(reader, cast)[-1] == "# Opfølgning"
    sentences = [reader.post(address, {"heading": words}).text for words in ("dag 1", "", "Å" * 101)]
    assert "der hedder “dag 1”" in sentences[0]
    assert "Skriv en overskrift." in sentences[1]
    assert "Overskriften er 101 tegn. Der er plads til 100." in sentences[2]
    assert listed(reader, cast)[-1] == "# Opfølgning"


def test_a_heading_that_a_colleague_gave_other_words_meanwhile_keeps_them(
    reader: Reader, cast: Cast, desk: str
) -> None:
    address = f"/afsnit/{ids(reader)['Dag 2'][2:]}/navn"
    shown = [one.get("value") for one in reader.get(desk).all("input") if one.get("name") == "had"]
    assert shown == ["Dag 1", "Dag 2"]
    for _press in range(2):
        assert reader.post(address, {"had": "Dag 2", "heading": "Opfølgning"}).status == 303
    page = reader.post(address, {"had": "Dag 2", "heading": "Praksis"})
    assert not missing(page, "En anden har kaldt overskriften “Opfølgning” imens. Åbn siden igen, og ret den der.")
    assert (page.status, listed(reader, cast)[-1]) == (409, "# Opfølgning")


def test_a_new_file_can_stand_under_a_heading_but_not_another_cohorts(reader: Reader, cast: Cast, desk: str) -> None:
    section = ids(reader)["Dag 1"][2:]
    fields = {"file_ids": str(sent_file(cast, cast.instructor, "Rollekort.pdf")), "release": "now", "section": section}
    assert reader.post(desk, fields).status == 303
    assert listed(reader, cast)[3:5] == ["# Dag 1", "Rollekort"]
    other = cast.add(MaterialSection(cohort_id=cast.other_cohort.id, title="Deres", position=1))
    foreign = {"file_ids": str(sent_file(cast, cast.instructor)), "release": "now", "section": str(other.id)}
    assert reader.post(desk, foreign).errors == ["Den overskrift findes ikke længere. Vælg en anden."]


def test_what_a_colleague_dragged_elsewhere_stays_there_when_an_older_page_is_saved(
    reader: Reader, cast: Cast, desk: str
) -> None:
    address = f"/materiale/{ids(reader)['Noter'][2:]}/ret"
    older = sent_back(reader.get(address)) | {"release": "now"}
    drag(reader, desk, ["Kodeks", "Slides", "Dag 1", "Noter", "Dag 2"])
    assert reader.post(address, older | {"title": "Dine noter"}).status == 303
    assert listed(reader, cast) == ["Kodeks", "Slides", "# Dag 1", "Dine noter", "# Dag 2"]
    moved = sent_back(reader.get(address)) | {"release": "now", "section": ids(reader)["Dag 2"][2:]}
    assert [reader.post(address, moved).status for _press in range(2)] == [303, 303]
    assert listed(reader, cast)[-2:] == ["# Dag 2", "Dine noter"]


def test_participants_meet_the_headings_in_the_same_eight_queries(reader: Reader, cast: Cast, desk: str) -> None:
    drag(reader, desk, ["Noter", "Dag 1", "Slides", "Dag 2", "Kodeks"])
    reader.sign_in(cast.author)
    page = reader.get(f"/hold/{cast.cohort.id}")
    assert len(reader.queries) == 8
    text = page.text[page.text.index("Noter") - len("På kurset ") :]
    places = [text.index(words) for words in ("På kurset", "Noter", "Dag 1", "Slides", "Dag 2", "Kodeks")]
    assert places == sorted(places)
