"""Is a text with a cpr number kept nowhere, and does whoever typed it learn so with everything else still there?"""

from typing import Final

import pytest
from flask import Flask
from sqlalchemy import JSON, Enum, String

from portal.db import Base, db
from portal.errors import Refused
from portal.people.models import HeldForm
from portal.people.written import NOT_WRITTEN, WRITTEN, cpr_sentence
from portal.sealing.columns import Sealed
from portal.storage.kinds import judge_name
from tests.cast import Cast
from tests.reader import Reader

CPR: Final = "010190-1234"


def text_columns() -> dict[str, set[str]]:
    kinds = {
        table.name: {
            one.name
            for one in table.columns
            if isinstance(one.type, String | JSON | Sealed) and not isinstance(one.type, Enum)
        }
        for table in Base.metadata.sorted_tables
    }
    return {name: columns for name, columns in kinds.items() if columns}


@pytest.mark.once
def test_ad_8_every_text_column_is_asked_or_said_to_be_no_text_of_anybodys(app: Flask) -> None:
    """AD-8: a new text column fails here until it is said which it is."""
    said: dict[str, list[str]] = {}
    for tables in (WRITTEN, *NOT_WRITTEN.values()):
        for table, columns in tables.items():
            said.setdefault(table, []).extend(columns.split())
    assert {name: sorted(columns) for name, columns in said.items()} == {
        name: sorted(columns) for name, columns in text_columns().items()
    }


@pytest.mark.once
def test_ad_8_no_row_takes_a_text_with_a_number_whichever_way_it_comes(app: Flask) -> None:
    """AD-8: 0 of all text columns people write into."""
    with app.app_context():
        for mapper in Base.registry.mappers:
            for column in WRITTEN.get(str(mapper.local_table), "").split():
                with pytest.raises(Refused) as refusal:
                    setattr(mapper.class_(), column, f"Ring til Åse, {CPR}.")
                assert refusal.value.field == column


FORMS: Final = {
    "announcement": ("coordinator", "/hold/{cohort}/opslag/nyt", {"subject": "Toget går", "body": f"Ærø\n{CPR}"}),
    "course": ("coordinator", "/kursus/{course}/ret", {"title": "Åben politik", "summary": f"For {CPR}"}),
    "programme": ("coordinator", "/kursus/{course}/ret/personer", {"teachers-0-name": f"Åse {CPR}"}),
    "page": ("instructor", "/hold/{cohort}/materialer/side", {"title": "Læs før", "text": f"# Ærø\n\n{CPR}"}),
    "link": ("instructor", "/hold/{cohort}/materialer/link", {"title": f"Om {CPR}", "address": "https://eksempel.dk"}),
    "profile": ("author", "/profil", {"name": "Åse Ærø", "title": f"Chef {CPR}"}),
}


@pytest.mark.once
@pytest.mark.parametrize("form", FORMS)
def test_ad_8_who_types_a_number_is_told_at_the_field_and_keeps_what_was_typed(
    reader: Reader, cast: Cast, form: str
) -> None:
    """AD-8: the author is told at once, nothing is stored, and the text still stands in the form."""
    who, address, typed = FORMS[form]
    path = address.format(cohort=cast.cohort.id, course=cast.course.id)
    reader.sign_in(getattr(cast, who))
    page = reader.post(path, typed)
    assert (page.status, cpr_sentence() in page.text) == (422, True)
    name = next(name for name, text in typed.items() if CPR in text)
    assert page.field(name).replace("\r\n", "\n") == typed[name]
    assert page.errors == [cpr_sentence()]


@pytest.mark.once
def test_a_form_that_is_held_for_who_was_signed_out_is_kept_without_the_number(reader: Reader, cast: Cast) -> None:
    reader.sign_in(cast.author)
    token = reader.token()
    reader.client.delete_cookie("portal")
    with reader.app.app_context():
        db.session.query(HeldForm).delete()
        db.session.commit()
    address = f"/hold/{cast.cohort.id}/case"
    reader.client.post(address, data={"csrf_token": token, "situation": f"Åse ({CPR}) ringede to gange."})
    with reader.app.app_context():
        held = db.session.query(HeldForm).one()
        assert held.fields["situation"] == ["Åse ([cpr-nummer fjernet]) ringede to gange."]


@pytest.mark.once
@pytest.mark.parametrize("is_confidential", [True, False])
def test_a_file_is_not_taken_under_a_name_with_a_number(app: Flask, is_confidential: bool) -> None:
    with app.app_context(), pytest.raises(Refused, match="Giv filen et andet navn") as refusal:
        judge_name(f"Sag {CPR}.pdf", is_confidential=is_confidential)
    assert refusal.value.field == "files"
