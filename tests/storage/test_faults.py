"""What happens when the store hangs, fails, lies, or is full? A sentence in time, and nothing lost or left behind."""

import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from portal.db import db
from portal.errors import Refused
from portal.people.models import Person
from portal.storage import actions, current
from portal.storage.models import FileState
from portal.storage.store import StoreDown, StoreFull
from tests.services.process import ROOT
from tests.storage.conftest import SECRET, keys_kept, sha256_of
from tests.storage.faulty import Lying, answering
from tests.storage.samples import sample
from tests.storage.test_actions import begin, send
from tests.storage.test_s3 import VERBS

SHORT = ("size_of", "delete", "begin", "parts", "abort", "listed", "open_uploads", "check")
MB = 1_000_000


def _asked_in_vain(verb: str) -> float:
    """How many seconds it takes to give up."""
    with answering(None) as store:
        begun = time.monotonic()
        with pytest.raises(StoreDown):
            VERBS[verb](store)
        return time.monotonic() - begun


def test_a_store_that_hangs_holds_no_page_longer_than_some_seconds() -> None:
    with ThreadPoolExecutor(len(SHORT)) as asking:
        assert {verb: took < 20 for verb, took in zip(SHORT, asking.map(_asked_in_vain, SHORT), strict=True)} == (
            dict.fromkeys(SHORT, True)
        )


@pytest.mark.parametrize("status", [500, 503, 403])
@pytest.mark.parametrize("verb", [*SHORT, "put", "put in parts", "read", "prepare"])
def test_a_store_that_fails_is_told_apart_from_a_file_that_is_missing(verb: str, status: int) -> None:
    with answering(status) as store, pytest.raises(StoreDown):
        VERBS[verb](store)


class TestLies:
    @pytest.fixture
    def lying(self, author: Person, tmp_path: Path) -> Lying:
        store = Lying(tmp_path / "files", secret_key=SECRET)
        current.use(store, current.Config(material_bytes=50 * MB))
        return store

    @pytest.mark.parametrize("more", [-1, 1, 10 * MB])
    def test_a_store_that_says_another_size_than_was_sent_is_not_believed(
        self, lying: Lying, author: Person, more: int
    ) -> None:
        file = begin(author, len(sample("mp4")))
        send(file, sample("mp4"))
        lying.more = more
        with pytest.raises(Refused, match="kom ikke helt frem"):
            actions.finish_upload(file)
        lying.more = 0
        assert (file.state, keys_kept()) == (FileState.RESERVED, set())

    def test_whoever_says_less_than_they_send_gets_no_byte_more_in(self, author: Person) -> None:
        file = begin(author, 10)
        with pytest.raises(Refused):
            actions.part_addresses(file, checksums={2: sha256_of(b"x")})
        assert actions.parts_of(file) == []

    def test_a_film_over_the_limit_is_refused_before_the_store_hears_of_it(self, author: Person) -> None:
        with pytest.raises(Refused, match="Der er plads til 50 MB"):
            begin(author, 50 * MB + 1)
        assert list(current.store().open_uploads()) == []
        db.session.rollback()


FULL = """
import io, resource, signal, sys
from pathlib import Path
from portal.storage.arriving import take_in
from portal.storage.local import LocalStore
from portal.storage.store import StoreDown
from tests.storage.conftest import sha256_of

class Line:
    def __init__(self, content):
        self.read = io.BytesIO(content).read

signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
store = LocalStore(Path(sys.argv[1]), secret_key="x" * 40)
store.prepare("http://localhost")
key, small, large = "a" * 40, bytes(200_000), bytes(2_000_000)
upload = store.begin(key, media_type="video/mp4")
store.put_part(key, upload, 1, io.BytesIO(small), size=len(small), sha256=sha256_of(small))
resource.setrlimit(resource.RLIMIT_FSIZE, (1_000_000, 1_000_000))
for work in (
    lambda: store.put("b" * 40, io.BytesIO(large), media_type="x/y", limit=len(large)),
    lambda: take_in(name="stor.txt", stream=Line(large), limit=len(large), is_confidential=True),
    lambda: store.put_part(key, upload, 2, io.BytesIO(large), size=len(large), sha256=sha256_of(large)),
):
    try:
        work()
    except StoreDown as error:
        print(type(error).__name__)
print(store.parts(key, upload), [one.key for one in store.listed()], list((Path(sys.argv[1]) / "coming").iterdir()))
"""


def test_a_full_disk_is_said_so_and_keeps_what_had_come(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", FULL, tmp_path / "files"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines() == ["StoreFull"] * 3 + ["{1: 200000} [] []"]


def test_the_sentence_for_a_full_disk_says_what_to_expect(author: Person) -> None:
    assert str(StoreFull().sentence).startswith("Der er ikke plads til flere filer lige nu.")
    assert StoreFull().status == 503
    assert issubclass(StoreFull, StoreDown)
