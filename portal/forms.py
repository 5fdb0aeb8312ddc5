"""How is what people send us read? The base of every form: sentences for errors, nothing typed is lost."""

import secrets
import unicodedata
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, time
from typing import Any, Final
from uuid import UUID

from flask import request
from flask import session as cookie
from flask_wtf import FlaskForm
from sqlalchemy.orm import SessionTransaction
from werkzeug.datastructures import MultiDict
from wtforms import Field, FieldList, FileField, FormField, HiddenField, PasswordField, StringField, ValidationError
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs

from portal import clock
from portal.db import db
from portal.errors import Refused
from portal.nfc import composed
from portal.people.cpr import looks_like_cpr
from portal.people.held_forms import held, let_go
from portal.people.models import Person
from portal.people.under_way import judge_here
from portal.people.written import cpr_sentence
from portal.text import _

LONGEST_KEY: Final = 64
MOST_DIGITS: Final = 9  # of a version, in a column for an integer
# Fields that are no text of somebody's own: an address, a telephone abroad, a code.
NO_TEXT: Final = {"email", "phone", "code"}
INVISIBLE: Final = {"Cc", "Cf", "Cs", "Co", "Cn"}


def one_line(value: str | None) -> str:
    """A single line as people read it: NFC, no control or direction marks, no double spaces."""
    text = composed(value or "")
    return " ".join("".join(" " if unicodedata.category(c) in INVISIBLE else c for c in text).split())


def free_text(value: str | None) -> str:
    """A longer text: NFC, newlines as newlines, no other control or direction marks."""
    return draft_text(value).strip()


def draft_text(value: str | None) -> str:
    """The same while it is written: the space somebody just typed stays."""
    text = composed(value or "").replace("\r\n", "\n").replace("\r", "\n")
    if text.replace("\n", "").replace("\t", "").isprintable():
        return text
    return "".join(c for c in text if c in "\n\t" or unicodedata.category(c) not in INVISIBLE)


def options(pairs: Iterable[tuple[str, Any]]) -> list[SelectChoice]:
    """What one may choose between: the value that is sent and what the screen calls it."""
    return [SelectChoice(value, label) for value, label in pairs]


class Required:
    """The field must say something; the sentence tells what."""

    field_flags = {"required": True}  # noqa: RUF012 - WTForms reads a plain dict

    def __init__(self, sentence: Any) -> None:
        self.sentence = sentence

    def __call__(self, _form: Any, field: Field) -> None:
        """Stop with the sentence when nothing, or only spaces, came."""
        if field.data is None or (isinstance(field.data, str) and not field.data.strip()):
            raise ValidationError(str(self.sentence))


class AtMost:
    """The text must fit; the sentence says by how much it does not. The typed text stays."""

    def __init__(self, characters: int) -> None:
        self.characters = characters

    def __call__(self, _form: Any, field: Field) -> None:
        """Stop when the text is longer."""
        length = len(field.data or "")
        if length > self.characters:
            raise ValidationError(
                _(
                    "Teksten er %(length)s tegn. Der er plads til %(most)s. Kort den lidt.",
                    length=length,
                    most=self.characters,
                )
            )


def short_key(value: str | None) -> str:
    """A form's key as a column holds it, whatever a browser sends."""
    return one_line(value)[:LONGEST_KEY]


def number_of(value: object) -> int:
    """A version as it came; -1 for what is no number, so that it never is the stored one."""
    text = str(value)
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= MOST_DIGITS else -1


def id_of(value: str | None) -> UUID | None:
    """An id as it came; None for what is none."""
    try:
        return UUID(value or "")
    except ValueError:
        return None


def ids_of(values: Iterable[str] | None) -> list[UUID]:
    """The ids among what came, each once; what is no id is nothing of ours."""
    return [one for one in dict.fromkeys(map(id_of, values or ())) if one is not None]


class PortalForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF carries no types
    """A form that gives back what was sent in vain, and puts a refusal at the field it is about.

    `form_key` is random for each rendered form, so that a second press is the same act.
    """

    form_key = HiddenField(filters=[short_key])

    class Meta(FlaskForm.Meta):  # type: ignore[misc]  # as above
        """How what came is read."""

        def wrap_formdata(self, form: Any, formdata: Any) -> Any:
            """The texts and files of this request unless others are given. What is sent as the other kind did not come."""
            if formdata is None or isinstance(formdata, MultiDict):
                return formdata
            for_files = {field.name for field in form if isinstance(field, FileField)}
            sent: MultiDict[str, Any] = MultiDict(
                (n, v) for n, v in request.form.items(multi=True) if n not in for_files
            )
            for name in for_files & set(request.files):
                sent.setlist(name, request.files.getlist(name))
            return sent or None

    def __init__(self, *args: Any, person: Person | None = None, **kwargs: Any) -> None:
        self._person = person
        kept = self._held() if person else None
        if kept is not None:
            kwargs["formdata"] = MultiDict([(n, v) for n, values in kept.items() for v in values])
        super().__init__(*args, **kwargs)
        self.was_held, self.was_asked_again = kept is not None, cookie.get("held_why") == "step_up"
        self.only_files_came = kept == {}
        if not self.form_key.data:
            self.form_key.data = secrets.token_urlsafe(24)
        self.general_errors: list[str] = []
        self._is_refused = False

    def _held(self) -> dict[str, list[str]] | None:
        if request.method == "POST" or cookie.get("held") != request.path or self._person is None:
            return None
        return held(self._person, request.path)

    def validate(self, *args: Any, **kwargs: Any) -> bool:
        """Every field by its own rules, and no text with what looks like a cpr number."""
        reads_well = super().validate(*args, **kwargs)
        holding = [field for field in every_field(self) if _holds_cpr(field)]
        for field in holding:
            field.errors, self._is_refused = [cpr_sentence()], True
        return reads_well and not holding

    def came_in(self) -> bool:
        """Whether the form was sent and every field reads well."""
        return bool(self.validate_on_submit())

    @contextmanager
    def refusals(self) -> Iterator[None]:
        """Let an action refuse: nothing of it is kept, and the sentence stands at its field."""
        savepoint = db.session.begin_nested()
        try:
            yield
            _still_open(savepoint).commit()
        except Refused as refusal:
            _still_open(savepoint).rollback()
            judge_here()  # it may have waited for whoever took the right to this page away
            self._is_refused = True
            self.form_key.data = secrets.token_urlsafe(24)  # what is sent next is another act
            field = next((f for f in every_field(self) if f.name == refusal.field), None)
            if field is None:
                self.general_errors.append(refusal.sentence)
            else:
                field.errors = list(dict.fromkeys([*field.errors, refusal.sentence]))
        else:
            self._forget_held()

    def _forget_held(self) -> None:
        if self._person is not None and cookie.get("held") == request.path:
            let_go(self._person, request.path)
            cookie.pop("held")

    @property
    def status(self) -> int:
        """200 for a fresh page, 422 for one that comes back with errors."""
        return 422 if self.errors or self.general_errors or self._is_refused else 200

    def problems(self) -> list[tuple[str, str]]:
        """Every sentence about what came, with the id of its field, in the order of the page; fields of rows too."""
        return [("", sentence) for sentence in self.general_errors] + [
            (field.id, sentence) for field in every_field(self) for sentence in field.errors
        ]


def _still_open(savepoint: SessionTransaction) -> SessionTransaction:
    """The savepoint of `refusals`; what is committed inside cannot be undone, so it must not be."""
    assert savepoint.is_active, "something inside refusals() ended the transaction"
    return savepoint


def _holds_cpr(field: Field) -> bool:
    """Asked of every text somebody types, unless the field has said something already."""
    is_text = isinstance(field, StringField) and not isinstance(field, HiddenField | PasswordField)
    if not is_text or field.errors or field.short_name in NO_TEXT:
        return False
    return looks_like_cpr(str(field.data or ""))


def every_field(form: Iterable[Field]) -> Iterator[Field]:
    """The fields a person fills in, also those inside repeated rows."""
    for field in form:
        if isinstance(field, FormField):
            yield from every_field(field.form)
        elif isinstance(field, FieldList):
            yield from every_field(field.entries)
        else:
            yield field


def instant_of(day: date | None, at: time | None, *, field: str) -> datetime | None:
    """The instant of a date and a wall-clock time; None when either is missing.

    Raises Refused for the hour that is skipped when summer time begins.
    """
    if day is None or at is None:
        return None
    if not clock.exists(day, at):
        raise Refused(
            _(
                "Klokken %(time)s findes ikke den dag, fordi uret stilles frem. Vælg et andet tidspunkt.",
                time=at.strftime("%H.%M"),
            ),
            field=field,
        )
    return clock.from_local(day, at)
