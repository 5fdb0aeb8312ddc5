"""How do we speak S3? Path style, SigV4, explicit timeouts, few retries. The only file that knows boto3."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, BinaryIO, Final, NamedTuple

import boto3
import botocore.session
from botocore.auth import AUTH_TYPE_MAPS, UNSIGNED_PAYLOAD, S3SigV4Auth, S3SigV4QueryAuth
from botocore.awsrequest import AWSRequest
from botocore.config import Config
from botocore.credentials import Credentials
from botocore.exceptions import BotoCoreError, ClientError
from botocore.loaders import Loader

from portal.storage.store import BLOCK, PART_CHECKSUM, FileMissing, StoreDown

if TYPE_CHECKING:
    from types_boto3_s3 import S3Client

NOT_FOUND: Final = {"404", "NoSuchKey", "NoSuchUpload"}
NOT_MADE: Final = {
    "NoSuchCORSConfiguration",
    "NoSuchLifecycleConfiguration",
    "ServerSideEncryptionConfigurationNotFoundError",
    "404",
    "NoSuchKey",
}
NOT_KNOWN: Final = {"NotImplemented", "MethodNotAllowed", "InvalidArgument", "InvalidRequest", "405", "501"}
NOT_OURS: Final = {"AccessDenied", "403"}


class NotKnown(Exception):
    """The server has no such setting."""


class NotMade(Exception):
    """The bucket has no such setting yet."""


class NotOurs(Exception):
    """Our key may not ask for this setting, or not change it."""


class Keys(NamedTuple):
    """Who we are to the store, and in which region it is."""

    access_key: str
    secret_key: str
    region: str


class Clients(NamedTuple):
    """One that carries bytes, one that asks short questions while somebody waits, one that answers at once or not at all."""

    patient: "S3Client"
    brisk: "S3Client"
    quick: "S3Client"


class Whole:
    """A file that is sent as it came, under its checksum where there is one."""

    def __init__(self, file: BinaryIO, size: int, sha256: str | None) -> None:
        self._file, self._size = file, size
        self.checksum = sha256 or UNSIGNED_PAYLOAD

    def read(self, length: int = -1) -> bytes:
        """What follows, by the block: whoever sends asks for 16 kB at a time, and takes what there is."""
        return self._file.read(length if length < 0 else max(length, BLOCK))

    def seek(self, offset: int, whence: int = 0) -> int:
        """Move; answers where."""
        return self._file.seek(offset, whence)

    def tell(self) -> int:
        """Where we are."""
        return self._file.tell()

    def __len__(self) -> int:
        return self._size


class SignsOnce(S3SigV4Auth):
    """Signs a whole file with the checksum it came with, or with none, where boto3 would read and hash it once more."""

    def payload(self, request: AWSRequest) -> str:
        """The SHA-256 that the store compares with what comes, or the word for none."""
        body = request.body
        return body.checksum if isinstance(body, Whole) else str(super().payload(request))


AUTH_TYPE_MAPS["s3v4"] = SignsOnce


class OnlyS3(Loader):
    """Reads what boto3 knows of the world, and keeps the addresses of S3: those of all the other services are 7 MB."""

    def load_data_with_path(self, name: str) -> Any:
        """What botocore has in a file of that name, and where the file is."""
        data, path = super().load_data_with_path(name)
        for partition in data["partitions"] if name == "endpoints" else ():
            partition["services"] = {key: known for key, known in partition["services"].items() if key == "s3"}
        return data, path


def speak_s3(endpoint_url: str, keys: Keys) -> Clients:
    """Clients that are safe to share between threads.

    They share what boto3 has read about S3, which is most of its 16 MB. An empty endpoint is Amazon's.
    """
    core = botocore.session.Session()
    core.register_component("data_loader", OnlyS3())
    session = boto3.Session(
        aws_access_key_id=keys.access_key,
        aws_secret_access_key=keys.secret_key,
        region_name=keys.region,
        botocore_session=core,
    )
    patience = (
        _settings(connect=2, read=20, attempts=2),
        _settings(connect=2, read=4, attempts=2),
        _settings(connect=1, read=2, attempts=1),
    )
    return Clients(*(session.client("s3", endpoint_url=endpoint_url or None, config=one) for one in patience))


def _settings(*, connect: int, read: int, attempts: int) -> Config:
    """Timeouts in seconds."""
    return Config(
        signature_version="s3v4",
        user_agent="MitKomponent",  # boto3's own says which Python and kernel this is, and is put together twice for each call
        s3={"addressing_style": "path"},
        connect_timeout=connect,
        read_timeout=read,
        retries={"mode": "standard", "total_max_attempts": attempts},
        max_pool_connections=32,
        # Stores other than Amazon's do not all know the newer trailing checksums; ours is SHA-256 while streaming.
        request_checksum_calculation="when_required",
        response_checksum_validation="when_required",
    )


class PartSigner:
    """Signs where one part may be sent, its length and SHA-256 with it: the addresses boto3 makes leave the content open."""

    def __init__(self, address: str, keys: Keys, *, lifetime: int) -> None:
        self._address, self._region, self._lifetime = address, keys.region, lifetime
        self._credentials = Credentials(keys.access_key, keys.secret_key)

    def sign(self, key: str, upload_id: str, number: int, *, size: int, sha256: str) -> str:
        """The address, good for `lifetime` seconds. The store compares what comes with what was signed."""
        request = AWSRequest(
            "PUT",
            f"{self._address}/{key}",
            headers={"Content-Length": str(size), PART_CHECKSUM: sha256},
            params={"uploadId": upload_id, "partNumber": str(number)},
        )
        S3SigV4QueryAuth(self._credentials, "s3", self._region, expires=self._lifetime).add_auth(request)
        return str(request.url)


@contextmanager
def a_setting() -> Iterator[None]:
    """Trouble with a setting of the bucket, told apart by what can be done about it."""
    try:
        yield
    except ClientError as error:
        code = error.response.get("Error", {}).get("Code", "")
        for codes, kind in ((NOT_MADE, NotMade), (NOT_KNOWN, NotKnown), (NOT_OURS, NotOurs)):
            if code in codes:
                raise kind(code) from error
        raise StoreDown from error
    except (BotoCoreError, OSError) as error:
        raise StoreDown from error


@contextmanager
def the_bucket() -> Iterator[None]:
    """What is not there is missing; every other trouble means the store is down."""
    try:
        yield
    except ClientError as error:
        if error.response.get("Error", {}).get("Code") in NOT_FOUND:
            raise FileMissing from error
        raise StoreDown from error
    except (BotoCoreError, OSError) as error:
        raise StoreDown from error
