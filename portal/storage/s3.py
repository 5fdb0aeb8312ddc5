"""How are bytes kept in a bucket? On any endpoint that speaks S3, nothing in it public."""

from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime, timedelta
from functools import partial
from io import BytesIO
from itertools import chain
from typing import TYPE_CHECKING, BinaryIO, Final, cast

from portal.storage.bucket import PROBE, settle
from portal.storage.names import disposition
from portal.storage.s3_client import Keys, PartSigner, Whole, speak_s3, the_bucket
from portal.storage.sending import send_in_parts
from portal.storage.settings import Setting
from portal.storage.store import (
    BLOCK,
    PART_LIFETIME,
    READ_LIFETIME,
    FileMissing,
    Flow,
    Kept,
    Listed,
    OpenUpload,
    Readable,
    StoreDown,
)

if TYPE_CHECKING:
    from types_boto3_s3.type_defs import CompletedPartTypeDef, PartTypeDef

PART: Final = 5 << 20  # the least that S3 takes
MOST_PARTS: Final = 9000
ONE_GO: Final = 32 << 20  # of what is longer, a part that did not come through is sent again, and not the whole


def _body(block: bytearray) -> bytes:
    """The block as it is: boto3 sends a bytearray without the copy it makes of bytes, only its types do not know."""
    return cast("bytes", block)


class S3Store:
    """One bucket, nothing in it public."""

    def __init__(
        self,
        bucket: str,
        *,
        endpoint_url: str,
        access_key: str,
        secret_key: str,
        region: str = "us-east-1",
        read_lifetime: timedelta = READ_LIFETIME,
        part_lifetime: timedelta = PART_LIFETIME,
    ) -> None:
        self._bucket = bucket
        self._read_lifetime = int(read_lifetime.total_seconds())
        keys = Keys(access_key, secret_key, region)
        self._s3, self._brisk, self._quick = speak_s3(endpoint_url, keys)
        lifetime = int(part_lifetime.total_seconds())
        self._signer = PartSigner(f"{self._s3.meta.endpoint_url}/{bucket}", keys, lifetime=lifetime)

    @property
    def origin(self) -> str:
        """The endpoint without path."""
        scheme, _, rest = self._s3.meta.endpoint_url.partition("://")
        return f"{scheme}://{rest.partition('/')[0]}"

    def put(self, key: str, stream: Readable, *, media_type: str, limit: int) -> Kept:
        """Write a stream through; more than one part goes as a multipart upload."""
        flow = Flow(stream, limit)
        length = max(PART, limit // MOST_PARTS + 1)
        blocks = flow.blocks(length)
        first = next(blocks, bytearray())
        if len(first) < length:
            self.keep(key, BytesIO(first), flow.size, media_type=media_type, sha256=flow.kept.sha256)
            return flow.kept
        upload_id = self.begin(key, media_type=media_type)
        try:
            send = partial(self._send_part, key, upload_id)
            self._complete(key, upload_id, send_in_parts(chain([first], blocks), send))
        except BaseException:
            with suppress(StoreDown):
                self.abort(key, upload_id)
            raise
        return flow.kept

    def keep(self, key: str, file: BinaryIO, size: int, *, media_type: str, sha256: str | None = None) -> None:
        """Write a file that has come whole, in one request; a long one goes in parts, each signed with its own checksum."""
        file.seek(0)
        if size > ONE_GO:
            self.put(key, file, media_type=media_type, limit=size)
            return
        body = cast("BinaryIO", Whole(file, size, sha256))
        with the_bucket():
            self._s3.put_object(Bucket=self._bucket, Key=key, Body=body, ContentType=media_type)

    def _send_part(self, key: str, upload_id: str, number: int, block: bytearray) -> "CompletedPartTypeDef":
        with the_bucket():
            sent = self._s3.upload_part(
                Bucket=self._bucket, Key=key, UploadId=upload_id, PartNumber=number, Body=_body(block)
            )
        return {"PartNumber": number, "ETag": sent["ETag"]}

    def _complete(self, key: str, upload_id: str, parts: "list[CompletedPartTypeDef]") -> None:
        with the_bucket():
            self._s3.complete_multipart_upload(
                Bucket=self._bucket, Key=key, UploadId=upload_id, MultipartUpload={"Parts": parts}
            )

    def read(self, key: str, *, start: int = 0, end: int | None = None) -> Iterator[bytes]:
        """The bytes from `start` up to `end`."""
        if end is not None and end <= start:
            return iter(())
        wanted = f"bytes={start}-{'' if end is None else end - 1}"
        with the_bucket():
            if start == 0 and end is None:
                answer = self._s3.get_object(Bucket=self._bucket, Key=key)
            else:
                answer = self._s3.get_object(Bucket=self._bucket, Key=key, Range=wanted)
        body = answer["Body"]

        def blocks() -> Iterator[bytes]:
            with body, the_bucket():
                yield from body.iter_chunks(BLOCK)

        return blocks()

    def size_of(self, key: str) -> int | None:
        """The bytes of a file."""
        try:
            with the_bucket():
                return self._brisk.head_object(Bucket=self._bucket, Key=key)["ContentLength"]
        except FileMissing:
            return None

    def delete(self, key: str) -> None:
        """Remove a file, every version of it."""
        with suppress(FileMissing), the_bucket():
            found = self._brisk.list_object_versions(Bucket=self._bucket, Prefix=key)
            versions = [*found.get("Versions", []), *found.get("DeleteMarkers", [])]
            for version in versions:
                if version["Key"] == key:
                    self._brisk.delete_object(Bucket=self._bucket, Key=key, VersionId=version["VersionId"])

    def begin(self, key: str, *, media_type: str) -> str:
        """Begin an upload in parts."""
        with the_bucket():
            answer = self._brisk.create_multipart_upload(Bucket=self._bucket, Key=key, ContentType=media_type)
        return answer["UploadId"]

    def part_address(self, key: str, upload_id: str, number: int, *, size: int, sha256: str) -> str:
        """Where to PUT one part. Length and checksum are signed too: any other body is refused by the store."""
        return self._signer.sign(key, upload_id, number, size=size, sha256=sha256)

    def parts(self, key: str, upload_id: str) -> dict[int, int]:
        """What has come."""
        return {part["PartNumber"]: part["Size"] for part in self._parts(key, upload_id)}

    def touched_at(self, key: str, upload_id: str) -> datetime | None:
        """When the last part came."""
        return max((part["LastModified"] for part in self._parts(key, upload_id)), default=None)

    def _parts(self, key: str, upload_id: str) -> "list[PartTypeDef]":
        """What the store says of each part, in the order of their numbers."""
        with the_bucket():
            pages = self._brisk.get_paginator("list_parts").paginate(Bucket=self._bucket, Key=key, UploadId=upload_id)
            return [part for page in pages for part in page.get("Parts", [])]

    def finish(self, key: str, upload_id: str) -> int:
        """Join the parts the store itself says it has."""
        try:
            found = self._parts(key, upload_id)
        except FileMissing:
            found = []
        if found:
            self._complete(key, upload_id, [{"PartNumber": part["PartNumber"], "ETag": part["ETag"]} for part in found])
        size = self.size_of(key)
        if size is None:
            raise FileMissing
        return size

    def abort(self, key: str, upload_id: str) -> None:
        """Give an upload up."""
        with suppress(FileMissing), the_bucket():
            self._brisk.abort_multipart_upload(Bucket=self._bucket, Key=key, UploadId=upload_id)

    def read_address(self, key: str, *, name: str, media_type: str, inline: bool = False) -> str:
        """Where to GET a file for a minute."""
        wanted = {
            "Bucket": self._bucket,
            "Key": key,
            "ResponseContentDisposition": disposition(name, inline=inline),
            "ResponseContentType": media_type,
        }
        with the_bucket():
            return self._s3.generate_presigned_url("get_object", Params=wanted, ExpiresIn=self._read_lifetime)

    def listed(self) -> Iterator[Listed]:
        """Every file, but for the one the settings are tried with."""
        with the_bucket():
            for page in self._brisk.get_paginator("list_objects_v2").paginate(Bucket=self._bucket):
                for found in (one for one in page.get("Contents", []) if one["Key"] != PROBE):
                    yield Listed(found["Key"], found["Size"], found["LastModified"])

    def open_uploads(self) -> Iterator[OpenUpload]:
        """Every open upload."""
        with the_bucket():
            for page in self._brisk.get_paginator("list_multipart_uploads").paginate(Bucket=self._bucket):
                for found in page.get("Uploads", []):
                    yield OpenUpload(found["Key"], found["UploadId"], found["Initiated"])

    def check(self) -> None:
        """Ask for the bucket, once and briefly."""
        try:
            with the_bucket():
                self._quick.head_bucket(Bucket=self._bucket)
        except FileMissing as error:
            raise StoreDown from error

    def prepare(self, origin: str, *, change: bool = True) -> list[Setting]:
        """Make the bucket and its settings, or only look at them. Raises StoreDown."""
        try:
            with the_bucket():
                self._quick.head_bucket(Bucket=self._bucket)
        except FileMissing:
            is_there = False
        else:
            is_there = True
        return settle(self._brisk, self._bucket, origin, is_there=is_there, change=change)
