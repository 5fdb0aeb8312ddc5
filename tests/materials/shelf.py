"""What stands on the shelf? Materials with files in the store, made for tests."""

import io
from datetime import datetime
from uuid import UUID

from flask import has_app_context

from portal import clock
from portal.courses.cohort_models import Cohort
from portal.db import db
from portal.materials.actions import add_materials
from portal.materials.authored import add_written
from portal.materials.models import Material
from portal.materials.releasing import Release, Shelving
from portal.people.models import Person
from portal.storage.actions import receive_material
from tests.cast import Cast
from tests.storage.judged import let_in
from tests.storage.samples import sample

RIGHT_NOW = object()


def sent_file(cast: Cast, by: Person, name: str = "Kodeks.pdf") -> UUID:
    """A file that is in the store and waits for a form."""
    if not has_app_context():
        with cast.app.app_context():
            return sent_file(cast, by, name)
    person = db.session.get_one(Person, by.id)
    file = let_in(receive_material(by=person, name=name, stream=io.BytesIO(sample(name.rpartition(".")[2]))))
    db.session.commit()
    return file.id


def material(
    cast: Cast,
    title: str = "Kodeks for god betjening",
    *,
    name: str = "kodeks.pdf",
    released_at: datetime | object | None = RIGHT_NOW,
    is_preparation: bool = False,
    cohort: Cohort | None = None,
) -> Material:
    """A material of the cohort, released right now unless another moment is given."""
    if not has_app_context():
        with cast.app.app_context():
            return material(
                cast, title, name=name, released_at=released_at, is_preparation=is_preparation, cohort=cohort
            )
    file_id = sent_file(cast, cast.instructor, name)
    moment = clock.now() if released_at is RIGHT_NOW else released_at
    assert moment is None or isinstance(moment, datetime)

    made = add_materials(
        db.session.get_one(Cohort, (cohort or cast.cohort).id),
        by=db.session.get_one(Person, cast.instructor.id),
        titles={file_id: title},
        shelving=Shelving(Release(moment), is_preparation),
        form_key=str(file_id),
    )
    db.session.commit()
    return made[0]


def written(cast: Cast, title: str, *, text: str = "Læs mig.", address: str = "") -> Material:
    """A page of the cohort, or a link when it has an address, open right now."""
    if not has_app_context():
        with cast.app.app_context():
            return written(cast, title, text=text, address=address)
    made = add_written(
        db.session.get_one(Cohort, cast.cohort.id),
        by=db.session.get_one(Person, cast.instructor.id),
        title=title,
        text="" if address else text,
        address=address,
        shelving=Shelving(Release(clock.now())),
        form_key=title,
    )
    db.session.commit()
    return made
