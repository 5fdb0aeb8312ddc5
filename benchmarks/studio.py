"""Where are films, crowds and parcels measured? On a portal with PostgreSQL and S3 that may send and be sent to."""

import io
import os
import secrets
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Self
from uuid import UUID

from sqlalchemy import select

from benchmarks import servers
from benchmarks.servers import MB, Server, tree_of
from benchmarks.world import Place, World
from portal import clock
from portal.db import db
from portal.materials.models import Document, DocumentVersion, Material
from portal.people.models import Person
from portal.storage.actions import claim_files, receive_material
from portal.storage.models import NOT_JUDGED, FileState, StoredFile
from tests.services.postgres import create_database, running_postgres
from tests.services.process import LOOPBACK, pick_port
from tests.services.s3 import S3, running_s3


@dataclass(frozen=True)
class Studio:
    """A portal on a bucket, at the address that the bucket lets send to it."""

    s3: S3
    world: World
    server: Server
    address: str

    @property
    def place(self) -> Place:
        """Its only cohort."""
        return next(iter(self.world.places.values()))

    @property
    def cohort_id(self) -> UUID:
        return UUID(self.place.page.rpartition("/")[2])

    def share(self, title: str, content: bytes, position: int) -> UUID:
        """A PDF that everybody on the cohort may have now; answers the material."""
        with self.world.app.app_context():
            by = db.session.get_one(Person, UUID(self.place.instructor.id))
            file = receive_material(by=by, name=f"{title}.pdf", stream=io.BytesIO(content))
            claim_files([file.id], by=by, confidential=False, most=1)
            file.state, file.check_at = FileState.AVAILABLE, None
            document = Document(versions=[DocumentVersion(number=1, file=file)])
            made = Material(
                cohort_id=self.cohort_id, title=title, position=position, released_at=clock.now(), document=document
            )
            db.session.add(made)
            db.session.commit()
            return made.id

    def wait_until_judged(self) -> None:
        """Until the worker has nothing left to look at."""
        due = select(StoredFile.id).where(StoredFile.state.in_(NOT_JUDGED)).limit(1)
        with self.world.app.app_context():
            while db.session.scalar(due) is not None:
                db.session.rollback()
                time.sleep(0.2)


@contextmanager
def studio(participants: int = 3) -> Iterator[Studio]:
    """PostgreSQL, S3 and the portal, as in production."""
    with running_s3() as s3, running_postgres() as postgres:
        port = pick_port()
        os.environ |= {"AWS_ACCESS_KEY_ID": s3.access_key, "AWS_SECRET_ACCESS_KEY": s3.secret_key}
        environment = {
            "PORTAL_SECRET_KEY": secrets.token_urlsafe(40),
            "PORTAL_DATABASE_URL": create_database(postgres, "portal"),
            "PORTAL_STORAGE_URL": f"s3://{s3.bucket}",
            "PORTAL_S3_ENDPOINT_URL": s3.endpoint,
            "PORTAL_BASE_URL": f"http://{LOOPBACK}:{port}",
        }
        world = World(environment, sizes=(participants,))
        with servers.portal(environment, port) as server:
            yield Studio(s3, world, server, environment["PORTAL_BASE_URL"])


@dataclass
class Watch:
    """What the portal spends while a block runs: processor seconds, and the most MB above what it held before.

    Memory is that of the web processes, worker and all; a child that judges a file comes and goes, and is no part of it.
    """

    server: Server
    processor: float = field(default=0.0)
    memory: float = field(default=0.0)

    def __enter__(self) -> Self:
        self._processes = tree_of(self.server.process)
        self._spent, self._held = self.server.processor_seconds(), self._holds()
        self._over = threading.Event()
        self._looking = threading.Thread(target=self._look)
        self._looking.start()
        return self

    def _look(self) -> None:
        while not self._over.wait(0.5):
            self._see()

    def _holds(self) -> float:
        return sum(one.memory_full_info().pss for one in self._processes) / MB

    def _see(self) -> None:
        self.memory = max(self.memory, self._holds() - self._held)

    def __exit__(self, *_trouble: object) -> None:
        self._over.set()
        self._looking.join()
        self._see()
        self.processor = self.server.processor_seconds() - self._spent
