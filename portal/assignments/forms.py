"""What do people send us about assignments?"""

from datetime import datetime, time
from typing import Final

from flask import request
from wtforms import HiddenField, MultipleFileField, RadioField, StringField, TextAreaField

from portal import clock
from portal.assignments.actions import Task
from portal.assignments.answering import LONGEST
from portal.assignments.models import Assignment
from portal.date_fields import ClockField, DayField, moment_of
from portal.errors import Refused
from portal.forms import AtMost, PortalForm, Required, free_text, one_line, options
from portal.storage.drafted import DraftForm
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


class AnswerForm(DraftForm):
    """What a participant answers. Text and files are saved each for itself, whatever is said of the other."""

    text = TextAreaField(_l("Din aflevering"), filters=[free_text])

    @property
    def is_undecided(self) -> bool:
        """Whether the page showed two texts and nobody has chosen."""
        return "text" in request.form.getlist("asked") and request.form.get("choose_text") not in {"mine", "theirs"}

    @property
    def keeps_theirs(self) -> bool:
        """Whether the text that is stored was chosen before the one that is sent."""
        return request.form.get("choose_text") == "theirs"


class FeedbackForm(PortalForm):
    """What an instructor answers."""

    text = TextAreaField(_l("Dit svar"), [Required(_l("Skriv dit svar først.")), AtMost(LONGEST)], filters=[free_text])
