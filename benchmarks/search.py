"""How soon is a question answered among 5,000 documents of 60 pages, on SQLite and on PostgreSQL, and what does the index take?

python -m benchmarks.search DATABASE_URL [DOCUMENTS]    one database; filled when it is empty, and kept for the next time
"""

import http.client
import json
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import Any, cast
from urllib.parse import urlencode
from uuid import uuid4

from flask import Flask
from sqlalchemy import func, insert, select, text

from benchmarks import servers
from benchmarks.corpus import PAGES, SEED, Language
from benchmarks.servers import Server
from benchmarks.world import Visitor, signed_in
from portal import clock
from portal.app import create_app
from portal.config import Config
from portal.courses.cohort_models import Cohort, CohortStaff, StaffRole
from portal.courses.models import Course, CourseFormat
from portal.db import db
from portal.enrolments.models import Enrolment, EnrolmentStatus
from portal.materials.models import Document, DocumentVersion, Material
from portal.migrating import bring_up_to_date
from portal.people.models import Person
from portal.sealing.columns import Plain
from portal.searching.indexing import index_all, tidy
from portal.searching.models import SearchEntry
from portal.storage import current
from portal.storage.models import FileRendition, FileState, RenditionKind, StoredFile
from portal.storage.store import Store
from tests.services.postgres import create_database, running_postgres
from tests.services.process import LOOPBACK

MB = 1_000_000
DOCUMENTS, COHORTS, TO_WARM_UP = 5_000, 100, 3
BUFFERS = "1GB"  # PostgreSQL's manual begins with a quarter of the memory; a test's 64 MB hold none of two gigabytes
AIMS = {"postgresql": 100.0, "sqlite": 200.0}
EVERYBODY, ONE = "karla@maaling.eksempel.dk", "aage@maaling.eksempel.dk"


@dataclass
class Shelf:
    """A store that writes each document's text down when it is read: half a gigabyte need not lie on a disk."""

    language: Language
    seconds: float = field(default=0.0)

    def read(self, key: str, *, start: int = 0, end: int | None = None) -> Iterator[bytes]:
        begun = time.perf_counter()
        pages = [{"blocks": [["p", said]]} for said in self.language.document(int(key.rpartition("-")[2]))]
        body = json.dumps({"language": "da", "pages": pages}).encode()
        self.seconds += time.perf_counter() - begun
        yield body[start:end]


def fill(language: Language, documents: int) -> None:
    """A hundred cohorts with fifty documents each; a coordinator of all of them, and a participant of one."""
    everybody = Person(name="Karla Holm", email=EVERYBODY, is_coordinator=True)
    one = Person(name="Åge Dam", email=ONE)
    course = Course(title="Måling", format=CourseFormat.COURSE)
    db.session.add_all([everybody, one, course])
    db.session.flush()
    cohorts = [Cohort(course_id=course.id, name=f"Hold {n}") for n in range(COHORTS)]
    db.session.add_all(cohorts)
    db.session.flush()
    db.session.add_all(
        CohortStaff(person_id=everybody.id, cohort_id=cohort.id, role=StaffRole.COORDINATOR) for cohort in cohorts
    )
    db.session.add(
        Enrolment(person_id=one.id, cohort_id=cohorts[0].id, status=EnrolmentStatus.CONFIRMED, confirmed_at=clock.now())
    )
    _materials(language, documents, cohorts, everybody)
    db.session.commit()


def _materials(language: Language, documents: int, cohorts: Sequence[Cohort], by: Person) -> None:
    chance, at = random.Random(SEED), clock.now()
    rows: dict[type, list[dict[str, Any]]] = {k: [] for k in (StoredFile, FileRendition, Document, DocumentVersion)}
    rows[Material] = []
    for n in range(documents):
        file, document, title = uuid4(), uuid4(), chance.choices(language.words, k=3)
        facts = {"media_type": "application/pdf", "size": 9, "is_confidential": False, "state": FileState.AVAILABLE}
        rows[StoredFile].append(facts | {"id": file, "key": f"f-{n}", "name": Plain("x.pdf"), "uploaded_by_id": by.id})
        rendition = {"id": uuid4(), "file_id": file, "kind": RenditionKind.TEXT, "key": f"t-{n}", "size": 9}
        rows[FileRendition].append(rendition | {"media_type": "application/json"})
        rows[Document].append({"id": document})
        rows[DocumentVersion].append({"id": uuid4(), "document_id": document, "number": 1, "file_id": file})
        of = {"cohort_id": cohorts[n % COHORTS].id, "document_id": document, "position": n, "released_at": at}
        rows[Material].append(of | {"id": uuid4(), "title": " ".join(title).capitalize()})
    for kind, some in rows.items():
        db.session.execute(insert(kind), some)


def sizes() -> dict[str, float]:
    """MB on disk of both tables with all that belongs to them, and of the text alone."""
    if db.engine.dialect.name == "postgresql":
        asked, of_text = "SELECT pg_total_relation_size(:name)", "SELECT sum(octet_length(text)) FROM passage_text"
    else:
        asked = "SELECT sum(pgsize) FROM dbstat WHERE name IN (:name, 'ix_' || :name || '_version_id') OR name LIKE :name || '_fts%'"
        of_text = "SELECT sum(length(CAST(text AS BLOB))) FROM passage_text"
    found = {
        name: db.session.scalar(text(asked), {"name": name}) for name in ("passage", "passage_text", "search_entry")
    }
    found["text alone"] = db.session.scalar(text(of_text))
    return {name: round((value or 0) / MB, 1) for name, value in found.items()}


def ask(server: Server, visitor: Visitor, questions: dict[str, list[str]]) -> dict[str, Any]:
    """Milliseconds from sending a question to having the whole page, over loopback; each once, after a few to warm up."""
    line = http.client.HTTPConnection(LOOPBACK, server.port, timeout=60)
    for some in questions.values():
        for question in some[:TO_WARM_UP]:
            _asked(line, visitor, question)
    spent: dict[str, list[float]] = {kind: [] for kind in questions}
    answered = 0
    for of_each_kind in zip(*questions.values(), strict=True):
        for kind, question in zip(questions, of_each_kind, strict=True):
            milliseconds, page = _asked(line, visitor, question)
            spent[kind].append(milliseconds)
            answered += b'class="found__one"' in page
    kinds = {kind: round(statistics.median(some), 1) for kind, some in spent.items()}
    return spread([*chain(*spent.values())]) | {"answered": answered, "p50 of each kind": kinds}


def _asked(line: http.client.HTTPConnection, visitor: Visitor, question: str) -> tuple[float, bytes]:
    begun = time.perf_counter()
    line.request("GET", f"/soeg?{urlencode({'q': question})}", headers={"Cookie": visitor.cookie})
    answer = line.getresponse()
    page = answer.read()
    assert answer.status == http.HTTPStatus.OK, answer.status
    return (time.perf_counter() - begun) * 1000, page


def spread(spent: Sequence[float]) -> dict[str, float]:
    ordered = sorted(spent)
    at = {"p50": ordered[len(ordered) // 2], "p95": ordered[len(ordered) * 95 // 100], "slowest": ordered[-1]}
    return {name: round(value, 1) for name, value in at.items()}


def bring_in(app: Flask, language: Language, documents: int) -> float:
    """Fill an empty database and bring everything into the search; answers how many seconds the latter took."""
    bring_up_to_date(app)
    shelf = Shelf(language)
    current.use(cast(Store, shelf), app.extensions["portal"])
    with app.app_context():
        if not db.session.scalar(select(func.count()).select_from(Material)):
            fill(language, documents)
        begun = time.perf_counter()
        index_all(anew=False)
        tidy()
        seconds = time.perf_counter() - begun - shelf.seconds
        if db.engine.dialect.name == "postgresql":
            db.session.execute(text("SET LOCAL statement_timeout = 0"))
            db.session.execute(text("ANALYZE"))  # autovacuum's work
            db.session.commit()
    return seconds


def run(database_url: str, documents: int) -> dict[str, Any]:
    """The figures of one database: through the portal as `make run` starts it, worker and all."""
    app = create_app(Config(database_url=database_url, storage_url="file:/nowhere"))
    language = Language()
    seconds = bring_in(app, language, documents)
    with app.app_context():
        done = db.session.scalar(select(func.count()).select_from(SearchEntry)) or 0
        ids = {email: db.session.scalars(select(Person.id).filter_by(email=email)).one() for email in (EVERYBODY, ONE)}
        found = {"documents": done, "pages": done * PAGES, "seconds to index": round(seconds), "MB": sizes()}
        found["nothing due, ms"] = _time_of_a_turn()
        db.session.remove()
    everybody, one = (signed_in(app, ids[email], email) for email in (EVERYBODY, ONE))
    with app.app_context():
        db.engine.dispose()
    with servers.portal({"PORTAL_DATABASE_URL": database_url, "PORTAL_STORAGE_URL": "file:/nowhere"}) as server:
        questions = language.questions()
        found["coordinator of all, ms"] = ask(server, everybody, questions)
        found["participant of one cohort, ms"] = ask(server, one, questions)
    return found


def _time_of_a_turn() -> float:
    """What the worker spends every five seconds when nothing is due."""
    begun = time.perf_counter()
    index_all(anew=False)
    return round((time.perf_counter() - begun) * 1000, 1)


def of_both() -> dict[str, Any]:
    """The figures of both databases, one after the other, each on an empty one of its own."""
    with running_postgres(BUFFERS) as server, tempfile.TemporaryDirectory(prefix="mitkomponent-search-") as folder:
        databases = {
            "sqlite": _in_a_process(f"sqlite:///{folder}/search.sqlite"),
            "postgresql": _in_a_process(create_database(server, "search")),
        }
    return {"databases": databases}


def _in_a_process(database_url: str) -> dict[str, Any]:
    """Apart from this one, which has another store."""
    command = [sys.executable, "-m", "benchmarks.search", database_url, str(DOCUMENTS)]
    said = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True).stdout
    found: dict[str, Any] = json.loads(said)
    return found


if __name__ == "__main__":
    print(json.dumps(run(sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else DOCUMENTS)))
