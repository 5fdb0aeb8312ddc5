"""What is in the portal that is measured? Cohorts of three sizes with all that a real one has, and people signed in."""

import io
import json
import os
import subprocess
import sys
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID, uuid4

from flask import Flask

from portal import clock
from portal.announcements.models import Announcement
from portal.app import create_app
from portal.config import read_config
from portal.courses.cohort_models import CohortContact
from portal.courses.models import ContactPurpose
from portal.db import db
from portal.materials.models import Document, DocumentVersion, Material
from portal.people.models import Person
from portal.people.session_cookie import NAME, new_secret
from portal.people.session_rows import begin_row
from portal.storage.actions import claim_files, receive_material
from tests.storage.samples import sample

SIZES = (3, 35, 350)
MATERIALS = 5  # beside the one that `portal seed` shares
TEXT = "Vi mødes i gården en halv time før, og der er kaffe. Tag den korte note med, hvis du nåede at se i den. " * 3


@dataclass(frozen=True)
class Visitor:
    """Somebody who is signed in: the headers their browser sends."""

    id: str
    name: str
    cookie: str


@dataclass(frozen=True)
class Place:
    """A cohort and who may be there."""

    size: int
    page: str
    board: str
    material: str
    participant: Visitor
    instructor: Visitor
    writers: list[Visitor]


class World:
    """The portal as this process sees it: the same database and store as the server that is measured."""

    def __init__(self, environment: dict[str, str], sizes: tuple[int, ...] = SIZES) -> None:
        self.environment, self.sizes = environment, sizes
        self._portal("migrate")
        self._portal("init-storage")
        self.app: Flask = create_app(read_config(os.environ | environment))
        self.places = {size: self._place(size) for size in sizes}
        with self.app.app_context():
            db.engine.dispose()

    def _portal(self, *words: str) -> str:
        command = [sys.executable, "-m", "portal", *words]
        environment = os.environ | self.environment
        return subprocess.run(command, env=environment, stdout=subprocess.PIPE, text=True, check=True).stdout

    def _place(self, size: int) -> Place:
        made = json.loads(self._portal("seed", "--cohorts", "1", "--participants", str(size), "--json"))["cohorts"][0]
        writers = made["participants"][::3]  # every third has a draft
        with self.app.app_context():
            material = self._furnish(UUID(made["id"]), UUID(made["instructor"]["id"]))
        return Place(
            size=size,
            page=made["page"],
            board=made["board"],
            material=f"/materiale/{material}",
            participant=self.visitor(made["participants"][0]),
            instructor=self.visitor(made["instructor"]),
            writers=[self.visitor(one) for one in (writers if size == max(self.sizes) else [])],
        )

    def _furnish(self, cohort_id: UUID, instructor_id: UUID) -> UUID:
        """Materials, announcements and contacts, as many as a real cohort has; answers the first material."""
        by = db.session.get_one(Person, instructor_id)
        materials = []
        for n in range(MATERIALS):
            file = receive_material(by=by, name=f"Note {n + 1}.pdf", stream=io.BytesIO(sample("pdf")))
            claim_files([file.id], by=by, confidential=False, most=1)
            materials.append(
                Material(
                    cohort_id=cohort_id,
                    title=f"Når sagen skifter spor, del {n + 1}",
                    description="Otte sider om det, embedsmanden skylder.",
                    position=n + 1,
                    released_at=clock.now() - timedelta(days=1),
                    is_preparation=n < 2,
                    document=Document(versions=[DocumentVersion(number=1, file=file)]),
                )
            )
        db.session.add_all(materials)
        for n in range(3):
            key, subject = uuid4().hex, f"Kort nyt {n + 1}"
            post = Announcement(cohort_id=cohort_id, author=by, subject=subject, body=TEXT, recipients=1, form_key=key)
            db.session.add(post)
        for n, purpose in enumerate(ContactPurpose):
            mail = f"kontakt{n}@maaling.eksempel.dk"
            person = CohortContact(cohort_id=cohort_id, position=n, purpose=purpose, name="Åse Holm", email=mail)
            db.session.add(person)
        db.session.commit()
        return materials[0].id

    def visitor(self, one: dict[str, str]) -> Visitor:
        """Somebody of this portal, signed in."""
        return signed_in(self.app, UUID(one["id"]), one["name"])


def signed_in(app: Flask, person_id: UUID, name: str) -> Visitor:
    """Somebody with the cookie that signing in gives."""
    secret = new_secret()
    with app.app_context():
        begin_row(person_id, secret, level="letter")
        db.session.commit()
    client = app.test_client()
    with client.session_transaction() as cookie:
        cookie.permanent = True
        cookie.update(language="da", csrf_token=uuid4().hex)
    kept = client.get_cookie("portal")
    assert kept is not None
    return Visitor(str(person_id), name, f"{NAME}={secret}; portal={kept.value}")
