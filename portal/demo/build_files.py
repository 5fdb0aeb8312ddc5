"""Are the demonstration's own files there at once? They are ours, so nobody waits; the worker still makes their pictures."""

from sqlalchemy import update

from portal.db import db
from portal.storage.models import FileState, StoredFile


def show_files() -> None:
    """Let everybody have them; `check_at` stays, so that each is judged like any other soon after the start."""
    db.session.flush()
    db.session.execute(
        update(StoredFile).where(StoredFile.state == FileState.RECEIVED).values(state=FileState.AVAILABLE)
    )
