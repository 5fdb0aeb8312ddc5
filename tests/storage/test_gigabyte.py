import os
import subprocess
import sys
from pathlib import Path

from tests.services.process import ROOT
from tests.services.s3 import S3

FILM = 1 << 27  # more than twice the limit: what is held of it shows
QUARTER = 1 << 25
GIGABYTE = 1 << 30
LIMIT = 50_000_000


def growth(*arguments: str | Path | int, **environment: str) -> int:
    """Bytes of memory that a process grows by when a file passes through it, and another in parts."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.storage.gigabyte", *map(str, arguments)],
        env=os.environ | environment,
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    return int(done.stdout)


def test_a_film_passes_to_a_folder_in_little_memory(tmp_path: Path) -> None:
    assert growth("local", tmp_path / "files", FILM, QUARTER) < LIMIT


def test_a_gigabyte_in_parts_passes_to_a_bucket_in_little_memory(s3_server: S3) -> None:
    keys = {"AWS_ACCESS_KEY_ID": s3_server.access_key, "AWS_SECRET_ACCESS_KEY": s3_server.secret_key}
    assert growth("s3", s3_server.endpoint, s3_server.bucket, FILM, GIGABYTE, **keys) < LIMIT


def test_boto3_is_not_paid_for_without_a_bucket(tmp_path: Path) -> None:
    code = (
        "import sys; from portal.config import Config; from portal.storage.current import store_from; "
        f"store_from(Config(storage_url='file:{tmp_path}')); "
        "import portal.storage.routes; print('boto3' in sys.modules, 'botocore' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "False"]
