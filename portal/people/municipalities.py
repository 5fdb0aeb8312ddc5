"""Which 98 municipalities are there? Danmarks Statistik's three-digit codes and names, from the list beside this file."""

import csv
from pathlib import Path
from typing import Final

from sqlalchemy import select

from portal.db import db
from portal.people.models import Municipality

LIST: Final = Path(__file__).with_name("municipalities.csv")


def ensure_municipalities() -> dict[str, str]:
    """Add those that the database lacks, without committing. Gives all codes by name."""
    with LIST.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    known = set(db.session.scalars(select(Municipality.code)))
    db.session.add_all(Municipality(code=r["code"], name=r["name"]) for r in rows if r["code"] not in known)
    db.session.flush()
    return {row["name"]: row["code"] for row in rows}
