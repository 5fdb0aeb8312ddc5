"""Where is a material read page by page, and as text? With what the reader fetches: addresses, pictures, captions."""

from flask import Response, jsonify, redirect, request, url_for
from werkzeug.exceptions import BadRequest, NotFound

from portal import access
from portal.answers import see_other
from portal.door import Answer
from portal.materials import queries, reading
from portal.materials.models import Material
from portal.materials.rendered import Piece, captions_of, rendered
from portal.materials.routes.pages import pages
from portal.materials.text_view import text_view
from portal.people.models import Person
from portal.people.session import render
from portal.storage.current import store
from portal.storage.responses import stream

MOST_PAGES = 50_000
A_WEEK = 604_800


def _answer(response: object) -> Response:
    assert isinstance(response, Response)
    return response


@pages.page("/materiale/<uuid:material_id>/laes", access=access.may_read_material, writes=True)
def read(person: Person, material: Material) -> Answer:
    """The reader: the document page by page. What has no pages is read as text, or shown with its material."""
    shared = queries.shared_material(material, person=person)
    shown = rendered(shared, person=person)
    if shown.pages is None:
        instead = "materials.text" if shown.text else "materials.show"
        return _answer(redirect(url_for(instead, material_id=material.id), Response=Response))
    place = shared.progress.page if shared.progress else None
    is_marked = access.may_mark_material(person, material)
    if is_marked and request.method == "GET":
        reading.note_opened(material, by=person, number=shared.version.number)
    return render(
        "materials/read.html", material=material, shared=shared, shown=shown, place=place or 1, may_mark=is_marked
    )


@pages.page("/materiale/<uuid:material_id>/adresse", access=access.may_read_material)
def address(person: Person, material: Material) -> Answer:
    """Where the reader gets the bytes for the next minute; asked again while one reads, and judged each time."""
    shown = rendered(queries.shared_material(material, person=person), person=person).pages
    if shown is None:
        raise NotFound
    there = store().read_address(shown.key, name=shown.name, media_type=shown.media_type, inline=True)
    return jsonify({"address": there, "size": shown.size})


@pages.page("/materiale/<uuid:material_id>/side", access=access.may_mark_material, methods=["POST"])
def keep_place(person: Person, material: Material) -> Answer:
    """Remember where the reader is."""
    sent = request.get_json()
    page = sent.get("page") if isinstance(sent, dict) else None
    if not isinstance(page, int) or isinstance(page, bool) or not 1 <= page <= MOST_PAGES:
        raise BadRequest
    number = queries.shared_material(material, person=person).version.number
    reading.keep_place(material, by=person, number=number, page=page)
    return jsonify({"page": page})


@pages.page("/materiale/<uuid:material_id>/naaede-ikke", access=access.may_mark_material, methods=["POST"])
def skip(person: Person, material: Material) -> Answer:
    """Say that one did not get to it, which is fine."""
    reading.skip(material, by=person, number=queries.shared_material(material, person=person).version.number)
    return see_other(url_for("materials.show", material_id=material.id, laest="sprang-over"))


@pages.page("/materiale/<uuid:material_id>/tekst", access=access.may_read_material)
def text(person: Person, material: Material) -> Answer:
    """The document as text: for small screens, large letters and screen readers."""
    shared = queries.shared_material(material, person=person)
    shown = rendered(shared, person=person)
    view = text_view(shown.text) if shown.text else None
    return render("materials/text.html", material=material, shared=shared, shown=shown, view=view)


def _kept(piece: Piece | None) -> Response:
    """Something small made of a file, through the portal; the browser may keep it for the person."""
    if piece is None:
        raise NotFound
    answer = stream(piece.key, name=piece.name, media_type=piece.media_type, size=piece.size, inline=True)
    answer.headers["Cache-Control"] = f"private, max-age={A_WEEK}"
    return answer


@pages.page("/materiale/<uuid:material_id>/billede", access=access.may_read_material)
def picture(person: Person, material: Material) -> Answer:
    """The first page, small. Its address holds the version, so that a new one is fetched anew."""
    return _kept(rendered(queries.shared_material(material, person=person), person=person).picture)


@pages.page("/materiale/<uuid:material_id>/undertekster", access=access.may_read_material)
def captions(person: Person, material: Material) -> Answer:
    """The captions of a film, from our own address: a player takes them from nowhere else."""
    piece = captions_of(queries.shared_material(material, person=person))
    return _kept(piece._replace(media_type="text/vtt; charset=utf-8") if piece else None)
