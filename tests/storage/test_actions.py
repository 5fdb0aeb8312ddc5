import io
from uuid import uuid4

import pytest

from portal.db import db
from portal.errors import Refused
from portal.people.models import Person
from portal.storage import actions, current
from portal.storage.local import LocalStore
from portal.storage.models import FileState, StoredFile
from portal.storage.queries import bytes_kept_by
from portal.storage.store import StoreDown
from tests.storage.conftest import Down, files_known, keys_kept, sha256_of
from tests.storage.opened import opened
from tests.storage.samples import pdf, sample

MB = 1_000_000


def receive(by: Person, name: str = "sag.pdf", content: bytes | None = None) -> StoredFile:
    return actions.receive_file(by=by, name=name, stream=io.BytesIO(pdf() if content is None else content))


def padded(size: int) -> bytes:
    """A text of exactly so many bytes."""
    return b"a" * size


def begin(by: Person, size: int = 20 * MB, name: str = "film.mp4", fingerprint: str = "f|20|1|ab") -> StoredFile:
    return actions.begin_upload(by=by, name=name, size=size, fingerprint=fingerprint)


def send(file: StoredFile, content: bytes, *numbers: int) -> None:
    """The parts of these numbers, or all, as the browser would by their addresses (which the contract tests)."""
    store, step = current.store(), file.part_size or 0
    assert isinstance(store, LocalStore)
    for number in numbers or range(1, -(-len(content) // step) + 1):
        part = content[(number - 1) * step : number * step]
        store.put_part(file.key, file.upload_id or "", number, io.BytesIO(part), size=len(part), sha256=sha256_of(part))


class TestConfidential:
    def test_a_file_is_kept_with_its_size_type_and_checksum(self, author: Person) -> None:
        file = receive(author, "Årsag.PDF")
        assert (file.name, file.media_type, file.size) == ("Årsag.PDF", "application/pdf", len(pdf()))
        assert file.state is FileState.RECEIVED
        assert file.sha256 is not None
        assert file.is_confidential
        assert opened(file) == pdf()
        assert "sag" not in file.key

    @pytest.mark.parametrize(
        ("name", "content", "says"),
        [
            ("tom.txt", b"", "er tom"),
            ("stor.txt", padded(2 * MB + 1), "er for stor. Der er plads til 2 MB"),
            ("løgn.pdf", b"MZ", "passer ikke til navnet"),
            ("film.mp4", b"x", "ender på .mp4"),
        ],
    )
    def test_what_is_refused_leaves_nothing(self, author: Person, name: str, content: bytes, says: str) -> None:
        with pytest.raises(Refused, match=says):
            receive(author, name, content)
        assert (files_known(), keys_kept()) == ([], set())

    def test_exactly_the_limit_is_taken(self, author: Person) -> None:
        assert receive(author, "stor.txt", padded(2 * MB)).size == 2 * MB

    def test_a_stream_is_stopped_at_the_first_byte_too_many(self, author: Person) -> None:
        class Endless:
            sent = 0

            def read(self, length: int, /) -> bytes:
                self.sent += length
                return b"a" * length

        endless = Endless()
        with pytest.raises(Refused, match="for stor"):
            actions.receive_file(by=author, name="stor.txt", stream=endless)
        assert endless.sent < 4 * MB
        assert keys_kept() == set()

    def test_a_person_has_room_for_so_much_and_others_for_theirs(self, author: Person, classmate: Person) -> None:
        for number in range(2):
            receive(author, f"{number}.txt", padded(2 * MB))
        with pytest.raises(Refused, match="ikke plads til flere"):
            receive(author, "sidste.txt", padded(MB + 1))
        receive(author, "sidste.txt", padded(MB))
        assert bytes_kept_by(author) == 5 * MB
        receive(classmate, "min.txt", padded(2 * MB))

    def test_what_is_let_go_makes_room(self, author: Person) -> None:
        file = receive(author, "a.txt", padded(2 * MB))
        actions.release_file(file)
        db.session.flush()
        assert bytes_kept_by(author) == 0

    def test_it_is_judged_before_its_bytes_come(self, author: Person) -> None:
        for name, size, says in (("a.exe", 5, ".exe"), ("a.pdf", 0, "tom"), ("a.pdf", 5_000 * MB, "for stor")):
            with pytest.raises(Refused, match=says):
                actions.judge_attachment(by=author, name=name, size=size)

    def test_bytes_of_an_undone_transaction_leave_the_store(self, author: Person) -> None:
        receive(author)
        assert len(keys_kept()) == 1
        db.session.rollback()
        assert keys_kept() == set()

    def test_bytes_of_a_committed_one_stay(self, author: Person) -> None:
        receive(author)
        db.session.commit()
        with pytest.raises(Refused):
            receive(author, "tom.txt", b"")
        db.session.rollback()
        assert len(keys_kept()) == 1

    def test_a_store_that_is_down_says_so_and_keeps_no_row(self, author: Person) -> None:
        current.use(Down(), current.Config())  # type: ignore[arg-type]
        with pytest.raises(StoreDown, match="Prøv igen om lidt"):
            receive(author)
        db.session.rollback()
        assert files_known() == []


class TestStraightToTheStore:
    def test_parts_are_joined_into_a_completed_file(self, author: Person) -> None:
        content = sample("mp4") + bytes(20 * MB)
        file = begin(author, len(content))
        assert file.part_size == 8 << 20
        send(file, content)
        assert actions.parts_of(file) == [1, 2, 3]
        actions.finish_upload(file)
        actions.finish_upload(file)
        assert file.state is FileState.RECEIVED
        assert b"".join(current.store().read(file.key)) == content

    def test_a_very_large_file_has_larger_parts(self, author: Person) -> None:
        current.use(current.store(), current.Config(material_bytes=500_000 * MB))
        file = begin(author, 400_000 * MB)
        assert file.part_size == -(-400_000 * MB // 9000)

    @pytest.mark.parametrize(
        ("name", "size", "says"),
        [
            ("film.mp4", 0, "tom"),
            ("film.mp4", 50 * MB + 1, "for stor"),
            ("film.avi", 5, ".avi"),
            ("film.mp4", -1, "tom"),
        ],
    )
    def test_it_is_judged_before_its_bytes_come(self, author: Person, name: str, size: int, says: str) -> None:
        with pytest.raises(Refused, match=says):
            begin(author, size, name)
        assert (files_known(), list(current.store().open_uploads())) == ([], [])

    def test_the_same_file_goes_on_where_it_stopped(self, author: Person, classmate: Person) -> None:
        file = begin(author)
        send(file, bytes(20 * MB), 2)
        again = begin(author)
        assert again is file
        assert actions.parts_of(again) == [2]
        assert begin(classmate) is not file
        assert begin(author, fingerprint="en anden") is not file
        assert begin(author, size=19 * MB) is not file

    def test_an_upload_the_store_forgot_is_begun_anew(self, author: Person) -> None:
        file = begin(author)
        current.store().abort(file.key, file.upload_id or "")
        assert begin(author) is not file
        assert file.state is FileState.ABORTED

    @pytest.mark.parametrize("numbers", [[0], [-1], [4], [1, 9999], range(1, 102)])
    def test_a_part_that_is_none_has_no_address(self, author: Person, numbers: list[int]) -> None:
        with pytest.raises(Refused):
            actions.part_addresses(begin(author), checksums=dict.fromkeys(numbers, sha256_of(b"")))

    def test_a_missing_part_leaves_the_upload_open(self, author: Person) -> None:
        file = begin(author)
        send(file, bytes(20 * MB), 1)
        with pytest.raises(Refused, match="mangler noget"):
            actions.finish_upload(file)
        assert file.state is FileState.RESERVED
        assert actions.parts_of(file) == [1]

    def test_content_that_is_not_what_the_name_says_is_removed(self, author: Person) -> None:
        file = begin(author, 9)
        send(file, b"MZ\x90 ingen")
        with pytest.raises(Refused, match="passer ikke"):
            actions.finish_upload(file)
        assert (file.state, keys_kept()) == (FileState.RESERVED, set())

    def test_a_cancelled_upload_cannot_be_claimed(self, author: Person) -> None:
        file = begin(author)
        actions.cancel_upload(file)
        with pytest.raises(Refused):
            actions.claim_files([file.id], by=author, confidential=False, most=9)


class TestClaiming:
    def test_own_completed_files_are_claimed_in_order_once(self, author: Person) -> None:
        files = [receive(author, f"{number}.pdf") for number in range(3)]
        wanted = [files[2].id, files[0].id, files[2].id]
        assert actions.claim_files(wanted, by=author, confidential=True, most=2) == [files[2], files[0]]
        assert [file.claimed_at is not None for file in files] == [True, False, True]

    def test_nothing_else_can_be_claimed(self, author: Person, classmate: Person) -> None:
        mine, theirs, unfinished = receive(author), receive(classmate), begin(author)
        claimed = actions.claim_files([receive(author).id], by=author, confidential=True, most=1)[0]
        for other in (theirs.id, unfinished.id, claimed.id, uuid4()):
            with pytest.raises(Refused, match="ikke længere"):
                actions.claim_files([mine.id, other], by=author, confidential=True, most=9)
        with pytest.raises(Refused, match="ikke længere"):
            actions.claim_files([mine.id], by=author, confidential=False, most=9)
        assert mine.claimed_at is None

    def test_no_more_than_there_is_room_for(self, author: Person) -> None:
        files = [receive(author) for _ in range(3)]
        with pytest.raises(Refused, match="plads til 2 filer"):
            actions.claim_files([file.id for file in files], by=author, confidential=True, most=2)

    def test_no_files_is_no_trouble(self, author: Person) -> None:
        assert actions.claim_files([], by=author, confidential=True, most=0) == []
