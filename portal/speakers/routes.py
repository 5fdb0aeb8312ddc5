"""Where are speakers invited, and where do they see their point of the programme and leave files for it?"""

from uuid import UUID

from flask import request, url_for
from flask import session as cookie

from portal import access
from portal.answers import leave_token, see_other
from portal.courses.cohort_models import AgendaItem, Cohort
from portal.courses.cohort_queries import days_of
from portal.door import Answer, Pages
from portal.enrolments.queries import contact_of
from portal.errors import Refused
from portal.figures import at_time
from portal.forms import options
from portal.incoming import Takes
from portal.materials.routes.coming import come
from portal.people import known_browsers
from portal.people.actions import use_code
from portal.people.forms import CodeForm
from portal.people.models import Person
from portal.people.session import render
from portal.settings import settings
from portal.speakers import actions, queries, visiting
from portal.speakers.forms import AddressForm, InviteSpeakerForm, LeaveForm
from portal.speakers.models import Speaker, SpeakerMaterial
from portal.storage.current import limits
from portal.storage.kinds import MATERIAL_ENDINGS
from portal.storage.posted import came_whole
from portal.text import _

pages = Pages("speakers", __name__)


@pages.page("/hold/<uuid:cohort_id>/oplaegsholdere", access=access.may_follow_cohort, methods=["GET", "POST"])
def manage(person: Person, cohort: Cohort) -> Answer:
    """Who comes to which point of the programme, what they have left, and the form that invites one."""
    form = InviteSpeakerForm(person=person)
    items = {str(item.id): item for day in days_of(cohort) for item in day.agenda}
    form.agenda_item_id.choices = options([("", _("Vælg")), *((key, _named(item)) for key, item in items.items())])
    if form.came_in():
        with form.refusals():
            item = items.get(form.agenda_item_id.data or "")
            if item is None:
                raise Refused(_("Vælg et punkt på programmet."), field="agenda_item_id")
            actions.invite(item, by=person, email=form.email.data or "", name=form.name.data or "")
            return see_other(url_for("speakers.manage", cohort_id=cohort.id, inviteret=1))
    speakers = queries.speakers_of(cohort)
    left: dict[UUID, list[SpeakerMaterial]] = {speaker.id: [] for speaker in speakers}
    for one in queries.left_by(list(left)):
        left[one.speaker_id].append(one)
    page = render("speakers/manage.html", cohort=cohort, form=form, items=items, speakers=speakers, left=left)
    return page, form.status


def _named(item: AgendaItem) -> str:
    return f"{at_time(item.starts_at)}: {item.title}"


@pages.page("/oplaegsholder/<uuid:speaker_id>/inviter", access=access.may_host_speaker, methods=["POST"])
def invite_again(person: Person, speaker: Speaker) -> Answer:
    """Send the letter once more; the link in the old one is dead."""
    actions.send(speaker, by=person)
    return see_other(url_for("speakers.manage", cohort_id=speaker.agenda_item.day.cohort_id, inviteret=1))


@pages.page("/oplaegsholder/<uuid:speaker_id>/traek-tilbage", access=access.may_host_speaker, methods=["POST"])
def withdraw(person: Person, speaker: Speaker) -> Answer:
    """Close the pages to a speaker."""
    actions.withdraw(speaker, by=person)
    return see_other(url_for("speakers.manage", cohort_id=speaker.agenda_item.day.cohort_id, trukket=1))


@pages.page("/oplaeg/brev/<token>", access=access.anyone_with_token)
def arrive(token: str) -> Answer:
    """Take the token out of the address, so that it is neither sent on nor left on the screen."""
    found = queries.by_token_hash(actions.hashed(token))
    cookie[visiting.INVITED] = str(found.id) if found else ""
    return leave_token(url_for("speakers.enter"))


@pages.page("/oplaeg", access=access.anyone, methods=["GET", "POST"])
def enter() -> Answer:
    """Ask whose invitation it is; a code goes to the address by letter."""
    speaker = visiting.invited_speaker()
    if speaker is None or not speaker.is_open:
        return render("speakers/over.html")
    here = visiting.current_speaker()
    if request.method == "GET" and here is not None and here.id == speaker.id:
        return see_other(url_for("speakers.mine"))
    form = AddressForm()
    if form.came_in():
        with form.refusals():
            code = actions.ask_code(speaker, form.email.data or "", is_demo=settings().is_demo)
            cookie[visiting.CODE] = str(code.id)
            return see_other(url_for("speakers.code"))
    return render("speakers/enter.html", form=form, speaker=speaker, course=_course(speaker)), form.status


@pages.page("/oplaeg/kode", access=access.anyone, methods=["GET", "POST"])
def code() -> Answer:
    """The code from the letter opens the point in this browser."""
    speaker = visiting.invited_speaker()
    if speaker is None or not speaker.is_open or visiting.CODE not in cookie:
        return see_other(url_for("speakers.enter"))
    form = CodeForm()
    if form.came_in():
        refusal = _why_wrong(speaker, form.code.data or "")
        if not refusal:
            cookie.pop(visiting.CODE)
            visiting.begin_visit(speaker)
            return see_other(url_for("speakers.mine"))
        form.code.errors = [refusal]
    return render("speakers/code.html", form=form), form.status


def _why_wrong(speaker: Speaker, typed: str) -> str:
    """Why a code opens nothing; empty for the right one. Guessing is slowed down as at the sign-in page."""
    email = speaker.person.email
    try:
        known_browsers.ask_leave(email)
    except Refused as refusal:
        return refusal.sentence
    proved = use_code(UUID(cookie[visiting.CODE]), typed, email=email)
    known_browsers.note(email, is_right=isinstance(proved, Person))
    return "" if isinstance(proved, Person) else proved


def _course(speaker: Speaker) -> str:
    return speaker.agenda_item.day.cohort.course.title


@pages.page("/oplaeg/punkt", access=access.may_speak, methods=["GET", "POST"], takes=Takes.MATERIALS)
def mine(speaking: Speaker) -> Answer:
    """The point: when, where, whom to ask; and the files one leaves for it."""
    form = LeaveForm()
    posted = come(form, speaking.person)
    if came_whole(form, posted):
        with form.refusals():
            actions.leave_files(speaking, posted.files, form_key=form.form_key.data or "")
            return see_other(url_for("speakers.mine", gemt=1))
    return render(
        "speakers/mine.html",
        form=form,
        files=posted.files,
        speaker=speaking,
        day=speaking.agenda_item.day,
        contact=contact_of(speaking.agenda_item.day.cohort),
        left=queries.left_by([speaking.id]),
        endings=MATERIAL_ENDINGS,
        most_bytes=limits().material,
    ), form.status


@pages.page(
    "/oplaeg/fil/<uuid:speaker_material_id>/erstat",
    access=access.may_keep_speaker_material,
    methods=["GET", "POST"],
    takes=Takes.MATERIALS,
)
def replace(speaking: Speaker, speaker_material: SpeakerMaterial) -> Answer:
    """Another file in place of one that was left."""
    form = LeaveForm()
    posted = come(form, speaking.person)
    if came_whole(form, posted):
        with form.refusals():
            chosen = posted.files[0].id if posted.files else None
            actions.replace(speaker_material, chosen, by=speaking.person, form_key=form.form_key.data or "")
            return see_other(url_for("speakers.mine", gemt=1))
    return render(
        "speakers/replace.html",
        form=form,
        files=posted.files,
        title=speaker_material.material.title,
        address=url_for("speakers.replace", speaker_material_id=speaker_material.id),
        endings=MATERIAL_ENDINGS,
        most_bytes=limits().material,
    ), form.status


@pages.page("/oplaeg/fil/<uuid:speaker_material_id>/fjern", access=access.may_keep_speaker_material, methods=["POST"])
def remove(speaking: Speaker, speaker_material: SpeakerMaterial) -> Answer:
    """Take away what was left."""
    actions.remove(speaker_material, by=speaking.person)
    return see_other(url_for("speakers.mine", fjernet=1))


@pages.page("/oplaeg/forlad", access=access.may_speak, methods=["POST"])
def leave(speaking: Speaker) -> Answer:  # noqa: ARG001 - the rule asks for the speaker
    """Close the point in this browser."""
    visiting.end_visit()
    return see_other(url_for("speakers.enter", lukket=1))
