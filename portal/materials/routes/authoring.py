"""Where does somebody who teaches write a page or set a link, and change them?"""

from flask import request, url_for
from markupsafe import Markup

from portal import access
from portal.answers import see_other
from portal.courses.cohort_models import Cohort
from portal.courses.cohort_queries import days_by_cohort
from portal.door import Answer
from portal.forms import number_of
from portal.materials import authored, queries, versions
from portal.materials.authored_forms import LinkForm, LinkVersionForm, PageForm, PageVersionForm
from portal.materials.library import cohorts_showing
from portal.materials.models import DocumentVersion, Material
from portal.materials.owning import is_shared_beyond
from portal.materials.page_text import page_html
from portal.materials.routes.pages import pages
from portal.people.models import Person
from portal.people.session import render


def _preview(text: str | None) -> Markup | None:
    """The page as readers would meet it, when the button for that was pressed."""
    return page_html(text or "") if request.method == "POST" and "vis" in request.form else None


@pages.page("/hold/<uuid:cohort_id>/materialer/side", access=access.may_teach, methods=["GET", "POST"])
def add_page(person: Person, cohort: Cohort) -> Answer:
    """Write a page; a look at it keeps nothing."""
    form = PageForm(person=person)
    form.count_from(days_by_cohort([cohort.id])[cohort.id])
    form.choose_among(queries.sections_of(cohort.id))
    preview = _preview(form.text.data)
    if preview is None and form.came_in():
        with form.refusals():
            return _added(_add(cohort, form, by=person, text=form.text.data or ""))
    return render("materials/page.html", cohort=cohort, form=form, preview=preview), form.status


@pages.page("/hold/<uuid:cohort_id>/materialer/link", access=access.may_teach, methods=["GET", "POST"])
def add_link(person: Person, cohort: Cohort) -> Answer:
    """Set a link."""
    form = LinkForm(person=person)
    form.count_from(days_by_cohort([cohort.id])[cohort.id])
    form.choose_among(queries.sections_of(cohort.id))
    if form.came_in():
        with form.refusals():
            return _added(_add(cohort, form, by=person, address=form.address.data or ""))
    return render("materials/link.html", cohort=cohort, form=form), form.status


def _add(cohort: Cohort, form: PageForm | LinkForm, *, by: Person, text: str = "", address: str = "") -> Material:
    return authored.add_written(
        cohort,
        by=by,
        title=form.title.data or "",
        text=text,
        address=address,
        shelving=form.shelving(),
        form_key=form.form_key.data or "",
    )


def _added(material: Material) -> Answer:
    address = url_for("materials.manage", cohort_id=material.cohort_id, nye=1, _anchor=f"m-{material.id}")
    return see_other(address)


def change_page(person: Person, material: Material, newest: DocumentVersion) -> Answer:
    """A page's new text is a new version of it."""
    form = PageVersionForm(person=person)
    preview = _preview(form.text.data)
    if preview is None and form.came_in():
        with form.refusals():
            _rewrite(material, form, by=person, text=form.text.data or "")
            return _changed(material)
    elif request.method != "POST" and not form.was_held:
        form.text.data = newest.text
    _see(form, newest)
    known = queries.versions_of(material)
    everywhere = {"showing": cohorts_showing(material), "is_beyond": is_shared_beyond(material, person)}
    return render(
        "materials/change_page.html", material=material, form=form, preview=preview, versions=known, **everywhere
    ), form.status


def change_link(person: Person, material: Material, newest: DocumentVersion) -> Answer:
    """A link's new address is a new version of it."""
    form = LinkVersionForm(person=person)
    if form.came_in():
        with form.refusals():
            _rewrite(material, form, by=person, address=authored.judged_address(form.address.data or ""))
            return _changed(material)
    elif request.method != "POST" and not form.was_held:
        form.address.data = newest.address
    _see(form, newest)
    known = queries.versions_of(material)
    everywhere = {"showing": cohorts_showing(material), "is_beyond": is_shared_beyond(material, person)}
    return render("materials/change_link.html", material=material, form=form, versions=known, **everywhere), form.status


def _see(form: PageVersionForm | LinkVersionForm, newest: DocumentVersion) -> None:
    """The number a save takes the place of; a look at the page does not bring it up to date."""
    if not ("vis" in request.form and form.seen.data):
        form.seen.data = str(newest.number)


def _rewrite(
    material: Material, form: PageVersionForm | LinkVersionForm, *, by: Person, text: str = "", address: str = ""
) -> None:
    versions.rewrite(
        material,
        by=by,
        text=text,
        address=address,
        note=form.note.data or "",
        is_major=form.is_major,
        seen=number_of(form.seen.data),
        form_key=form.form_key.data or "",
    )


def _changed(material: Material) -> Answer:
    return see_other(url_for("materials.manage", cohort_id=material.cohort_id, sket="udgave"))


@pages.page("/materiale/<uuid:material_id>/udgave", access=access.may_edit_material)
def older_page(person: Person, material: Material) -> Answer:  # noqa: ARG001 - the door's arguments
    """An older version of a page, for those who teach."""
    known = [version for version, _file in queries.versions_of(material) if version.text]
    wanted = next((v for v in known if v.number == request.args.get("udgave", type=int)), None)
    if wanted is None:
        return see_other(url_for("materials.replace", material_id=material.id, _anchor="udgaver"))
    return render("materials/older_page.html", material=material, version=wanted, html=page_html(wanted.text))
