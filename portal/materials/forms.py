"""What do people send us about materials? Files with titles, a moment to open, a new version."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, time
from typing import Any, Final
from uuid import UUID

from wtforms import (
    BooleanField,
    Field,
    HiddenField,
    MultipleFileField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
)

from portal import clock
from portal.courses.cohort_models import CourseDay
from portal.date_fields import ClockField, DayField, moment_of
from portal.errors import Refused
from portal.figures import short_time
from portal.forms import AtMost, PortalForm, Required, free_text, id_of, one_line, options
from portal.materials.models import Material, MaterialSection, ReleaseAnchor
from portal.materials.releasing import DAY, HOUR, Release, Shelving, anchor_moment, anchor_words
from portal.text import _, _l

NOW, LATER, HIDDEN, COUNTED = "now", "later", "hidden", "counted"
BEFORE, AFTER = "before", "after"
MOST_DAYS, MOST_HOURS = 400, 23
MORNING: Final = time(8, 0)


class SentFiles(Field):
    """The files a script has sent before the form, each with the title it was given: `file_ids` and `title-<id>`."""

    data: dict[UUID, str]

    def process(self, formdata: Any, data: Any = None, extra_filters: Any = None) -> None:  # noqa: ARG002 - WTForms' own
        """Read ids and titles; what is no id is nothing of ours."""
        self.process_errors, self.data = [], {}
        for given in formdata.getlist(self.name) if formdata else ():
            if (key := id_of(given)) is not None:
                self.data[key] = one_line(formdata.get(f"title-{given}"))


class FilesForm(PortalForm):
    """Files that a script has sent before, or that the form carries."""

    file_ids = SentFiles()
    files = MultipleFileField(_l("Filer"))


class ReleaseForm(PortalForm):
    """From when participants may see it."""

    release = RadioField(
        _l("Hvornår kan deltagerne se det?"),
        choices=options(
            [
                (NOW, _l("Nu")),
                (HIDDEN, _l("Ikke endnu")),
                (LATER, _l("Fra et bestemt tidspunkt")),
            ]
        ),
        default=NOW,
        validate_choice=False,
    )
    opens_on = DayField(_l("Dato"))
    opens_at = ClockField(_l("Klokkeslæt"), default=MORNING)
    offset_days = StringField(_l("Dage"), filters=[one_line], default="0")
    offset_hours = StringField(_l("Timer"), filters=[one_line], default="0")
    side = SelectField(
        _l("Før eller efter"),
        choices=options([(BEFORE, _l("før")), (AFTER, _l("efter"))]),
        default=BEFORE,
        validate_choice=False,
    )
    anchor = SelectField(_l("Hvad skal der tælles fra?"), coerce=str, validate_choice=False)
    is_preparation = BooleanField(_l("At se på inden kurset"))

    section = SelectField(_l("Overskrift"), coerce=str, validate_choice=False)

    def choose_among(self, sections: Sequence[MaterialSection]) -> None:
        """Let one choose a heading; without any there is nothing to choose."""
        if sections:
            known = [(str(section.id), section.title) for section in sections]
            self.section.choices = options([("", _("Uden overskrift")), *known])

    def _chosen_section(self) -> UUID | None:
        try:
            return UUID(self.section.data) if self.section.data else None
        except ValueError:
            raise Refused(_("Den overskrift findes ikke længere. Vælg en anden."), field="section") from None

    def count_from(self, days: Sequence[CourseDay]) -> None:
        """Let a release count from the course too; each choice says when that is now."""
        self.release.choices = [*(self.release.choices or ()), *options([(COUNTED, _l("Regnet fra kurset"))])]
        self.anchor.choices = options([(one.value, _with_date(days, one)) for one in ReleaseAnchor])

    def shelving(self, material: Material | None = None) -> Shelving:
        """How it is to stand. What is open already keeps the moment it opened.

        Raises Refused when the moment lacks its date or its time, or does not exist, for days that are no number, and
        for a heading that is none.
        """
        return Shelving(self._chosen(material), self.is_preparation.data, self._chosen_section())

    def _chosen(self, material: Material | None) -> Release:
        if self.release.data == COUNTED:
            return self._counted()
        return Release(self._moment(material))

    def _counted(self) -> Release:
        if self.anchor.data not in set(ReleaseAnchor):
            raise Refused(_("Vælg, hvad der skal tælles fra."), field="anchor")
        days, hours = _count(self.offset_days, MOST_DAYS), _count(self.offset_hours, MOST_HOURS)
        offset = days * DAY + hours * HOUR
        return Release(anchor=ReleaseAnchor(self.anchor.data), offset=offset if self.side.data == AFTER else -offset)

    def _moment(self, material: Material | None) -> datetime | None:
        if self.release.data == HIDDEN:
            return None
        if self.release.data == NOW:
            opened: datetime | None = material.released_at if material else None
            return opened if opened is not None and opened <= clock.now() else clock.now()
        if self.opens_on.data is None:
            raise Refused(_("Vælg den dato, hvor deltagerne kan se det."), field="opens_on")
        return moment_of(self.opens_on, self.opens_at)

    def show_release(self, material: Material) -> None:
        """Fill the choice from what is stored."""
        released_at = material.released_at
        if material.release_anchor is not None:
            days, minutes = divmod(abs(material.release_offset), DAY)
            self.release.data, self.anchor.data = COUNTED, material.release_anchor.value
            self.offset_days.data, self.offset_hours.data = str(days), str(minutes // HOUR)
            self.side.data = AFTER if material.release_offset > 0 else BEFORE
            return
        is_later = released_at is not None and released_at > clock.now()
        self.release.data = HIDDEN if released_at is None else LATER if is_later else NOW
        if released_at is not None and is_later:
            local = clock.to_local(released_at)
            self.opens_on.data, self.opens_at.data = local.date(), local.time()


def _with_date(days: Sequence[CourseDay], anchor: ReleaseAnchor) -> str:
    moment = anchor_moment(days, anchor)
    words = anchor_words(anchor)
    if moment is None:
        return _("%(event)s (uden dato endnu)", event=words)
    return _("%(event)s (lige nu %(moment)s)", event=words, moment=short_time(moment))


def _count(field: StringField, most: int) -> int:
    text = str(field.data or "0")
    if not (text.isascii() and text.isdecimal()) or int(text) > most:
        raise Refused(_("Skriv et tal fra 0 til %(most)s.", most=most), field=field.name)
    return int(text)


class AddMaterialsForm(ReleaseForm, FilesForm):
    """Files to share, and from when."""


class MaterialForm(ReleaseForm):
    """What stands about a material. `had` is the heading the page showed, for the order counts no version of the material."""

    version = HiddenField()
    had = HiddenField()
    title = StringField(_l("Titel"), [Required(_l("Giv materialet en titel.")), AtMost(200)], filters=[one_line])
    description = TextAreaField(_l("Beskrivelse"), [AtMost(2000)], filters=[free_text])

    def shelving(self, material: Material | None = None) -> Shelving:
        """The same. Who chose no other heading leaves it where a colleague may have put it meanwhile."""
        shelving = super().shelving(material)
        if material is None or (self.section.data or "") != (self.had.data or ""):
            return shelving
        return replace(shelving, section_id=material.section_id)
