"""How much may somebody send here, and what can be read from it? What is too much is refused before it has come."""

from enum import Enum
from typing import Any, Final, cast
from urllib.parse import urlsplit

from flask import Request, current_app, request
from flask.json.provider import DefaultJSONProvider
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import BadRequest, LengthRequired, RequestEntityTooLarge
from werkzeug.formparser import FormDataParser

from portal.config import Config

FORM_BYTES: Final = 2_000_000
DEFAULTS: Final = Config()
ELSEWHERE: Final = {"cross-site", "same-site"}
FORMS: Final = {"multipart/form-data", "application/x-www-form-urlencoded"}
AT_HAND: Final = 1 << 18  # what the turnstile has received before a page is asked for


class Takes(Enum):
    """What a page takes in: texts, texts with attachments, or texts with materials."""

    FORM = "form"
    ATTACHMENTS = "attachments"
    MATERIALS = "materials"


def wants_json() -> bool:
    """Whether a script asks, which reads a sentence rather than a page."""
    return request.is_json or request.accept_mimetypes.best == "application/json"


def sent_json() -> dict[str, Any]:
    """A small JSON object that a script has sent. Raises BadRequest for anything else."""
    if request.content_length is None:
        raise BadRequest
    if request.content_length > FORM_BYTES:
        raise RequestEntityTooLarge
    sent = request.get_json()
    if not isinstance(sent, dict):
        raise BadRequest
    return sent


def most_bytes(takes: Takes | int) -> int:
    """The most that may come at once; a number speaks for itself."""
    if isinstance(takes, int):
        return takes
    config: Config = current_app.extensions.get("portal", DEFAULTS)
    files = {
        Takes.FORM: 0,
        Takes.ATTACHMENTS: config.attachments_each * config.attachment_bytes,
        Takes.MATERIALS: config.material_bytes,
    }
    return FORM_BYTES + files[takes]


def is_still_coming() -> bool:
    """Whether the body has to be waited for.

    Raises 411 for one whose length nobody tells: if its line broke, half of it would look like the whole.
    """
    if "Transfer-Encoding" in request.headers:
        raise LengthRequired
    return (request.content_length or 0) > AT_HAND


def comes_as_form() -> bool:
    """Whether the body is read before the page is asked for; any other the page itself reads, once it has let somebody in."""
    return request.mimetype in FORMS


class _Named(FormDataParser):
    """Parts without a name are nothing of ours."""

    def parse(self, *args: Any, **kwargs: Any) -> Any:
        """The body that is left, the texts and the files."""
        stream, texts, files = super().parse(*args, **kwargs)
        return stream, _named(texts), _named(files)


def _named(sent: "MultiDict[str, Any]") -> "MultiDict[str, Any]":
    return MultiDict((name, value) for name, value in sent.items(multi=True) if cast("str | None", name) is not None)


class PortalRequest(Request):
    """A request whose form holds named parts only."""

    form_data_parser_class = _Named

    @property
    def is_from_elsewhere(self) -> bool:
        """Whether a browser says that a page of another site had it sent. Old ones say nothing, and have the token alone."""
        site = self.headers.get("Sec-Fetch-Site")
        if site is not None:
            return site in ELSEWHERE
        return _host_of(self.headers.get("Origin", "")) not in {"", _host_of(f"//{self.host}")}


def _host_of(address: str) -> str:
    """The host a browser names; a word when it cannot be read, empty when it names none."""
    try:
        return urlsplit(address).hostname or ""
    except ValueError:
        return "?"


class PortalJson(DefaultJSONProvider):
    """JSON that nobody can nest so deep that reading it fails in another way than any other nonsense."""

    ensure_ascii = False  # Danish letters as they are: shorter pages

    def loads(self, s: str | bytes, **kwargs: Any) -> Any:
        """What was sent. Raises ValueError for what is no JSON."""
        try:
            return super().loads(s, **kwargs)
        except RecursionError as error:
            raise ValueError("nested too deep") from error
