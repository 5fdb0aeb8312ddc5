"""How do files come beside a draft, with its form or one by one? The same for a case and for an answer."""

import secrets
from collections.abc import Callable
from uuid import UUID

from flask import Response, jsonify, request
from werkzeug.datastructures import FileStorage
from wtforms import HiddenField, MultipleFileField

from portal.figures import size_text
from portal.forms import PortalForm, ids_of
from portal.settings import settings
from portal.storage.models import StoredFile
from portal.storage.store import StoreDown
from portal.text import _, _l


class DraftForm(PortalForm):
    """A draft with its files. Each is saved for itself, whatever is said of the others."""

    files = MultipleFileField(_l("Bilag"))
    version = HiddenField()

    @property
    def intent(self) -> str:
        """Which button was pressed: `submit`, `save` (and close), or, for anything else, `stay`."""
        return request.form.get("intent", "stay")

    def sent_ids(self) -> list[UUID]:
        """The files that a script sent ahead and has not taken off the page again."""
        unwanted = self.unwanted_ids()
        return [one for one in ids_of(request.form.getlist("file_ids")) if one not in unwanted]

    def unwanted_ids(self) -> set[UUID]:
        """The files to take out of the draft: a pressed button, and what a script has taken off the page."""
        return set(ids_of([*request.form.getlist("remove"), *request.form.getlist("removed_ids")]))

    def sent_files(self) -> list[FileStorage]:
        """The files that came with the form itself."""
        return [f for f in self.files.data or [] if isinstance(f, FileStorage) and f.filename]

    def renew_key(self) -> None:
        """What comes back with errors is sent as another act next time."""
        self.form_key.data = secrets.token_urlsafe(24)


def take_in_files(form: DraftForm, *, attach: Callable[[list[UUID]], object], receive: Callable[..., object]) -> int:
    """Put the files of a form beside its draft; how many could not be kept because the store is away."""
    away = 0
    if ids := form.sent_ids():
        with form.refusals():
            attach(ids)
    for sent in form.sent_files():
        with form.refusals():
            try:
                receive(name=sent.filename or "", stream=sent.stream)
            except StoreDown:
                away += 1
    return away


def most_attachments() -> int:
    """How many files one draft may have."""
    return settings().attachments_each


def no_room_now(count: int) -> str:
    """What is said when so many files could not be kept."""
    if count == 1:
        return _("Teksten er gemt, men vi kan ikke tage imod filer lige nu. Vælg filen igen om lidt.")
    return _("Teksten er gemt, men vi kan ikke tage imod filer lige nu. Vælg filerne igen om lidt.")


def taken_in(file: StoredFile, *, remove: str) -> tuple[Response, int]:
    """What a script is told of a file it has sent; `remove` is where it is taken away again."""
    return jsonify(id=str(file.id), name=file.name, size_text=size_text(file.size), remove=remove), 201
