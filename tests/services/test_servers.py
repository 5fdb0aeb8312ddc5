"""Are the servers behind the tests real: do they keep, answer and refuse as in production?"""

import smtplib
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import replace
from email.message import EmailMessage
from pathlib import Path

import boto3
import pytest
from botocore.config import Config
from botocore.exceptions import ClientError
from playwright.sync_api import Browser
from sqlalchemy import URL, NullPool, create_engine, make_url, text
from sqlalchemy.exc import OperationalError
from types_boto3_s3 import S3Client
from types_boto3_s3.type_defs import CompletedPartTypeDef

from tests.services.postgres import create_database, shared_postgres
from tests.services.s3 import S3, shared_s3
from tests.services.shared import run_folder, worker_name
from tests.services.smtp_sink import Sink, running_smtp


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return run_folder(tmp_path_factory.getbasetemp())


@pytest.fixture(scope="module")
def s3(root: Path) -> Iterator[S3]:
    with shared_s3(root) as store:
        yield store


def s3_client(store: S3) -> S3Client:
    return boto3.client(
        "s3",
        endpoint_url=store.endpoint,
        aws_access_key_id=store.access_key,
        aws_secret_access_key=store.secret_key,
        region_name=store.region,
        config=Config(signature_version="s3v4", s3={"addressing_style": "path"}),
    )


def status_of(address: str) -> int:
    try:
        with urllib.request.urlopen(address) as response:
            return int(response.status)
    except urllib.error.HTTPError as error:
        return error.code


def test_s3_keeps_an_object_in_parts(s3: S3) -> None:
    client, bucket, key = s3_client(s3), s3.bucket, "parts"
    upload = client.create_multipart_upload(Bucket=bucket, Key=key)["UploadId"]
    parts: list[CompletedPartTypeDef] = []
    for number, body in ((1, b"a" * (5 << 20)), (2, b"the end")):
        part = client.upload_part(Bucket=bucket, Key=key, UploadId=upload, PartNumber=number, Body=body)
        parts.append({"PartNumber": number, "ETag": part["ETag"]})
    client.complete_multipart_upload(Bucket=bucket, Key=key, UploadId=upload, MultipartUpload={"Parts": parts})
    end = client.get_object(Bucket=bucket, Key=key, Range="bytes=-7")
    assert end["Body"].read() == b"the end"


def test_s3_refuses_wrong_keys_and_tampered_addresses(s3: S3) -> None:
    s3_client(s3).put_object(Bucket=s3.bucket, Key="letter", Body=b"dear all")
    assert status_of(signed_address(s3)) == 200
    assert status_of(signed_address(s3).replace("letter", "lette2")) == 403
    assert status_of(signed_address(replace(s3, secret_key="wrong"))) == 403
    assert status_of(f"{s3.endpoint}/{s3.bucket}/letter") == 403
    with pytest.raises(ClientError, match="SignatureDoesNotMatch"):
        s3_client(replace(s3, secret_key="wrong")).get_object(Bucket=s3.bucket, Key="letter")


def signed_address(store: S3) -> str:
    here = {"Bucket": store.bucket, "Key": "letter"}
    return s3_client(store).generate_presigned_url("get_object", Params=here, ExpiresIn=60)


def test_postgres_gives_copies_and_refuses_a_wrong_password(root: Path) -> None:
    first, copy = f"first_{worker_name()}", f"copy_{worker_name()}"
    with shared_postgres(root) as url:
        run_sql(create_database(url, first), "create table word as select 'blåbær' as text")
        address = create_database(url, copy, template=first)
        assert run_sql(address, "select text from word") == "blåbær"
        wrong = make_url(f"{url}/{first}").set(password="wrong")
        with pytest.raises(OperationalError, match="password authentication failed"):
            run_sql(wrong, "select 1")


def run_sql(address: str | URL, statement: str) -> object:
    engine = create_engine(address, poolclass=NullPool)
    with engine.begin() as connection:
        result = connection.execute(text(statement))
        return result.scalar() if result.returns_rows else None


def send(sink: Sink) -> None:
    letter = EmailMessage()
    letter["To"], letter["Subject"] = "Åse <aase@example.dk>", "Din kode"
    letter.set_content("Æblegrød\n")
    with smtplib.SMTP("127.0.0.1", sink.port, timeout=0.5) as client:
        client.send_message(letter, "portal@example.dk", ["aase@example.dk", "bo@example.dk"])


def test_smtp_keeps_the_letter_and_its_envelope() -> None:
    with running_smtp() as sink:
        send(sink)
        (letter,) = sink.wait_for(1)
    assert letter["subject"] == "Din kode"
    assert letter.get_content() == "Æblegrød\n"
    assert (letter.sender, letter.recipients) == (
        "portal@example.dk",
        ["aase@example.dk", "bo@example.dk"],
    )


@pytest.mark.parametrize("breakdown", [Sink.stop, Sink.refuse, Sink.hang])
def test_smtp_can_be_down_and_come_back(breakdown: Callable[[Sink], None]) -> None:
    with running_smtp() as sink:
        breakdown(sink)
        with pytest.raises(OSError):  # noqa: PT011
            send(sink)
        assert sink.messages == []
        sink.start()
        send(sink)
        assert len(sink.wait_for(1)) == 1


def test_chromium_shows_a_page(chromium: Browser) -> None:
    page = chromium.new_page()
    page.goto("data:text/html;charset=utf-8,<p>Rødgrød</p>")
    assert page.inner_text("p") == "Rødgrød"
    assert page.screenshot().startswith(b"\x89PNG")
    page.close()
