"""What a browser gets from the addresses that take files in, on the real application."""

from io import BytesIO
from typing import Any
from urllib.parse import quote

import pytest
from werkzeug.test import TestResponse

from portal.config import Config
from portal.db import db
from portal.people.models import Person
from portal.storage import current
from portal.storage.local import LocalStore
from portal.storage.models import FileState, StoredFile
from portal.storage.store import PART_CHECKSUM, Store
from tests.cast import Cast
from tests.reader import Page, Reader
from tests.storage.conftest import SECRET, Down, sha256_of
from tests.storage.opened import opened
from tests.storage.samples import pdf, sample

PART = 8 << 20
SHA256 = sha256_of(b"x")


@pytest.fixture(autouse=True)
def store(tmp_path) -> Store:
    made = LocalStore(tmp_path / "files", secret_key=SECRET)
    made.prepare("http://localhost")
    current.use(made, Config())
    return made


@pytest.fixture
def uploader(reader: Reader, cast: Cast) -> Reader:
    return reader.sign_in(cast.instructor)


def send_raw(reader: Reader, content: bytes, name: str, **headers: str) -> TestResponse:
    sent = {"X-CSRFToken": reader.token(), "X-File-Name": quote(name), "Accept": "application/json", **headers}
    return reader.client.post("/upload/fortroligt", data=content, headers=sent, content_type="application/octet-stream")


def begin(reader: Reader, content: bytes, name: str = "Film fra dag 1.mp4") -> Page:
    asked = {"name": name, "size": len(content), "media_type": "video/mp4", "fingerprint": f"{name}|{len(content)}"}
    return reader.send("/upload", asked)


def asking(parts: dict[int, bytes]) -> dict[str, dict[str, str]]:
    """The question for addresses of these parts."""
    return {"parts": {str(number): sha256_of(content) for number, content in parts.items()}}


def put(reader: Reader, address: str, content: bytes) -> int:
    return reader.client.put(address, data=content, headers={PART_CHECKSUM: sha256_of(content)}).status_code


def known(reader: Reader) -> list[StoredFile]:
    with reader.app.app_context():
        return list(db.session.query(StoredFile))


class TestStraight:
    def test_a_film_is_begun_sent_in_parts_and_finished(self, uploader: Reader, store: Store) -> None:
        content = sample("mp4") + bytes(PART)
        begun = begin(uploader, content).json
        assert (begun["part_size"], begun["have"]) == (PART, [])
        parts = {number: content[(number - 1) * PART : number * PART] for number in (1, 2)}
        addresses = uploader.send(begun["sign"], asking(parts)).json
        assert set(addresses) == {"1", "2"}
        for number in (2, 1):
            assert put(uploader, addresses[str(number)], parts[number]) == 200
        assert begin(uploader, content).json["have"] == [1, 2]
        done = uploader.send(begun["finish"], {})
        assert done.json == {"id": begun["id"], "name": "Film fra dag 1.mp4", "size_text": "8,4 MB"}
        assert uploader.send(begun["finish"], {}).json == done.json
        [file] = known(uploader)
        assert b"".join(store.read(file.key)) == content

    @pytest.mark.parametrize(
        "asked",
        [
            [],
            {"name": "a.mp4"},
            {"name": 4, "size": 3, "fingerprint": "x"},
            {"name": "a.mp4", "size": "3", "fingerprint": "x"},
            {"name": "a.mp4", "size": True, "fingerprint": "x"},
            {"name": "a.mp4", "size": 3.5, "fingerprint": "x"},
        ],
    )
    def test_what_no_script_of_ours_sends_is_a_bad_request(self, uploader: Reader, asked: object) -> None:
        assert uploader.send("/upload", asked).status == 400
        assert known(uploader) == []

    def test_a_refusal_is_a_sentence(self, uploader: Reader) -> None:
        answer = begin(uploader, b"x", "virus.exe")
        assert answer.status == 409
        assert answer.json["message"].startswith("Vi kan ikke tage imod filer, der ender på .exe.")

    @pytest.mark.parametrize("verb", ["sign", "finish", "cancel"])
    def test_nobody_touches_somebody_elses_upload(self, uploader: Reader, cast: Cast, verb: str) -> None:
        begun = begin(uploader, sample("mp4")).json
        for other in (cast.other_instructor, cast.classmate):
            assert uploader.sign_in(other).send(begun[verb], asking({1: b"x"})).status == 404
        assert known(uploader)[0].state is FileState.RESERVED

    def test_a_cancelled_upload_takes_no_more_parts(self, uploader: Reader) -> None:
        begun = begin(uploader, sample("mp4")).json
        assert uploader.send(begun["cancel"], {}).json == {}
        assert uploader.send(begun["sign"], asking({1: b"x"})).status == 404

    @pytest.mark.parametrize(
        "parts",
        [
            None,
            "1",
            [1],
            {"0": SHA256},
            {"9": SHA256},
            {"٣": SHA256},
            {"1" * 5000: SHA256},
            {"1": None},
            {"1": "x"},
            {"1": SHA256 + "\n"},
        ],
    )
    def test_odd_part_numbers_get_no_address(self, uploader: Reader, parts: object) -> None:
        begun = begin(uploader, sample("mp4")).json
        assert uploader.send(begun["sign"], {"parts": parts}).status in {400, 409}

    def test_a_part_without_a_token_but_with_a_signature_is_taken(self, uploader: Reader) -> None:
        begun = begin(uploader, sample("mp4")).json
        address = uploader.send(begun["sign"], asking({1: sample("mp4")})).json["1"]
        stranger = uploader.app.test_client()
        headers = {PART_CHECKSUM: sha256_of(sample("mp4"))}
        assert stranger.put(address, data=sample("mp4"), headers=headers).status_code == 200

    def test_somebody_who_teaches_and_learns_nowhere_cannot_begin(self, reader: Reader, cast: Cast) -> None:
        nobody = cast.person("Ingen Steder")
        assert begin(reader.sign_in(nobody), sample("mp4")).status == 404


class TestThroughThePortal:
    @pytest.fixture
    def author(self, reader: Reader, cast: Cast) -> Reader:
        return reader.sign_in(cast.author)

    def test_a_confidential_file_comes_in(self, author: Reader, cast: Cast, store: Store) -> None:
        answer = send_raw(author, pdf(), "Årsag & følge.pdf")
        assert answer.status_code == 201
        [file] = known(author)
        assert answer.get_json() == {"id": str(file.id), "name": "Årsag & følge.pdf", "size_text": "281 B"}
        assert (file.is_confidential, file.uploaded_by_id) == (True, cast.author.id)
        with author.app.app_context():
            assert opened(file) == pdf()
        assert b"PDF" not in b"".join(store.read(file.key))

    @pytest.mark.parametrize(
        ("content", "name", "says"),
        [
            (b"", "tom.pdf", "er tom"),
            (b"MZ", "x.pdf", "passer ikke til navnet"),
            (b"x" * 25_000_001, "x.txt", "er for stor. Der er plads til 25 MB"),
            (b"x", "", "mangler en endelse"),
            (b"x", "side.html", "ender på .html"),
        ],
    )
    def test_a_refusal_is_a_sentence_and_keeps_nothing(
        self, author: Reader, store: Store, content: bytes, name: str, says: str
    ) -> None:
        answer = send_raw(author, content, name)
        assert answer.status_code == 409
        assert says in answer.get_json()["message"]
        assert (known(author), list(store.listed())) == ([], [])

    def test_a_name_of_300_characters_with_tricks_is_shortened(self, author: Reader) -> None:
        assert send_raw(author, pdf(), "\u202e" + "æøå\r\n" * 100 + ".pdf").status_code == 201
        [file] = known(author)
        assert len(file.name) == 255
        assert file.name.endswith("æøå.pdf") or file.name.endswith(".pdf")
        assert file.name.isprintable()

    def test_a_store_that_is_down_is_told_so_that_the_page_tries_again(self, author: Reader) -> None:
        current.use(Down(), Config())  # type: ignore[arg-type]
        answer = send_raw(author, pdf(), "a.pdf")
        assert answer.status_code == 503
        assert answer.get_json() == {"message": "Vi kan ikke nå filerne lige nu. Prøv igen om lidt."}
        assert known(author) == []

    def test_it_takes_a_token_and_a_person(self, author: Reader, reader: Reader) -> None:
        assert send_raw(author, pdf(), "a.pdf", **{"X-CSRFToken": "falsk"}).status_code in {400, 401}
        reader.client = reader.app.test_client()
        assert send_raw(reader, pdf(), "a.pdf").status_code == 401
        assert known(author) == []


class TestReading:
    def test_a_signed_address_of_the_folder_runs_nothing(self, reader: Reader, store: Store) -> None:
        store.put("a" * 40, BytesIO(b"<script>alert(1)</script>"), media_type="text/plain", limit=99)
        for media_type in ("text/plain", "text/html", "image/svg+xml"):
            for inline in (False, True):
                address = store.read_address("a" * 40, name="x.txt", media_type=media_type, inline=inline)
                answer = reader.client.get(address)
                assert answer.headers["X-Content-Type-Options"] == "nosniff"
                policy = answer.headers["Content-Security-Policy"]
                assert policy.startswith("default-src 'none'") or policy == "sandbox; default-src 'none'"
                assert "script-src" not in policy
                is_shown = inline and media_type == "text/plain"
                assert answer.headers["Content-Disposition"].startswith("inline" if is_shown else "attachment")

    def test_a_head_says_the_length(self, reader: Reader, store: Store) -> None:
        store.put("b" * 40, BytesIO(b"12345"), media_type="text/plain", limit=99)
        answer = reader.client.head(store.read_address("b" * 40, name="x.txt", media_type="text/plain"))
        assert (answer.status_code, answer.headers["Content-Length"], answer.data) == (200, "5", b"")

    @pytest.mark.parametrize(
        "address", ["/lager/" + "a" * 40, "/lager/..%2f..%2fetc", "/lager/" + "0f" * 16 + "?navn=x"]
    )
    def test_without_a_signature_there_is_nothing(self, reader: Reader, address: str) -> None:
        assert reader.client.get(address).status_code in {403, 404}
        assert reader.client.put(f"{address.partition('?')[0]}/1", data=b"x").status_code in {403, 404}


def test_those_who_teach_send_gigabytes_and_those_who_learn_attachments(reader: Reader, cast: Cast) -> None:
    people: list[Person] = [cast.author, cast.instructor, cast.coordinator]
    assert [begin(reader.sign_in(person), sample("mp4")).status for person in people] == [404, 200, 200]
    assert [send_raw(reader.sign_in(person), pdf(), "a.pdf").status_code for person in people] == [201, 201, 201]


class TestBegunBefore:
    PLACE = "/hold/1/materialer"

    def begun(self, reader: Reader, place: str = PLACE) -> list[dict[str, object]]:
        files: list[dict[str, object]] = reader.get(f"/upload/begyndt?sted={quote(place)}").json["files"]
        return files

    def begin_here(self, reader: Reader, content: bytes, name: str = "Film.mp4") -> dict[str, Any]:
        asked = {"name": name, "size": len(content), "fingerprint": f"{self.PLACE}|ab|{len(content)}|1|{name}"}
        answer: dict[str, Any] = reader.send("/upload", asked).json
        return answer

    def send(self, reader: Reader, begun: dict[str, Any], *parts: bytes) -> None:
        addresses = reader.send(begun["sign"], asking(dict(enumerate(parts, 1)))).json
        for number, part in enumerate(parts, 1):
            assert put(reader, addresses[str(number)], part) == 200

    def test_a_page_hears_what_was_begun_there_and_how_much_has_come(self, uploader: Reader, cast: Cast) -> None:
        content = sample("mp4") + bytes(PART)
        begun = self.begin_here(uploader, content)
        self.send(uploader, begun, content[:PART])
        [found] = self.begun(uploader)
        assert (found["id"], found["name"], found["size"]) == (begun["id"], "Film.mp4", len(content))
        assert (found["come"], found["is_finished"], found["cancel"]) == (PART, False, begun["cancel"])
        assert self.begun(uploader, "/hold/2/materialer") == []
        assert self.begun(uploader, "/hold/_/materialer") == []
        assert self.begun(uploader.sign_in(cast.other_instructor)) == []

    def test_what_was_sent_to_its_end_need_not_be_sent_again(self, uploader: Reader) -> None:
        begun = self.begin_here(uploader, sample("mp4"))
        self.send(uploader, begun, sample("mp4"))
        done = uploader.send(begun["finish"], {}).json
        assert [one["is_finished"] for one in self.begun(uploader)] == [True]
        assert self.begin_here(uploader, sample("mp4")) == {"finished": done}
        assert len(known(uploader)) == 1

    def test_what_is_given_up_leaves_the_store_at_once(self, uploader: Reader, store: Store) -> None:
        begun = self.begin_here(uploader, sample("mp4"))
        self.send(uploader, begun, sample("mp4"))
        uploader.send(begun["cancel"], {})
        assert (list(store.open_uploads()), self.begun(uploader)) == ([], [])

    def test_what_the_store_forgot_is_not_told_of(self, uploader: Reader, store: Store) -> None:
        self.begin_here(uploader, sample("mp4"))
        [upload] = store.open_uploads()
        store.abort(upload.key, upload.upload_id)
        assert self.begun(uploader) == []

    def test_an_odd_place_or_size_finds_nothing_and_shakes_nobody(self, uploader: Reader) -> None:
        for place in ("\0", "%", "_" * 5000, "/hold/\u202e", "' or 1=1"):
            assert self.begun(uploader, place) == []
        for size in (-1, 0, 2**63, 10**40):
            asked = {"name": "a.mp4", "size": size, "fingerprint": "\0|x"}
            assert uploader.send("/upload", asked).status == 409
