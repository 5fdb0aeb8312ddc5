"""What does PostgreSQL's driver say of a result's columns? Name and type: the rest it would find out after every statement."""

from typing import Any

from psycopg import Cursor


class BriefCursor(Cursor[Any]):
    """SQLAlchemy asks for the description of each result, and reads no more of it than this."""

    @property
    def description(self) -> Any:
        """A line for each column, as the DB-API has it; none for what gives no rows."""
        result = self.pgresult
        if not result or not result.nfields:
            return super().description
        names = ((result.fname(n) or b"").decode() for n in range(result.nfields))
        return [(name, result.ftype(n), *[None] * 5) for n, name in enumerate(names)]
