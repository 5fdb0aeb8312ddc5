"""Where is a material read?"""

from flask import request, url_for

from portal import access
from portal.answers import see_other
from portal.door import Answer
from portal.errors import Refused
from portal.materials import fetching, queries, reading
from portal.materials.current import SharedMaterial, host_of, opens_for
from portal.materials.models import DocumentKind, Material
from portal.materials.page_text import page_html
from portal.materials.rendered import rendered
from portal.materials.routes.pages import pages
from portal.people.models import Person
from portal.people.session import render
from portal.storage.responses import SHOWN, go_to_file
from portal.text import _


@pages.page("/materiale/<uuid:material_id>", access=access.may_read_material, writes=True)
def show(person: Person, material: Material) -> Answer:
    """A material: what it is, open it, and say that one has read it. A page is opened by being shown."""
    shared = queries.shared_material(material, person=person)
    if shared.kind is DocumentKind.PAGE and _opens(shared, person, material):
        reading.note_opened(material, by=person, number=shared.version.number)
        if shared.progress is None:  # who has read an older version is told this once what is new
            shared = queries.shared_material(material, person=person)
    return render(
        "materials/show.html",
        material=material,
        shared=shared,
        shown=rendered(shared, person=person),
        may_have=opens_for(shared.file, person),
        is_shown=shared.media_type in SHOWN,
        plays=shared.media_type.startswith(("video/", "audio/")),
        page=page_html(shared.version.text) if shared.kind is DocumentKind.PAGE else "",
        host=host_of(shared.version.address),
        place=(shared.progress and shared.progress.page) or 1,
        marked=request.args.get("laest", ""),
    )


def _opens(shared: SharedMaterial, person: Person, material: Material) -> bool:
    is_known = shared.progress is not None and shared.progress.version_number == shared.version.number
    return request.method == "GET" and not is_known and access.may_mark_material(person, material)


@pages.page("/materiale/<uuid:material_id>/hent", access=access.may_read_material, writes=True)
def download(person: Person, material: Material) -> Answer:
    """On to the file, in the browser's own viewer where it has one; else, and with `gem`, it is saved, which is noted.

    Staff also get older versions.
    """
    may_get = [(v, f) for v, f in queries.versions_of(material) if opens_for(f, person)]
    if not may_get:
        raise Refused(_("Filen bliver kontrolleret. Prøv igen om lidt."))
    version, file = may_get[0]
    if access.may_mark_material(person, material):
        if request.method == "GET":
            reading.note_opened(material, by=person, number=version.number)
    else:
        wanted = request.args.get("udgave", version.number, type=int)
        version, file = next(((v, f) for v, f in may_get if v.number == wanted), (version, file))
    if file is None:
        return see_other(version.address or url_for("materials.show", material_id=material.id))
    is_saved = file.media_type not in SHOWN or "gem" in request.args
    if is_saved and request.method == "GET":
        fetching.note_download(material, by=person)
    return go_to_file(file, inline=not is_saved)


@pages.page("/materiale/<uuid:material_id>/laest", access=access.may_mark_material, methods=["POST"])
def mark_read(person: Person, material: Material) -> Answer:
    """Say that one has read it, or take it back."""
    is_read = request.form.get("laest", "ja") != "nej"
    if is_read:
        reading.mark_read(material, by=person, number=queries.shared_material(material, person=person).version.number)
    else:
        reading.unmark_read(material, by=person)
    return see_other(url_for("materials.show", material_id=material.id, laest="ja" if is_read else "nej"))
