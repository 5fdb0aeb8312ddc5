"""What does somebody read whose command met no database, or the tables of another version?"""

from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from portal import schema
from portal.app import create_app

STATUS = 2
OTHER_VERSION = "The database has the tables of another version. Run `portal migrate` first."


def no_answer(trouble: BaseException) -> str:
    """What is said of a database that cannot be reached; never its address, which holds a password."""
    return f"The database does not answer ({type(trouble).__name__}). See PORTAL_DATABASE_URL."


def sentence(trouble: BaseException) -> str:
    """The reason for what a command ended with, asked of the database itself; empty when that is not where it lies."""
    if not isinstance(trouble, DBAPIError):
        return ""
    try:
        with create_app().app_context():
            return "" if schema.is_current() else OTHER_VERSION
    except SQLAlchemyError as unreachable:
        return no_answer(unreachable)
