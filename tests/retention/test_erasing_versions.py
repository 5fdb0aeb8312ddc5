"""Is nothing left of somebody who was erased in a bucket that keeps versions, not even a mark that something was there?"""

import io
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from uuid import uuid4

import pytest
from flask import Flask

from portal.app import create_app
from portal.db import db
from portal.ledger import Kind, Ledger
from portal.migrating import bring_up_to_date
from portal.retention.erasing import erase_person
from portal.retention.reapplying import apply, sweep_at_once
from portal.storage.current import prepare, store
from portal.storage.s3 import S3Store
from tests.cast import Cast
from tests.conftest import settings
from tests.retention.planted import Planted
from tests.services.s3 import shared_s3, with_bucket

pytestmark = pytest.mark.once


@pytest.fixture
def on_a_bucket(make_database, tmp_path: Path, root: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Flask]:
    """A portal beside a bucket of its own that keeps versions."""
    with shared_s3(root) as s3:
        monkeypatch.setenv("AWS_ACCESS_KEY_ID", s3.access_key)
        monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", s3.secret_key)
        bucket = with_bucket(s3, f"erasing-{uuid4().hex[:12]}").bucket
        beside_files = settings(make_database(), tmp_path / "files")
        config = replace(beside_files, storage_url=f"s3://{bucket}", s3_endpoint_url=s3.endpoint)
        app = create_app(config)
        prepare(config)
        bring_up_to_date(app)
        yield app
        with app.app_context():
            db.session.remove()
            db.engine.dispose()


def everything_kept() -> dict[str, int]:
    """How many versions and marks of deletion each key has."""
    chosen = store()
    assert isinstance(chosen, S3Store)
    found = chosen._s3.list_object_versions(Bucket=chosen._bucket)
    assert not found["IsTruncated"]
    kept: dict[str, int] = {}
    for one in [*found.get("Versions", []), *found.get("DeleteMarkers", [])]:
        kept[one["Key"]] = kept.get(one["Key"], 0) + 1
    return kept


def someone_meddles(keys: list[str]) -> None:
    """Beside the portal, one is written over and one deleted: both leave an older version behind."""
    chosen = store()
    assert isinstance(chosen, S3Store)
    chosen.put(keys[0], io.BytesIO(b"anden tekst"), media_type="text/plain", limit=99)
    chosen._s3.delete_object(Bucket=chosen._bucket, Key=keys[1])


@pytest.mark.parametrize("way", ["erase", "ledger"])
def test_ad_6_no_version_and_no_mark_of_deletion_is_left_in_the_bucket(
    on_a_bucket: Flask, tmp_path: Path, way: str
) -> None:
    """AD-6: 0 of all versions of the person's objects, at once and when the ledger is applied to what a backup brought back."""
    ledger = Ledger(tmp_path / "erased")
    with on_a_bucket.app_context():
        planted = Planted(Cast(on_a_bucket))
        planted.plant()
        store().put("e" * 40, io.BytesIO(b"en andens"), media_type="text/plain", limit=99)
        someone_meddles(planted.keys)
        assert everything_kept() == dict.fromkeys(planted.keys, 1) | {
            planted.keys[0]: 2,
            planted.keys[1]: 2,
            "e" * 40: 1,
        }
        if way == "erase":
            erased = erase_person(planted.person_id, by_id=None, ledger=ledger)
            assert erased is not None
            db.session.commit()
            sweep_at_once(erased.files)
        else:
            ledger.add(Kind.PERSON, planted.person_id)
            assert apply(ledger).persons == 1
        assert everything_kept() == {"e" * 40: 1}
