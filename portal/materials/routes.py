"""Where materials are shared, read and looked after."""

from flask import request, url_for

from portal import access
from portal.clock import now
from portal.courses.cohort_models import Cohort
from portal.door import Answer, Pages, see_other
from portal.forms import PortalForm, options
from portal.incoming import Takes
from portal.materials import actions, queries, reading
from portal.materials.forms import AddMaterialsForm, MaterialForm, NewVersionForm, number_in
from portal.materials.models import Material
from portal.people.models import Person
from portal.people.session import render
from portal.storage.current import limits
from portal.storage.kinds import MATERIAL_ENDINGS
from portal.storage.models import StoredFile
from portal.storage.posted import Posted, posted_files
from portal.storage.queries import claimable_files
from portal.storage.responses import SHOWN, go_to_file
from portal.text import _

pages = Pages("materials", __name__)


def _come(form: AddMaterialsForm | NewVersionForm, person: Person) -> Posted:
    """The files that came with a form, in the order they were given; also those that wait since the session ended."""
    given = list(form.file_ids.data)
    if request.method == "POST":
        posted = posted_files(by=person, confidential=False)
    else:
        posted = Posted(list(claimable_files(given, by=person).values()) if given else [], [])
    return posted._replace(files=sorted(posted.files, key=lambda f: given.index(f.id) if f.id in given else len(given)))


def _say(problems: list[str], form: PortalForm) -> None:
    form["files"].errors = [*form["files"].errors, *problems]


def _titles(form: AddMaterialsForm, files: list[StoredFile]) -> dict[str, str]:
    return {str(f.id): form.file_ids.data.get(f.id) or actions.title_from(f.name) for f in files}


@pages.page(
    "/hold/<uuid:cohort_id>/materialer", access=access.may_teach, methods=["GET", "POST"], takes=Takes.MATERIALS
)
def manage(person: Person, cohort: Cohort) -> Answer:
    """All materials of a cohort, and the form that adds more."""
    form = AddMaterialsForm(person=person)
    came_in, posted = form.came_in(), _come(form, person)
    _say(posted.problems, form)
    if came_in and not posted.problems:
        with form.refusals():
            made = actions.add_materials(
                cohort,
                by=person,
                titles={**form.file_ids.data, **{f.id: "" for f in posted.files if f.id not in form.file_ids.data}},
                released_at=form.moment(),
                is_preparation=form.is_preparation.data,
                form_key=form.key,
            )
            return see_other(url_for("materials.manage", cohort_id=cohort.id, nye=len(made)))
    return render(
        "materials/manage.html",
        cohort=cohort,
        materials=queries.managed_materials(cohort),
        form=form,
        files=posted.files,
        titles=_titles(form, posted.files),
        endings=MATERIAL_ENDINGS,
        most_bytes=limits().material,
        said=_said(),
    ), form.status


def _said() -> str:
    """What has just happened, for the toast."""
    made = request.args.get("nye", 0, type=int)
    if made:
        return _("Materialet er lagt op") if made == 1 else _("%(count)s materialer er lagt op", count=made)
    happened = {
        "rettet": _("Materialet er rettet"),
        "udgave": _("Den nye udgave er lagt op"),
        "slettet": _("Materialet er slettet"),
        "vist": _("Deltagerne kan se det nu"),
        "skjult": _("Deltagerne kan ikke se det længere"),
    }
    return happened.get(request.args.get("sket", ""), "")


@pages.page("/materiale/<uuid:material_id>", access=access.may_read_material)
def show(person: Person, material: Material) -> Answer:
    """A material: what it is, open it, and say that one has read it."""
    shared = queries.shared_material(material, person=person)
    return render(
        "materials/show.html",
        material=material,
        shared=shared,
        is_shown=shared.file.media_type in SHOWN,
        marked=request.args.get("laest", ""),
    )


@pages.page("/materiale/<uuid:material_id>/hent", access=access.may_read_material, writes=True)
def download(person: Person, material: Material) -> Answer:
    """On to the file, in the browser's own viewer where it has one; `gem` saves it. Staff also get older versions."""
    versions = queries.versions_of(material)
    newest, file = versions[0]
    if access.may_mark_material(person, material):
        if request.method == "GET":
            reading.note_opened(material, by=person, number=newest.number)
    else:
        wanted = request.args.get("udgave", newest.number, type=int)
        file = next((f for v, f in versions if v.number == wanted), file)
    return go_to_file(file, inline=file.media_type in SHOWN and "gem" not in request.args)


@pages.page("/materiale/<uuid:material_id>/laest", access=access.may_mark_material, methods=["POST"])
def mark_read(person: Person, material: Material) -> Answer:
    """Say that one has read it, or take it back."""
    is_read = request.form.get("laest", "ja") != "nej"
    if is_read:
        reading.mark_read(material, by=person, number=queries.versions_of(material)[0][0].number)
    else:
        reading.unmark_read(material, by=person)
    return see_other(url_for("materials.show", material_id=material.id, laest="ja" if is_read else "nej"))


@pages.page("/materiale/<uuid:material_id>/flyt", access=access.may_edit_material, methods=["POST"])
def move(person: Person, material: Material) -> Answer:
    """One up or one down in the list."""
    actions.move_material(material, by=person, step=-1 if request.form.get("retning") == "op" else 1)
    return see_other(url_for("materials.manage", cohort_id=material.cohort_id, _anchor=f"m-{material.id}"))


@pages.page("/materiale/<uuid:material_id>/vis", access=access.may_edit_material, methods=["POST"])
def release(person: Person, material: Material) -> Answer:
    """Let the participants see it now, or hide it."""
    is_hidden = request.form.get("skjul") == "ja"
    actions.release_material(material, by=person, at=None if is_hidden else now())
    happened = "skjult" if is_hidden else "vist"
    return see_other(
        url_for("materials.manage", cohort_id=material.cohort_id, sket=happened, _anchor=f"m-{material.id}")
    )


def _fill(form: MaterialForm, material: Material) -> None:
    """Show what is stored in a form that was not sent."""
    form.title.data, form.description.data = material.title, material.description
    form.is_preparation.data = material.is_preparation
    form.show_moment(material.released_at)


@pages.page("/materiale/<uuid:material_id>/ret", access=access.may_edit_material, methods=["GET", "POST"])
def edit(person: Person, material: Material) -> Answer:
    """Title, description, moment and place."""
    form = MaterialForm(person=person)
    others = queries.in_order(material.cohort_id)
    labels = [(str(n), _("Nummer %(n)s", n=n)) for n in range(1, len(others) + 1)]
    form.place.choices = options(labels)
    here = others.index(material) + 1
    if form.came_in():
        with form.refusals():
            actions.revise_material(
                material,
                by=person,
                seen=number_in(form.version),
                title=form.title.data or "",
                description=form.description.data or "",
                released_at=form.moment(material),
                is_preparation=form.is_preparation.data,
                place=number_in(form.place) or here,
            )
            return see_other(url_for("materials.manage", cohort_id=material.cohort_id, sket="rettet"))
    elif request.method == "GET" and not form.was_held:
        _fill(form, material)
    is_overtaken = request.method == "POST" and number_in(form.version) != material.version
    form.version.data = str(material.version)
    form.place.data = form.place.data or str(here)
    return render("materials/edit.html", material=material, form=form, is_overtaken=is_overtaken), form.status


@pages.page(
    "/materiale/<uuid:material_id>/ny-udgave",
    access=access.may_edit_material,
    methods=["GET", "POST"],
    takes=Takes.MATERIALS,
)
def replace(person: Person, material: Material) -> Answer:
    """A new file for the same material."""
    form = NewVersionForm(person=person)
    came_in, posted = form.came_in(), _come(form, person)
    files = posted.files[-1:]
    _say(posted.problems, form)
    if came_in and not posted.problems:
        with form.refusals():
            actions.replace_file(
                material,
                by=person,
                file_id=files[0].id if files else None,
                note=form.note.data or "",
                seen=number_in(form.seen),
                form_key=form.key,
            )
            return see_other(url_for("materials.manage", cohort_id=material.cohort_id, sket="udgave"))
    versions = queries.versions_of(material)
    form.seen.data = str(versions[0][0].number)
    return render(
        "materials/replace.html",
        material=material,
        versions=versions,
        form=form,
        files=files,
        endings=MATERIAL_ENDINGS,
        most_bytes=limits().material,
    ), form.status


@pages.page("/materiale/<uuid:material_id>/slet", access=access.may_edit_material, methods=["GET", "POST"])
def delete(person: Person, material: Material) -> Answer:
    """Take a material away; asked first, because it cannot be undone."""
    if request.method == "POST":
        actions.delete_material(material, by=person)
        return see_other(url_for("materials.manage", cohort_id=material.cohort_id, sket="slettet"))
    return render("materials/delete.html", material=material, versions=queries.versions_of(material))
