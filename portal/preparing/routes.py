"""Where do instructors keep the cohort's themes, and mark its cases?"""

from flask import request, url_for

from portal import access, clock
from portal.answers import see_other
from portal.courses.cohort_models import Cohort
from portal.door import Answer, Pages
from portal.forms import id_of
from portal.own_cases.cohort_queries import own_cases_begun, own_cases_board
from portal.own_cases.models import OwnCase
from portal.people.models import Person
from portal.people.session import render
from portal.preparing import actions, letters, reminding
from portal.preparing.forms import MERGE, REMOVE, MarksForm, ReminderForm, ThemeForm
from portal.preparing.gaps import gaps_in
from portal.preparing.models import DUTIES, LONGEST_NAME, ROLES, Lens, Theme
from portal.preparing.queries import Marks, lacking_on, marks_on
from portal.text import lines

pages = Pages("preparing", __name__)


def _marks(person: Person, cohort: Cohort) -> Marks:
    """The marks on the cases this instructor may read, and no others."""
    rows = own_cases_board(cohort, reader=person)
    return marks_on(cohort, [row.own_case_id for row in rows if row.own_case_id])


def _offered(cohort: Cohort, marks: Marks) -> list[str]:
    """What the course names as possible themes and the cohort does not have yet."""
    have = {actions.folded(theme.name) for theme in marks.themes}
    possible = [line.partition(":")[0].strip()[:LONGEST_NAME].strip() for line in lines(cohort.course.themes)]
    return [name for name in dict.fromkeys(possible) if name and actions.folded(name) not in have]


@pages.page("/undervisning/<uuid:cohort_id>/temaer", access=access.may_teach, methods=["GET", "POST"])
def themes(person: Person, cohort: Cohort) -> Answer:
    """The cohort's own themes, and those its course suggests."""
    form = ThemeForm(person=person)
    if form.came_in():
        with form.refusals():
            actions.make_theme(cohort, by=person, name=form.name.data or "")
            return see_other(url_for("preparing.themes", cohort_id=cohort.id, gemt=1))
    marks = _marks(person, cohort)
    return render(
        "preparing/themes.html",
        cohort=cohort,
        form=form,
        themes=marks.themes,
        lenses=[(lens, count) for lens in Lens if (count := marks.count(lens))],
        offered=_offered(cohort, marks),
        told={name: request.args.get(name) for name in ("gemt", "samlet", "fjernet")},
    ), form.status


@pages.page("/tema/<uuid:theme_id>", access=access.may_edit_theme, methods=["GET", "POST"])
def theme(person: Person, theme: Theme) -> Answer:
    """Rename a theme, put it together with another, or remove it."""
    form = ThemeForm(person=person)
    if form.came_in():
        with form.refusals():
            done = _done(form, theme, person)
            return see_other(f"{url_for('preparing.themes', cohort_id=theme.cohort_id)}?{done}=1")
        form.had.data = theme.name
    if not form.is_submitted() and not form.was_held:
        form.name.data = form.had.data = theme.name
    themes = _marks(person, theme.cohort).themes
    page = render(
        "preparing/theme.html",
        theme=theme,
        cohort=theme.cohort,
        form=form,
        others=[one for one in themes if one.id != theme.id],
        cases=next((one.cases for one in themes if one.id == theme.id), 0),
    )
    return page, form.status


def _done(form: ThemeForm, theme: Theme, person: Person) -> str:
    """Do what was pressed; answers what the next page says of it."""
    if form.act.data == REMOVE:
        actions.remove_theme(theme, by=person)
        return "fjernet"
    if form.act.data == MERGE:
        actions.merge_theme(theme, id_of(form.into.data), by=person)
        return "samlet"
    actions.rename_theme(theme, by=person, had=form.had.data or "", name=form.name.data or "")
    return "gemt"


@pages.page("/case/<uuid:own_case_id>/maerker", access=access.may_review_own_case, methods=["GET", "POST"])
def mark(person: Person, own_case: OwnCase) -> Answer:
    """Put themes and lenses on a case; from the board a theme by its name alone."""
    form = MarksForm(person=person)
    if form.came_in():
        with form.refusals():
            changes = form.changes()
            is_from_board, new = request.form.get("fra") == "tavle", None
            if form.name.data or is_from_board:
                new = actions.make_theme(own_case.cohort, by=person, name=form.name.data or "")
                changes["themes"] = {*changes["themes"], new.id}
            actions.mark_case(own_case, by=person, **changes)
            return see_other(_after(own_case, new if is_from_board else None))
    marks = marks_on(own_case.cohort, [own_case.id])
    form.offer(marks, marks.on(own_case.id))
    return render("preparing/mark.html", form=form, own_case=own_case), form.status


def _after(own_case: OwnCase, theme: Theme | None) -> str:
    """Back to the board, where the next case can get the theme too, or to the case."""
    if theme is None:
        return url_for("own_cases.show", own_case_id=own_case.id, maerket=1)
    return url_for("teaching.cohort", cohort_id=own_case.cohort_id, efter="tema", valgt=theme.id, _anchor="h-cases")


@pages.page("/undervisning/<uuid:cohort_id>/huller", access=access.may_teach)
def gaps(person: Person, cohort: Cohort) -> Answer:
    """What nobody raised, in the cases this instructor may read; and who lacks one."""
    rows = own_cases_board(cohort, reader=person)
    shown = [row.own_case_id for row in rows if row.own_case_id]
    begun, lacking = own_cases_begun(cohort), lacking_on(cohort)
    return render(
        "preparing/gaps.html",
        cohort=cohort,
        gaps=gaps_in(marks_on(cohort, shown), len(shown)),
        duties=DUTIES,
        roles=ROLES,
        kept=sum(row.own_case_id is None and begun.get(row.person_id, False) for row in rows),
        lacking=[one.person.name for one in lacking],
        participants=len(rows),
    )


@pages.page("/undervisning/<uuid:cohort_id>/paamind", access=access.may_teach, methods=["GET", "POST"])
def remind(person: Person, cohort: Cohort) -> Answer:
    """Look at the letter and who gets it, then send. It cannot be called back."""
    form = ReminderForm(person=person)
    step, is_ready = form.step.data, form.came_in()
    if is_ready and step == "send":
        with form.refusals():
            count = reminding.remind(cohort, by=person, words=form.words.data or "")
            return see_other(url_for("preparing.remind", cohort_id=cohort.id, sendt=count))
    lacking = lacking_on(cohort)
    due = [one.person for one in lacking if one.case_reminded_on != clock.today()]
    letter = letters.as_read(due[0], cohort, by=person, words=form.words.data or "") if due else ("", "")
    page = render(
        "preparing/remind.html",
        cohort=cohort,
        form=form,
        recipients=[one.name for one in due],
        waiting=[one.person.name for one in lacking if one.case_reminded_on == clock.today()],
        subject=letter[0],
        body=letter[1],
        is_preview=is_ready and step == "look",
        sent=request.args.get("sendt", default=0, type=int),
    )
    return page, form.status
