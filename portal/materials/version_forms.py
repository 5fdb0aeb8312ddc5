"""What do people send us with a new version? What is new, how much it matters, and a file, a text or an address."""

from wtforms import HiddenField, RadioField, StringField

from portal.forms import AtMost, PortalForm, one_line, options
from portal.materials.forms import FilesForm
from portal.text import _l

MINOR, MAJOR = "minor", "major"


class VersionForm(PortalForm):
    """What is new, and how much it matters."""

    seen = HiddenField()
    note = StringField(_l("Hvad er nyt?"), [AtMost(300)], filters=[one_line])
    weight = RadioField(
        _l("Hvor meget er ændret?"),
        choices=options([(MINOR, _l("Små rettelser")), (MAJOR, _l("Noget, de skal se"))]),
        default=MINOR,
        validate_choice=False,
    )

    @property
    def is_major(self) -> bool:
        """Whether those who had read the version before are told."""
        return bool(self.weight.data == MAJOR)


class NewVersionForm(VersionForm, FilesForm):
    """A file that takes over from the one before."""


class RestoreForm(VersionForm):
    """An older version that takes over again."""
