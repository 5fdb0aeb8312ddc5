"""How is one S3 request without a body signed (SigV4), with nothing but the standard library?"""

import hashlib
import hmac
import http.client
from dataclasses import dataclass
from datetime import UTC, datetime

from tests.services.process import LOOPBACK

REGION = "us-east-1"
NOTHING = hashlib.sha256(b"").hexdigest()


@dataclass(frozen=True)
class Answer:
    status: int
    body: str


def signature(method: str, path: str, headers: dict[str, str], secret_key: str, scope: str) -> str:
    lines = "".join(f"{name}:{value}\n" for name, value in headers.items())
    request = "\n".join([method, path, "", lines, ";".join(headers), NOTHING])
    digest = hashlib.sha256(request.encode()).hexdigest()
    text = "\n".join(["AWS4-HMAC-SHA256", headers["x-amz-date"], scope, digest])
    key = ("AWS4" + secret_key).encode()
    for part in scope.split("/"):
        key = hmac.new(key, part.encode(), hashlib.sha256).digest()
    return hmac.new(key, text.encode(), hashlib.sha256).hexdigest()


def send(method: str, port: int, path: str, access_key: str, secret_key: str) -> Answer:
    """Status 0 stands for no answer at all."""
    moment = datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
    scope = f"{moment[:8]}/{REGION}/s3/aws4_request"
    headers = {
        "host": f"{LOOPBACK}:{port}",
        "x-amz-content-sha256": NOTHING,
        "x-amz-date": moment,
    }
    signed = signature(method, path, headers, secret_key, scope)
    headers["authorization"] = (
        f"AWS4-HMAC-SHA256 Credential={access_key}/{scope},SignedHeaders={';'.join(headers)},Signature={signed}"
    )
    connection = http.client.HTTPConnection(LOOPBACK, port, timeout=30)
    try:
        connection.request(method, path, headers=headers)
        response = connection.getresponse()
        return Answer(response.status, response.read().decode("utf-8", "replace"))
    except OSError as error:
        return Answer(0, str(error))
    finally:
        connection.close()


def make_bucket(port: int, bucket: str, access_key: str, secret_key: str) -> Answer:
    """A bucket that is there already is as good as a new one."""
    answer = send("PUT", port, f"/{bucket}", access_key, secret_key)
    return Answer(200, "") if "BucketAlreadyOwnedByYou" in answer.body else answer
