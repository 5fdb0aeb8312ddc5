"""What do people see while a file is judged, and when it cannot be used?"""

import io

from sqlalchemy import select

from portal import clock
from portal.db import db
from portal.storage.models import FileState, StoredFile
from portal.storage.reasons import Reason
from tests.cast import Cast
from tests.own_cases.work import WHOLE
from tests.reader import Reader
from tests.storage.samples import sample


def now_is(reader: Reader, state: FileState, rejection: str | None = None, *, is_emptied: bool = False) -> None:
    with reader.app.app_context():
        file = db.session.scalars(select(StoredFile)).one()
        file.state, file.rejection = state, rejection
        file.rejected_at, file.emptied_at = clock.now() if rejection else None, clock.now() if is_emptied else None
        db.session.commit()


def test_the_author_hands_in_and_sees_how_far_it_is_while_readers_only_see_that_it_comes(
    reader: Reader, cast: Cast
) -> None:
    reader.sign_in(cast.author)
    address = f"/hold/{cast.cohort.id}/case"
    files = (io.BytesIO(sample("pdf")), "Kort æøå.pdf")
    sent = {**WHOLE, "version": "0", "visibility": "group", "is_anonymised": "y", "intent": "submit", "files": files}
    case = reader.post(address, sent).location.removesuffix("/kvittering")
    assert "Bliver kontrolleret" in reader.get(case).text
    assert "Bliver kontrolleret" in reader.get(address).text
    link = next(link for link in reader.get(case).links if link.startswith("/case-bilag/"))
    for state, word in ((FileState.RECEIVED, "Bliver kontrolleret"), (FileState.WAITING, "Venter på viruskontrol")):
        now_is(reader, state)
        page = reader.sign_in(cast.instructor).get(case)
        assert word in page.text
        assert "Kort æøå.pdf" in page.text
        assert link not in page.links
        assert reader.get(link).status == 404
        assert reader.sign_in(cast.author).get(link).status == 200
    now_is(reader, FileState.REJECTED, Reason.LOCKED)
    for page in (reader.get(case), reader.get(address)):
        assert "Kan ikke bruges" in page.text
        assert "låst med en adgangskode" in page.text
        assert "Vi sletter indholdet mandag den 9. november 2026 kl. 9.30." in page.text
        assert link not in page.links
    assert reader.get(link).status == 404
    page = reader.sign_in(cast.instructor).get(case)
    assert "Kan ikke bruges" in page.text
    assert "adgangskode" not in page.text
    now_is(reader, FileState.REJECTED, Reason.LOCKED, is_emptied=True)
    assert "Indholdet er slettet hos os." in reader.sign_in(cast.author).get(case).text
    reader.sign_in(cast.instructor)
    now_is(reader, FileState.AVAILABLE)
    assert link in reader.get(case).links
    assert reader.get(link).status == 200


def test_administrators_are_told_that_files_are_not_scanned(reader: Reader, cast: Cast) -> None:
    page = reader.sign_in(cast.administrator).get("/drift")
    assert "Filer bliver ikke kontrolleret for virus." in page.text
    assert reader.sign_in(cast.coordinator).get("/drift").status == 404
