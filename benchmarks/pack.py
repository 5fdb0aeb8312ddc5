"""How long does the worker take for a case pack of 35, and what does the child take in memory?"""

import resource
import secrets
import tempfile
import time
from pathlib import Path
from typing import Any
from uuid import UUID

from flask import Flask
from sqlalchemy import delete, func, select

from portal.app import create_app
from portal.config import Config
from portal.db import db
from portal.demo.seed import seed
from portal.migrating import bring_up_to_date
from portal.own_cases.models import TEXT_FIELDS, HandedInCase
from portal.packs.models import CasePack
from portal.packs.queries import pdf_of
from portal.typesetting.packs import make_due_packs

CASES, PARTICIPANTS, ROUNDS, MOST_S = 35, 53, 3, 5.0
WORDS = "Formanden ringede to dage før mødet og bad om en anden anbefaling; på rådhuset vidste alle, at stien var lovet væk. "


def _filled(app: Flask) -> tuple[UUID, UUID]:
    """A cohort whose 35 cases are of some 3,600 characters, no two alike; the cohort and who teaches it."""
    bring_up_to_date(app)
    [made] = seed(1, PARTICIPANTS)["cohorts"]
    for number, text in enumerate(db.session.scalars(select(HandedInCase))):
        for field in TEXT_FIELDS:
            setattr(text, field, "\n\n".join(f"{n}. {number}: {WORDS * 2}" for n in range(3)))
    db.session.commit()
    assert db.session.scalar(select(func.count()).select_from(HandedInCase)) == CASES
    return UUID(made["id"]), UUID(made["instructor"]["id"])


def _order(cohort_id: UUID, person_id: UUID) -> None:
    db.session.execute(delete(CasePack))
    db.session.add(CasePack(cohort_id=cohort_id, person_id=person_id))
    db.session.commit()


def measure() -> dict[str, Any]:
    """The slowest of three, from the moment the worker looks until the PDF is sealed in its row."""
    with tempfile.TemporaryDirectory(prefix="portal-bench-") as folder:
        url, key = f"sqlite:///{folder}/portal.sqlite", secrets.token_urlsafe(48)
        app = create_app(
            Config(
                database_url=url,
                storage_url=f"file://{folder}/files",
                erasure_ledger=str(Path(folder) / "erased"),
                secret_key=key,
                master_key=key,
            )
        )
        with app.app_context():
            cohort_id, person_id = _filled(app)
            seconds = []
            for _ in range(ROUNDS):
                _order(cohort_id, person_id)
                began = time.perf_counter()
                made = make_due_packs()
                seconds.append(time.perf_counter() - began)
                assert made == 1
            pdf = pdf_of(db.session.scalars(select(CasePack)).one())
    memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
    return {"cases": CASES, "slowest s": round(max(seconds), 2), "PDF kB": len(pdf) // 1000, "child MiB": memory}
