"""Where do files come in? Straight to the store in parts, through the portal, and, for the local store, by signed address."""

import re
from contextlib import suppress
from typing import Any, Final

from flask import Response, jsonify, request, url_for
from werkzeug.exceptions import BadRequest, Forbidden, NotFound, RequestEntityTooLarge

from portal.access import (
    anyone_with_address,
    anyone_with_part_address,
    may_continue_upload,
    may_finish_upload,
    may_send_material,
    may_upload,
)
from portal.db import db
from portal.door import Pages
from portal.figures import size_text
from portal.forms import one_line
from portal.incoming import Takes
from portal.people.models import Person
from portal.storage import actions
from portal.storage.current import store
from portal.storage.local import LocalStore
from portal.storage.models import FileState, StoredFile
from portal.storage.raw import receive_raw
from portal.storage.responses import stream
from portal.storage.store import PART_CHECKSUM, FileMissing, StoreDown, WrongContent, WrongSize
from portal.storage.unfinished import begun_at, finished_before

pages = Pages("storage", __name__)

PART: Final = re.compile(r"[1-9][0-9]{0,4}")
SHA256: Final = re.compile(r"[0-9a-f]{64}")


def _asked() -> dict[str, Any]:
    asked = request.get_json()
    if not isinstance(asked, dict):
        raise BadRequest
    return asked


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise BadRequest
    return value


def _number(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise BadRequest
    return value


def _checksums(value: object) -> dict[int, str]:
    if not isinstance(value, dict):
        raise BadRequest
    for number, sha256 in value.items():
        if not PART.fullmatch(number) or not SHA256.fullmatch(_text(sha256)):
            raise BadRequest
    return {int(number): sha256 for number, sha256 in value.items()}


def _told(file: StoredFile) -> dict[str, str]:
    return {"id": str(file.id), "name": file.name, "size_text": size_text(file.size)}


def _finished(file: StoredFile) -> Response:
    return jsonify(_told(file))


@pages.page("/upload", access=may_send_material, methods=["POST"])
def begin(person: Person) -> Response:
    """Begin an upload straight to the store, or go on with the one that was begun, even to its end."""
    asked = _asked()
    name, size = _text(asked.get("name")), _number(asked.get("size"))
    fingerprint = one_line(_text(asked.get("fingerprint")))[:400]
    if finished := finished_before(by=person, fingerprint=fingerprint, size=size):
        return jsonify({"finished": _told(finished)})
    file = actions.begin_upload(by=person, name=name, size=size, fingerprint=fingerprint)
    addresses = {name: url_for(f"storage.{name}", stored_file_id=file.id) for name in ("sign", "finish", "cancel")}
    return jsonify({"id": str(file.id), "part_size": file.part_size, "have": actions.parts_of(file), **addresses})


@pages.page("/upload/begyndt", access=may_send_material)
def begun(person: Person) -> Response:
    """What the person has begun at the place that `sted` names, and neither finished nor used."""
    found = begun_at(one_line(request.args.get("sted", ""))[:200], by=person)
    return jsonify(
        {
            "files": [
                _told(one.file)
                | {"size": one.file.size, "come": one.come, "is_finished": one.is_finished}
                | {"cancel": url_for("storage.cancel", stored_file_id=one.file.id)}
                for one in found
            ]
        }
    )


@pages.page("/upload/<uuid:stored_file_id>/dele", access=may_continue_upload, methods=["POST"])
def sign(person: Person, stored_file: StoredFile) -> Response:  # noqa: ARG001 - the door judged
    """Addresses for some parts, given their numbers with the SHA-256 of each in hex."""
    addresses = actions.part_addresses(stored_file, checksums=_checksums(_asked().get("parts")))
    return jsonify({str(number): address for number, address in addresses.items()})


@pages.page("/upload/<uuid:stored_file_id>/faerdig", access=may_finish_upload, methods=["POST"])
def finish(person: Person, stored_file: StoredFile) -> Response:  # noqa: ARG001 - the door judged
    """All parts are there: join and judge them."""
    actions.finish_upload(stored_file)
    return _finished(stored_file)


@pages.page("/upload/<uuid:stored_file_id>/annuller", access=may_finish_upload, methods=["POST"])
def cancel(person: Person, stored_file: StoredFile) -> Response:  # noqa: ARG001 - the door judged
    """Give the file up."""
    actions.cancel_upload(stored_file)
    if stored_file.state is FileState.ABORTED and stored_file.upload_id:
        with suppress(StoreDown):  # the sweeper comes back to it
            store().abort(stored_file.key, stored_file.upload_id)
    return jsonify({})


@pages.page("/upload/fortroligt", access=may_upload, methods=["POST"], takes=Takes.ATTACHMENTS)
def receive(person: Person) -> tuple[Response, int]:
    """Take in a confidential file, sent as the raw body."""
    return _finished(actions.keep_file(receive_raw(by=person), by=person)), 201


def _local(key: str, number: int | None = None) -> LocalStore:
    chosen = store()
    method = "PUT" if number is not None else "GET"
    if not isinstance(chosen, LocalStore) or not chosen.is_signed(method, key, request.args, number=number):
        raise Forbidden
    return chosen


@pages.page(
    "/lager/<key>/<int:number>", access=anyone_with_part_address, methods=["PUT"], csrf=False, takes=Takes.MATERIALS
)
def put_part(key: str, number: int) -> Response:
    """One part for the local store, by an address the portal signed."""
    chosen = _local(key, number)
    size = int(request.args["bytes"])
    if request.content_length != size:
        raise RequestEntityTooLarge
    if request.headers.get(PART_CHECKSUM) != request.args["sha256"]:
        raise Forbidden
    db.session.commit()  # nobody waits for the database while bytes come in at the speed of somebody's line
    try:
        chosen.put_part(key, request.args["upload"], number, request.stream, size=size, sha256=request.args["sha256"])
    except WrongSize as error:
        raise RequestEntityTooLarge from error
    except WrongContent as error:
        raise BadRequest from error
    except FileMissing as error:
        raise NotFound from error
    return Response(status=200)


@pages.page("/lager/<key>", access=anyone_with_address)
def get(key: str) -> Response:
    """A file of the local store, by an address the portal signed."""
    _local(key)
    inline = request.args["vis"] == "ja"
    size = store().size_of(key)
    if size is None:
        raise NotFound
    return stream(key, name=request.args["navn"], media_type=request.args["type"], size=size, inline=inline)
