"""What do people send us about materials? Files with titles, a moment to open, a new version."""

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
from portal.date_fields import ClockField, DayField, moment_of
from portal.errors import Refused
from portal.forms import AtMost, PortalForm, Required, free_text, one_line, options
from portal.materials.models import Material
from portal.text import _, _l

NOW, LATER, HIDDEN = "now", "later", "hidden"
MORNING: Final = time(8, 0)
LONGEST_KEY: Final = 64


class SentFiles(Field):
    """The files a script has sent before the form, each with the title it was given: `file_ids` and `title-<id>`."""

    data: dict[UUID, str]

    def process(self, formdata: Any, data: Any = None, extra_filters: Any = None) -> None:  # noqa: ARG002 - WTForms' own
        """Read ids and titles; what is no id is nothing of ours."""
        self.process_errors, self.data = [], {}
        for given in formdata.getlist(self.name) if formdata else ():
            try:
                key = UUID(given)
            except ValueError:
                continue
            self.data[key] = one_line(formdata.get(f"title-{given}"))


class FilesForm(PortalForm):
    """Files that a script has sent before, or that the form carries."""

    file_ids = SentFiles()
    files = MultipleFileField(_l("Filer"))

    @property
    def key(self) -> str:
        """What tells one filled form from another, whoever has tampered with it."""
        return one_line(self.form_key.data)[:LONGEST_KEY]


class _ReleaseForm(PortalForm):
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
    is_preparation = BooleanField(_l("At se på inden kurset"))

    def moment(self, material: Material | None = None) -> datetime | None:
        """When participants may see it, None for not yet; what is open already keeps the moment it opened.

        Raises Refused when the moment lacks its date or its time, or does not exist.
        """
        if self.release.data == HIDDEN:
            return None
        if self.release.data == NOW:
            opened: datetime | None = material.released_at if material else None
            return opened if opened is not None and opened <= clock.now() else clock.now()
        if self.opens_on.data is None:
            raise Refused(_("Vælg den dato, hvor deltagerne kan se det."), field="opens_on")
        return moment_of(self.opens_on, self.opens_at)

    def show_moment(self, released_at: datetime | None) -> None:
        """Fill the choice from what is stored."""
        is_later = released_at is not None and released_at > clock.now()
        self.release.data = HIDDEN if released_at is None else LATER if is_later else NOW
        if released_at is not None and is_later:
            local = clock.to_local(released_at)
            self.opens_on.data, self.opens_at.data = local.date(), local.time()


class AddMaterialsForm(_ReleaseForm, FilesForm):
    """Files to share, and from when."""


class MaterialForm(_ReleaseForm):
    """What stands about a material."""

    version = HiddenField()
    title = StringField(_l("Titel"), [Required(_l("Giv materialet en titel.")), AtMost(200)], filters=[one_line])
    description = TextAreaField(_l("Beskrivelse"), [AtMost(2000)], filters=[free_text])
    place = SelectField(_l("Placering"), coerce=str, validate_choice=False)


def number_in(field: Field) -> int:
    """The number a hidden field or a list holds; 0 for what is none."""
    text = str(field.data or "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else 0  # noqa: PLR2004 - digits of an integer
