"""Which settings should a bucket have, and has it got them? Asked one by one, made where they are missing, asked again."""

from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from portal.storage.s3_client import NotKnown, NotMade, NotOurs, a_setting, the_bucket
from portal.storage.settings import Outcome, Setting
from portal.storage.store import StoreDown

if TYPE_CHECKING:
    from types_boto3_s3 import S3Client

OUR_RULE: Final = "mitkomponent"
PARTS_FOR: Final = timedelta(days=7)  # the sweeper takes them a day after the last; this is for when nobody sweeps
OLD_FOR: Final = timedelta(days=30)
EXPOSED: Final = ["Accept-Ranges", "Content-Length", "Content-Range"]


PROBE: Final = f"{OUR_RULE}-probe"  # nobody's file; who is killed between writing and deleting it leaves it behind


class _Wish(NamedTuple):
    """A setting: its name, what it is for, how to ask for what there is, and how to add what we want to that.

    `add` answers what to put, or None when all is as it should be.
    """

    name: str
    words: str
    ask: Callable[[], Any]
    add: Callable[[Any], Any]
    put: Callable[[Any], object]


def _same(one: dict[str, Any], other: dict[str, Any]) -> bool:
    """Whether everything of the first is in the second; the order of lists says nothing."""
    return all(
        sorted(value) == sorted(other.get(name, [])) if isinstance(value, list) else other.get(name) == value
        for name, value in one.items()
    )


def _cors(s3: "S3Client", bucket: str, origin: str) -> _Wish:
    rule = {
        "AllowedOrigins": [origin],
        "AllowedMethods": ["GET", "PUT"],
        "AllowedHeaders": ["*"],
        "ExposeHeaders": EXPOSED,
        "MaxAgeSeconds": 3600,
    }

    def add(found: Any) -> Any:
        rules = found.get("CORSRules", [])
        others = [one for one in rules if one["AllowedOrigins"] != [origin]]
        return None if any(_same(rule, one) for one in rules) else {"CORSRules": [*others, rule]}

    return _Wish(
        "cors",
        f"pages of {origin} may send and read by signed addresses",
        lambda: s3.get_bucket_cors(Bucket=bucket),
        add,
        lambda wanted: s3.put_bucket_cors(Bucket=bucket, CORSConfiguration=wanted),
    )


def _lifecycle(s3: "S3Client", bucket: str) -> _Wish:
    rule = {
        "ID": OUR_RULE,
        "Status": "Enabled",
        "Filter": {"Prefix": ""},
        "AbortIncompleteMultipartUpload": {"DaysAfterInitiation": PARTS_FOR.days},
        "NoncurrentVersionExpiration": {"NoncurrentDays": OLD_FOR.days},
    }

    def add(found: Any) -> Any:
        rules = found.get("Rules", [])
        ours = [one for one in rules if one.get("ID") == OUR_RULE]
        essence = {name: value for name, value in rule.items() if name != "Filter"}  # servers write it in several ways
        if ours and _same(essence, ours[0]):
            return None
        return {"Rules": [*(one for one in rules if one.get("ID") != OUR_RULE), rule]}

    return _Wish(
        "lifecycle",
        f"parts of uploads that nobody finishes go after {PARTS_FOR.days} days, old versions after {OLD_FOR.days}",
        lambda: s3.get_bucket_lifecycle_configuration(Bucket=bucket),
        add,
        lambda wanted: s3.put_bucket_lifecycle_configuration(Bucket=bucket, LifecycleConfiguration=wanted),
    )


def _encryption(s3: "S3Client", bucket: str) -> _Wish:
    wanted = {"Rules": [{"ApplyServerSideEncryptionByDefault": {"SSEAlgorithm": "AES256"}}]}

    def add(found: Any) -> Any:
        rules = found.get("ServerSideEncryptionConfiguration", {}).get("Rules", [])
        is_there = any(rule.get("ApplyServerSideEncryptionByDefault", {}).get("SSEAlgorithm") for rule in rules)
        return None if is_there else wanted

    return _Wish(
        "encryption",
        "what is kept is encrypted at rest",
        lambda: s3.get_bucket_encryption(Bucket=bucket),
        add,
        lambda asked: s3.put_bucket_encryption(Bucket=bucket, ServerSideEncryptionConfiguration=asked),
    )


def _versioning(s3: "S3Client", bucket: str) -> _Wish:
    return _Wish(
        "versioning",
        f"what somebody overwrites or deletes beside the portal can be had back for {OLD_FOR.days} days",
        lambda: s3.get_bucket_versioning(Bucket=bucket),
        lambda found: None if found.get("Status") == "Enabled" else {"Status": "Enabled"},
        lambda wanted: s3.put_bucket_versioning(Bucket=bucket, VersioningConfiguration=wanted),
    )


def _found(wish: _Wish) -> Any:
    try:
        with a_setting():
            return wish.ask()
    except NotMade:
        return {}


def _settle(wish: _Wish, *, change: bool) -> Setting:
    """Ask, put, and ask again: a server may take a setting without keeping it."""
    try:
        wanted = wish.add(_found(wish))
        if wanted is None:
            return Setting(wish.name, Outcome.RIGHT, wish.words)
        if not change:
            return Setting(wish.name, Outcome.MISSING, f"not so: {wish.words}")
        with a_setting():
            wish.put(wanted)
        if wish.add(_found(wish)) is not None:
            return Setting(wish.name, Outcome.UNKNOWN, "the server took it and did not keep it")
    except NotKnown as error:
        return Setting(wish.name, Outcome.UNKNOWN, f"the server does not know it ({error})")
    except NotOurs as error:
        return Setting(wish.name, Outcome.MISSING, f"the key may not ask or change it ({error})")
    return Setting(wish.name, Outcome.MADE, wish.words)


def settle(s3: "S3Client", bucket: str, origin: str, *, is_there: bool, change: bool) -> list[Setting]:
    """Every setting of the bucket, with the bucket itself first. Raises StoreDown."""
    if not is_there:
        if not change:
            return [Setting("bucket", Outcome.MISSING, "there is no such bucket")]
        with the_bucket():
            s3.create_bucket(Bucket=bucket)
    first = Setting("bucket", Outcome.RIGHT if is_there else Outcome.MADE, "is there")
    wishes = (_cors(s3, bucket, origin), _lifecycle(s3, bucket), _encryption(s3, bucket), _versioning(s3, bucket))
    settled = [first, *(_settle(wish, change=change) for wish in wishes)]
    if change:
        settled.append(_tried(s3, bucket))
    return settled


def _tried(s3: "S3Client", bucket: str) -> Setting:
    """Whether files can be written with all that: a server may promise to encrypt and have nothing to do it with."""
    try:
        with the_bucket():
            made = s3.put_object(Bucket=bucket, Key=PROBE, Body=b"x")
            s3.delete_object(Bucket=bucket, Key=PROBE, VersionId=made.get("VersionId", "null"))
    except StoreDown:
        return Setting("writing", Outcome.MISSING, "a small file could not be written and deleted with these settings")
    return Setting("writing", Outcome.RIGHT, "a small file was written and deleted")
