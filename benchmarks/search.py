"""How soon is a question answered among 5,000 documents of 60 pages, on SQLite and on PostgreSQL, and what does the index take?"""

import json
import random
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from pathlib import Path
from typing import Any, cast
from uuid import UUID, uuid4

from sqlalchemy import insert, select, text
from sqlalchemy.orm import joinedload

from portal import access, clock
from portal.app import create_app
from portal.config import Config
from portal.courses.cohort_models import Cohort, CohortStaff, StaffRole
from portal.courses.models import Course, CourseFormat
from portal.db import db
from portal.enrolments.models import Enrolment, EnrolmentStatus
from portal.materials.models import Document, DocumentVersion, Material
from portal.migrating import bring_up_to_date
from portal.people.models import Person
from portal.searching.indexing import index_all, tidy
from portal.searching.queries import search
from portal.searching.words import STOP_WORDS, terms_of
from portal.storage import current
from portal.storage.models import FileRendition, FileState, RenditionKind, StoredFile
from portal.storage.store import Store
from tests.services.postgres import create_database, running_postgres

MB = 1_000_000
DOCUMENTS, PAGES, COHORTS, QUESTIONS = 5_000, 60, 100, 200
AIMS = {"postgresql": 100.0, "sqlite": 200.0}
SEED = 20_261_121
ROOT_WORDS = (
    "afgørelse ansvar arbejde barn behov beredskab beslutning bestyrelse bibliotek bolig borger borgmester budget bus by "
    "bygning byråd dagsorden dagtilbud dialog dilemma direktør drift embede energi etik fag familie finans forening "
    "forvaltning frist fælles gade grænse gruppe habilitet handicap havn helhed hjem hjælp idræt indsats institution jord "
    "journal jura kanal klage klima kodeks kollega kommune kontor kontrol konflikt kultur kvalitet land ledelse lov lokal "
    "loyalitet lærer magt mandat medie medarbejder metode miljø mindretal møde myndighed mål natur nævn notat offentlig "
    "omsorg opgave ordning partner parti penge person plan plads pleje pligt politik presse princip proces profession "
    "projekt rapport ramme referat region regel regnskab renovation resultat ret råd rådgivning sag samarbejde samfund "
    "samtale sekretær service skat skole sogn spørgsmål stab stat stilling strategi styrelse støtte sundhed system tal "
    "tavshed teknik tid tilbud tilsyn tillid tjeneste trafik udbud udvalg udvikling ungdom union vand vej velfærd viden "
    "virksomhed vurdering værdi økonomi ældre ærlighed årshjul"
)
ROOTS = ROOT_WORDS.split()
ENDINGS = ("", "", "", "en", "et", "er", "erne", "ens", "s", "ernes")


class Language:
    """Words as Danish has them: few stand everywhere, most hardly anywhere; many are put together of two."""

    def __init__(self) -> None:
        chance = random.Random(SEED)
        made = dict.fromkeys(root + ending for root in ROOTS for ending in ENDINGS)
        while len(made) < 60_000:
            first, second = chance.choice(ROOTS), chance.choice(ROOTS)
            made[f"{first}{chance.choice(('', 's'))}{second}{chance.choice(ENDINGS)}"] = None
        self.words = list(made)
        chance.shuffle(self.words)
        self.small = sorted(STOP_WORDS)
        self.weights = list(accumulate(1 / (rank + 2.7) for rank in range(len(self.words))))
        self.small_weights = list(accumulate(1 / (rank + 1) for rank in range(len(self.small))))

    def page(self, chance: random.Random, theme: Sequence[str]) -> str:
        """One to three hundred words: nearly half of them small, some of what the document is about."""
        length = chance.randint(100, 320)
        said = chance.choices(self.small, cum_weights=self.small_weights, k=length * 45 // 100)
        said += chance.choices(self.words, cum_weights=self.weights, k=length * 35 // 100)
        said += chance.choices(theme, k=length - len(said))
        chance.shuffle(said)
        return " ".join(said).capitalize() + "."

    def document(self, number: int) -> list[str]:
        """The pages of a document; the same number is always the same document."""
        chance = random.Random(SEED + number)
        theme = chance.choices(self.words, k=150)
        return [self.page(chance, theme) for _ in range(PAGES)]

    def questions(self) -> list[str]:
        """One to four words, frequent and rare ones, inflected as they come; the last is sometimes begun only."""
        chance = random.Random(SEED)
        asked = []
        for _ in range(QUESTIONS):
            count = chance.choices((1, 2, 3, 4), weights=(45, 35, 15, 5))[0]
            words = chance.choices(self.words, cum_weights=self.weights, k=count)
            if chance.random() < 0.2:
                words[-1] = words[-1][: max(4, len(words[-1]) - 3)]
            asked.append(" ".join(words))
        return asked


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


def fill(language: Language, documents: int) -> tuple[UUID, UUID]:
    """A hundred cohorts with fifty documents each; a coordinator of all of them, and a participant of one."""
    everybody = Person(name="Karla Holm", email=f"karla-{uuid4().hex[:6]}@maaling.eksempel.dk", is_coordinator=True)
    one = Person(name="Åge Dam", email=f"aage-{uuid4().hex[:6]}@maaling.eksempel.dk")
    course = Course(title=f"Måling {uuid4().hex[:6]}", format=CourseFormat.COURSE)
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
    return everybody.id, one.id


def _materials(language: Language, documents: int, cohorts: Sequence[Cohort], by: Person) -> None:
    chance, at = random.Random(SEED), clock.now()
    rows: dict[type, list[dict[str, Any]]] = {k: [] for k in (StoredFile, FileRendition, Document, DocumentVersion)}
    rows[Material] = []
    for n in range(documents):
        file, document, title = uuid4(), uuid4(), chance.choices(language.words, k=3)
        facts = {"media_type": "application/pdf", "size": 9, "is_confidential": False, "state": FileState.AVAILABLE}
        rows[StoredFile].append(facts | {"id": file, "key": f"f-{n}", "name": "x.pdf", "uploaded_by_id": by.id})
        rendition = {"id": uuid4(), "file_id": file, "kind": RenditionKind.TEXT, "key": f"t-{n}", "size": 9}
        rows[FileRendition].append(rendition | {"media_type": "application/json"})
        rows[Document].append({"id": document})
        rows[DocumentVersion].append({"id": uuid4(), "document_id": document, "number": 1, "file_id": file})
        of = {"cohort_id": cohorts[n % COHORTS].id, "document_id": document, "position": n, "released_at": at}
        rows[Material].append(of | {"id": uuid4(), "title": " ".join(title).capitalize()})
    for kind, some in rows.items():
        db.session.execute(insert(kind), some)


def known(person_id: UUID) -> Person:
    """Somebody as the door knows them."""
    options = (joinedload(Person.enrolments), joinedload(Person.staff_roles))
    return db.session.scalars(select(Person).where(Person.id == person_id).options(*options)).unique().one()


def times(person_id: UUID, questions: Sequence[str]) -> dict[str, float]:
    """Milliseconds from the question to all that the page shows; each question once, after a few to warm up."""
    spent, hits = [], 0
    for n, question in enumerate([*questions[:10], *questions]):
        person = known(person_id)
        begun = time.perf_counter()
        found = search(terms_of(question), among=access.visible_materials(person))
        spent.append((time.perf_counter() - begun) * 1000)
        hits += found.total > 0 and n >= 10
        db.session.rollback()
        db.session.expunge_all()
    ordered = sorted(spent[10:])
    at = {"p50": ordered[len(ordered) // 2], "p95": ordered[len(ordered) * 95 // 100], "slowest": ordered[-1]}
    return {name: round(value, 1) for name, value in at.items()} | {"answered": hits}


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


def run(database_url: str, documents: int) -> dict[str, Any]:
    """Fill an empty database, bring everything into the search, and ask."""
    app = create_app(Config(database_url=database_url, storage_url="file:/nowhere"))
    bring_up_to_date(app)
    language = Language()
    shelf = Shelf(language)
    current.use(cast(Store, shelf), app.extensions["portal"])
    with app.app_context():
        everybody, one = fill(language, documents)
        begun = time.perf_counter()
        done = index_all(anew=False)
        tidy()
        seconds = time.perf_counter() - begun - shelf.seconds
        if db.engine.dialect.name == "postgresql":
            db.session.execute(text("ANALYZE"))  # autovacuum's work
            db.session.commit()
        questions = language.questions()
        return {
            "documents": done,
            "pages": done * PAGES,
            "seconds to index": round(seconds),
            "MB": sizes(),
            "coordinator of all, ms": times(everybody, questions),
            "participant of one cohort, ms": times(one, questions),
            "nothing due, ms": _time_of_a_turn(),
        }


def _time_of_a_turn() -> float:
    """What the worker spends every five seconds when nothing is due."""
    begun = time.perf_counter()
    index_all(anew=False)
    return round((time.perf_counter() - begun) * 1000, 1)


def measure(folder: Path) -> dict[str, Any]:
    """The figures of both databases, one after the other, each on an empty one of its own."""
    with running_postgres() as server:
        return {
            "sqlite": _in_a_process(f"sqlite:///{folder}/search.sqlite"),
            "postgresql": _in_a_process(create_database(server, "search")),
        }


def _in_a_process(database_url: str) -> dict[str, Any]:
    """Apart from this one, which has another store."""
    command = [sys.executable, "-m", "benchmarks.search", database_url, str(DOCUMENTS)]
    said = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True).stdout
    found: dict[str, Any] = json.loads(said)
    return found


if __name__ == "__main__":
    print(json.dumps(run(sys.argv[1], int(sys.argv[2]))))
