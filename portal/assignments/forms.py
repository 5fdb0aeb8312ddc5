"""What do people send us about assignments?"""

import secrets
from datetime import datetime, time
from typing import Final
from uuid import UUID

from flask import request
from werkzeug.datastructures import FileStorage
from wtforms import HiddenField, MultipleFileField, RadioField, StringField, TextAreaField

from portal import clock
from portal.assignments.actions import Task
from portal.assignments.answering import LONGEST
from portal.assignments.models import Assignment
from portal.date_fields import ClockField, DayField, moment_of
from portal.errors import Refused
from portal.forms import AtMost, PortalForm, Required, free_text, ids_of, one_line, options
from portal.text import _, _l

NOW, LATER, HIDDEN = "now", "later", "hidden"
NOON: Final = time(12, 0)
MORNING: Final = time(8, 0)


class AssignmentForm(PortalForm):
    """The task, its moments and its files."""

    title = StringField(_l("Titel"), [Required(_l("Giv opgaven en titel.")), AtMost(200)], filters=[one_line])
    text = TextAreaField(
        _l("Hvad skal deltagerne gøre?"),
        [Required(_l("Skriv, hvad deltagerne skal gøre.")), AtMost(LONGEST)],
        filters=[free_text],
    )
    release = RadioField(
        _l("Hvornår kan deltagerne se opgaven?"),
        choices=options(
            [(NOW, _l("Nu")), (LATER, _l("Fra et bestemt tidspunkt")), (HIDDEN, _l("Ikke endnu"))],
        ),
        default=NOW,
        validate_choice=False,
    )
    opens_on = DayField(_l("Dato"))
    opens_at = ClockField(_l("Klokkeslæt"), default=MORNING)
    deadline_on = DayField(_l("Frist"), [Required(_l("Vælg den dag, opgaven skal være afleveret."))])
    deadline_at = ClockField(
        _l("Klokkeslæt"), [Required(_l("Skriv, hvad klokken er, når fristen udløber."))], default=NOON
    )
    files = MultipleFileField(_l("Filer"))
    version = HiddenField()

    def show(self, assignment: Assignment) -> None:
        """Fill a form that was not sent with what is stored."""
        self.title.data, self.text.data = assignment.title, assignment.text
        self.version.data = str(assignment.version)
        deadline, opens_at = clock.to_local(assignment.deadline), assignment.opens_at
        self.deadline_on.data, self.deadline_at.data = deadline.date(), deadline.time()
        is_later = opens_at is not None and opens_at > clock.now()
        self.release.data = HIDDEN if opens_at is None else LATER if is_later else NOW
        if opens_at is not None and is_later:
            opens = clock.to_local(opens_at)
            self.opens_on.data, self.opens_at.data = opens.date(), opens.time()

    def task(self, assignment: Assignment | None = None) -> Task:
        """What is asked for; what is open already keeps the moment it opened.

        Raises Refused for half a moment, and for an hour that no clock shows.
        """
        return Task(
            title=self.title.data or "",
            text=self.text.data or "",
            opens_at=self._opening(assignment),
            deadline=self._deadline(),
        )

    def _opening(self, assignment: Assignment | None) -> datetime | None:
        if self.release.data == HIDDEN:
            return None
        if self.release.data != LATER:
            opened = assignment.opens_at if assignment else None
            return opened if opened is not None and opened <= clock.now() else clock.now()
        if self.opens_on.data is None:
            raise Refused(_("Vælg den dato, hvor deltagerne kan se opgaven."), field="opens_on")
        return moment_of(self.opens_on, self.opens_at)

    def _deadline(self) -> datetime:
        moment = moment_of(self.deadline_on, self.deadline_at)
        assert moment is not None
        return moment


class AnswerForm(PortalForm):
    """What a participant answers. Text and files are saved each for itself, whatever is said of the other."""

    text = TextAreaField(_l("Dit svar"), filters=[free_text])
    files = MultipleFileField(_l("Bilag"))
    version = HiddenField()

    @property
    def intent(self) -> str:
        """Which button was pressed: `submit`, `save`, or, for anything else, `stay`."""
        return request.form.get("intent", "stay")

    @property
    def is_undecided(self) -> bool:
        """Whether the page showed two texts and nobody has chosen."""
        return "text" in request.form.getlist("asked") and request.form.get("choose_text") not in {"mine", "theirs"}

    @property
    def keeps_theirs(self) -> bool:
        """Whether the text that is stored was chosen before the one that is sent."""
        return request.form.get("choose_text") == "theirs"

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


class FeedbackForm(PortalForm):
    """What an instructor answers."""

    text = TextAreaField(_l("Dit svar"), [Required(_l("Skriv dit svar først.")), AtMost(LONGEST)], filters=[free_text])
