"""What only a bucket has: keys that can be wrong, an endpoint that can be away, pages of other origins, strangers."""

import http.client
import io
import time
from collections.abc import Callable
from dataclasses import replace
from urllib.parse import urlsplit

import pytest

from portal.config import Config, Misconfigured
from portal.storage import current
from portal.storage.arriving import take_in
from portal.storage.bucket import PROBE
from portal.storage.content import Bytes, read
from portal.storage.current import store_from
from portal.storage.s3 import S3Store
from portal.storage.store import Store, StoreDown
from tests.services.process import LOOPBACK, pick_port
from tests.services.s3 import S3
from tests.storage.conftest import Place, s3_store, sha256_of

VERBS: dict[str, Callable[[Store], object]] = {
    "put": lambda store: store.put("a" * 40, io.BytesIO(b"x"), media_type="text/plain", limit=9),
    "put in parts": lambda store: store.put("a" * 40, io.BytesIO(bytes(6 << 20)), media_type="x/y", limit=9 << 20),
    "keep": lambda store: store.keep("a" * 40, io.BytesIO(b"x"), 1, media_type="text/plain", sha256=sha256_of(b"x")),
    "read": lambda store: store.read("a" * 40),
    "size_of": lambda store: store.size_of("a" * 40),
    "delete": lambda store: store.delete("a" * 40),
    "begin": lambda store: store.begin("a" * 40, media_type="x/y"),
    "parts": lambda store: store.parts("a" * 40, "b"),
    "abort": lambda store: store.abort("a" * 40, "b"),
    "listed": lambda store: list(store.listed()),
    "open_uploads": lambda store: list(store.open_uploads()),
    "check": lambda store: store.check(),
    "prepare": lambda store: store.prepare("http://localhost"),
}


@pytest.mark.parametrize("verb", VERBS)
def test_a_wrong_key_does_nothing(s3: Place, verb: str) -> None:
    with pytest.raises(StoreDown):
        VERBS[verb](s3.stranger)


@pytest.mark.parametrize("verb", ["put", "keep", "read", "check"])
def test_an_endpoint_that_is_away_is_told_soon(verb: str) -> None:
    away = S3Store("b", endpoint_url=f"http://{LOOPBACK}:{pick_port()}", access_key="a", secret_key="b")
    begun = time.monotonic()
    with pytest.raises(StoreDown):
        VERBS[verb](away)
    assert time.monotonic() - begun < 30


def test_what_is_kept_under_another_checksum_than_its_own_is_refused(s3: Place) -> None:
    content = "Bilaget, som det kom på vejen.".encode()
    with pytest.raises(StoreDown):
        s3.store.keep("e" * 40, io.BytesIO(content), len(content), media_type="text/plain", sha256=sha256_of(b"andet"))
    assert s3.store.size_of("e" * 40) is None


def test_an_attachment_goes_to_the_bucket_in_one_request(s3_server: S3) -> None:
    store, asked = s3_store(s3_server), list[str]()
    for client in (store._s3, store._brisk):
        client.meta.events.register("before-send.s3", lambda request, **_kwargs: asked.append(request.method))
    current.use(store, Config())
    content = b"Bilaget, som det kom. " * 1_100_000
    arrived = take_in(name="stor.txt", stream=io.BytesIO(content), limit=len(content), is_confidential=True)
    assert asked == ["PUT"]
    assert b"".join(read(Bytes(arrived.key, len(content), arrived.data_key))) == content


def test_nothing_in_the_bucket_is_public(s3: Place, s3_server: S3) -> None:
    s3.store.put("c" * 40, io.BytesIO(b"x"), media_type="text/plain", limit=9)
    for path in (s3_server.bucket, f"{s3_server.bucket}/", f"{s3_server.bucket}/{'c' * 40}", f"{s3_server.bucket}?acl"):
        assert s3.ask("GET", f"{s3_server.endpoint}/{path}").status == 403
    assert s3.ask("PUT", f"{s3_server.endpoint}/{s3_server.bucket}/{'d' * 40}", b"x").status == 403


def preflight(address: str, origin: str) -> dict[str, str]:
    parts = urlsplit(address)
    connection = http.client.HTTPConnection(parts.netloc, timeout=10)
    headers = {
        "Origin": origin,
        "Access-Control-Request-Method": "PUT",
        "Access-Control-Request-Headers": "x-amz-content-sha256",
    }
    connection.request("OPTIONS", f"{parts.path}?{parts.query}", headers=headers)
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return {name.lower(): value for name, value in answer.getheaders()}


def test_pages_of_the_portal_may_send_and_others_may_not(s3: Place) -> None:
    address = s3.store.part_address(
        "e" * 40, s3.store.begin("e" * 40, media_type="x/y"), 1, size=3, sha256=sha256_of(b"abc")
    )
    allowed = preflight(address, "http://localhost")
    assert allowed["access-control-allow-origin"] == "http://localhost"
    assert allowed["access-control-allow-headers"] == "x-amz-content-sha256"
    assert "access-control-allow-origin" not in preflight(address, "https://ond.example")


def test_the_origin_for_the_page_policy_is_the_endpoint(s3: Place, s3_server: S3) -> None:
    assert s3.store.origin == s3_server.endpoint


def test_a_bucket_that_is_missing_is_made(s3_server: S3) -> None:
    fresh = S3Store(
        f"{s3_server.bucket}-ny",
        endpoint_url=s3_server.endpoint,
        access_key=s3_server.access_key,
        secret_key=s3_server.secret_key,
    )
    with pytest.raises(StoreDown):
        fresh.check()
    fresh.prepare("http://localhost")
    fresh.check()
    fresh.put(PROBE, io.BytesIO(b"x"), media_type="text/plain", limit=1)  # killed while it tried the settings
    assert list(fresh.listed()) == []


def test_a_bucket_without_keys_stops_the_start(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("AWS_ACCESS_KEY_ID", raising=False)
    with pytest.raises(Misconfigured, match="AWS_ACCESS_KEY_ID is missing"):
        store_from(Config(storage_url="s3://spand"))


@pytest.mark.parametrize("region", ["eu west", "../x", "EU-NORTH-1"])
def test_an_odd_region_stops_the_start(region: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in (("ACCESS_KEY_ID", "x"), ("SECRET_ACCESS_KEY", "x"), ("DEFAULT_REGION", region)):
        monkeypatch.setenv(f"AWS_{name}", value)
    with pytest.raises(Misconfigured, match="AWS_DEFAULT_REGION is no name of a region; write one like"):
        store_from(Config(storage_url="s3://spand"))


def test_the_store_of_the_settings_is_the_bucket(s3_server: S3, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", s3_server.access_key)
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", s3_server.secret_key)
    chosen = store_from(Config(storage_url=f"s3://{s3_server.bucket}", s3_endpoint_url=s3_server.endpoint))
    s3_store(s3_server).put("f" * 40, io.BytesIO(b"x"), media_type="text/plain", limit=9)
    assert chosen.size_of("f" * 40) == 1


def outcomes(store: S3Store, *, change: bool) -> dict[str, str]:
    return {one.name: str(one.outcome) for one in store.prepare("http://localhost", change=change)}


def test_a_bucket_is_looked_at_set_up_and_found_right(s3_server: S3) -> None:
    """Ceph 16 knows no encryption of its own; every other setting it takes and keeps."""
    fresh = s3_store(replace(s3_server, bucket=f"{s3_server.bucket}-indstillet"))
    assert outcomes(fresh, change=False) == {"bucket": "missing"}
    made = outcomes(fresh, change=True)
    assert made == {
        "bucket": "made", "cors": "made", "lifecycle": "made", "encryption": "unknown", "versioning": "made",
        "writing": "right",
    }  # fmt: skip
    again = outcomes(fresh, change=False)
    assert {name: again[name] for name in ("cors", "lifecycle", "versioning")} == dict.fromkeys(
        ("cors", "lifecycle", "versioning"), "right"
    )


def test_rules_that_somebody_else_has_made_stay(s3_server: S3) -> None:
    store = s3_store(replace(s3_server, bucket=f"{s3_server.bucket}-andres"))
    store.prepare("https://gammel.eksempel.dk")
    theirs = {"ID": "deres", "Status": "Enabled", "Filter": {"Prefix": "log/"}, "Expiration": {"Days": 9}}
    rules = store._s3.get_bucket_lifecycle_configuration(Bucket=store._bucket)["Rules"]
    store._s3.put_bucket_lifecycle_configuration(Bucket=store._bucket, LifecycleConfiguration={"Rules": [theirs]})
    store.prepare("http://localhost")
    kept = store._s3.get_bucket_lifecycle_configuration(Bucket=store._bucket)["Rules"]
    assert {one["ID"] for one in kept} == {"deres", *(one["ID"] for one in rules)}
    cors = store._s3.get_bucket_cors(Bucket=store._bucket)["CORSRules"]
    assert [one["AllowedOrigins"] for one in cors] == [["https://gammel.eksempel.dk"], ["http://localhost"]]


def test_a_deleted_file_is_gone_in_every_version(s3: Place, s3_server: S3) -> None:
    store = s3_store(s3_server)
    for content in (b"first", b"second"):
        store.put("9" * 40, io.BytesIO(content), media_type="text/plain", limit=9)
    store.delete("9" * 40)
    found = store._s3.list_object_versions(Bucket=s3_server.bucket, Prefix="9" * 40)
    assert (found.get("Versions", []), found.get("DeleteMarkers", [])) == ([], [])
