"""Who gets what? Every endpoint, each kind of object, and the principals whom the door lets in. Reviewed by hand.

A row is (endpoint, {argument: key of the world}, who gets in). Everybody else who is signed in gets 404; whoever is not
signed in is asked to sign in. `EVERYONE` rows open to the world.
"""

from tests.access.world import PRINCIPALS

SIGNED_IN = frozenset(PRINCIPALS) - {"disabled"}
EVERYONE = frozenset(PRINCIPALS) | {"anonymous", "speaker"}
SPEAKER = frozenset({"speaker"})  # at one point of our programme, signed in nowhere
NOBODY: frozenset[str] = frozenset()
TEAM = frozenset({"author", "classmate", "groupmate", "colleague", "politician", "home_politician"})
SHOWN = TEAM | {"secretary"}  # what participants are shown of a cohort, a board's secretary is shown too
RUNNERS = frozenset({"coordinator", "chief"})  # of ours: chosen for it, or for all
STAFF = RUNNERS | {"instructor"}
COORDINATORS = RUNNERS | {"other_coordinator"}
UPLOADERS = TEAM | STAFF | {"stranger", "other_instructor", "other_coordinator"}

Row = tuple[str, dict[str, str], frozenset[str]]

_PLAIN: list[Row] = [
    ("pathways.home", {}, SIGNED_IN),
    ("courses.catalogue", {}, SIGNED_IN),
    ("people.profile", {}, SIGNED_IN),
    ("people.devices", {}, SIGNED_IN),
    ("retention.my_data", {}, SIGNED_IN),
    ("retention.my_data_zip", {}, SIGNED_IN),
    ("retention.erase_me", {}, SIGNED_IN),
    ("step_up.confirm", {}, SIGNED_IN),
    ("people.end_other_devices", {}, SIGNED_IN),
    ("single_sign_on.accounts", {}, SIGNED_IN),
    ("single_sign_on.unlink", {"external_identity_id": "external_identity"}, frozenset({"author"})),
    ("people.end_device", {"sign_in_session_id": "sign_in_session"}, frozenset({"author"})),
    *(
        (f"credentials.{page}", {}, SIGNED_IN)
        for page in (
            *("security", "change_password", "drop_password", "app", "remove_app", "recovery_codes"),
            *("new_passkey_begin", "new_passkey", "not_now", "confirm_begin", "confirm_with_passkey"),
        )
    ),
    ("credentials.change_passkey", {"passkey_id": "passkey"}, frozenset({"author"})),
    ("credentials.forget_known", {"known_browser_id": "known_browser"}, frozenset({"author"})),
    ("credentials.forget_browser", {"trusted_browser_id": "trusted_browser"}, frozenset({"author"})),
    ("searching.search", {}, SIGNED_IN),
    ("people.token", {}, SIGNED_IN),
    ("people.signed_in_again", {}, SIGNED_IN),
    ("teaching.cohorts", {}, SIGNED_IN),
    ("materials.shelves", {}, SIGNED_IN),
    ("courses.new_course", {}, COORDINATORS),
    *((f"roles.{page}", {}, COORDINATORS | {"administrator"}) for page in ("overview", "give", "invite_again")),
    ("roles.review", {}, COORDINATORS),
    ("roles.review_office", {}, frozenset({"administrator"})),
    ("roles.change_office", {}, frozenset({"administrator"})),
    ("vouching.staff", {}, COORDINATORS | {"administrator"}),
    ("vouching.take_back", {"vouch_id": "vouch"}, frozenset({"coordinator", "administrator"})),
    ("vouching.arrive", {}, EVERYONE),
    ("vouching.vouch", {"enrolment_id": "enrolment"}, RUNNERS),
    ("roles.take_back", {"role_grant_id": "role_on_cohort"}, RUNNERS),
    ("roles.take_back", {"role_grant_id": "role_everywhere"}, COORDINATORS),
    ("roles.municipality", {}, frozenset({"secretary", "contact"})),
    ("coordination.overview", {}, COORDINATORS),
    ("pages.operation", {}, frozenset({"administrator"})),
    ("storage.begin", {}, STAFF | {"other_instructor", "other_coordinator"}),
    ("storage.begun", {}, STAFF | {"other_instructor", "other_coordinator"}),
    ("storage.receive", {}, UPLOADERS),
    *(
        (endpoint, {}, EVERYONE)
        for endpoint in (
            "people.sign_in",
            "speakers.enter",
            "speakers.code",
            "invitations.show",
            "invitations.switch",
            "invitations.ask_anew",
            "people.enter_code",
            "people.sign_out",
            "people.choose_language",
            "credentials.password",
            "credentials.second_step",
            "credentials.told_code",
            "credentials.choose",
            "credentials.choose_app",
            "credentials.choose_done",
            "credentials.choose_passkey_begin",
            "credentials.choose_passkey",
            "credentials.begin_sign_in",
            "credentials.sign_in_with_passkey",
            "credentials.forgotten",
            "credentials.new_password",
            "pages.help_page",
            "pages.sharing_help",
            "pages.privacy",
            "retention.gone",
            "pages.case_care",
            "pages.accessibility",
            "pages.accessibility_statement",
            "pages.security_contact",
            "pages.livez",
            "pages.readyz",
            "letters.outbox",
            "demonstration.look_round",
        )
    ),
    ("letters.letter", {"letter_id": "letter"}, EVERYONE),
]

_COURSES: list[Row] = [
    ("courses.show_course", {"course_id": "course"}, SIGNED_IN),
    *(
        (endpoint, {"course_id": "course"}, COORDINATORS)
        for endpoint in ("courses.edit_course", "courses.edit_course_rows", "courses.new_cohort")
    ),
    ("courses.edit_venue", {"venue_id": "venue"}, COORDINATORS),
    ("courses.edit_day", {"course_day_id": "course_day"}, RUNNERS),
    ("courses.show_cohort", {"cohort_id": "cohort"}, SHOWN | STAFF),
    ("searching.search_cohort", {"cohort_id": "cohort"}, SHOWN | STAFF),
    ("materials.bundle", {"cohort_id": "cohort"}, SHOWN | STAFF),
    ("coordination.follow", {"cohort_id": "cohort"}, STAFF),
    *(
        (endpoint, {"cohort_id": "cohort"}, RUNNERS)
        for endpoint in (
            "courses.edit_cohort",
            "courses.edit_agenda",
            "courses.edit_practical",
            "courses.edit_staff",
            "enrolments.roster",
            "enrolments.enrol_one",
            "enrolments.correct_home",
            "enrolments.import_people",
            "enrolments.template",
            "announcements.new",
            "coordination.complete",
        )
    ),
    ("enrolments.cancel", {"enrolment_id": "enrolment"}, RUNNERS),
    ("enrolments.confirm", {"enrolment_id": "enrolment"}, RUNNERS),
    ("enrolments.change_side", {"enrolment_id": "enrolment"}, RUNNERS),
    ("announcements.show", {"announcement_id": "announcement"}, SHOWN | STAFF),
    ("enrolments.invite_again", {"enrolment_id": "enrolment"}, RUNNERS),
]

_TEACHING: list[Row] = [
    *(
        (endpoint, {"cohort_id": "cohort"}, frozenset({"instructor"}))
        for endpoint in (
            "teaching.cohort",
            "teaching.groups",
            "packs.screen",
            "preparing.themes",
            "preparing.gaps",
            "preparing.remind",
            "packs.pack",
            "packs.deck",
            "materials.manage",
            "materials.add_page",
            "materials.add_link",
            "materials.arrange",
            "materials.add_section",
            "assignments.new",
        )
    ),
    *(
        (endpoint, {"material_id": material}, readers)
        for endpoint in (
            *("materials.show", "materials.download", "materials.read", "materials.address", "materials.text"),
            *("materials.picture", "materials.captions"),
        )
        for material, readers in (
            ("material", SHOWN | STAFF),
            ("coming_material", STAFF),
            ("hidden_material", STAFF),
        )
    ),
    *(
        (endpoint, {"material_id": material}, readers)
        for endpoint in ("materials.mark_read", "materials.skip", "materials.keep_place")
        for material, readers in (("material", TEAM), ("coming_material", NOBODY))
    ),
    *(
        (endpoint, {"material_id": "material"}, frozenset({"instructor"}))
        for endpoint in (
            "materials.edit",
            "materials.replace",
            "materials.restore",
            "materials.use",
            "materials.caption",
            "materials.make_own",
            "materials.older_page",
            "materials.move",
            "materials.release",
            "materials.delete",
        )
    ),
]

_SECTIONS: list[Row] = [
    (f"materials.{act}_section", {"material_section_id": "material_section"}, frozenset({"instructor"}))
    for act in ("rename", "move", "delete")
]

_READERS: dict[str, frozenset[str]] = {
    "draft": NOBODY,
    "withdrawn_case": NOBODY,
    "case_for_instructors": frozenset({"author", "instructor"}),
    "case_for_group": frozenset({"groupmate", "instructor"}),
    "case_for_cohort": frozenset({"classmate", "groupmate", "instructor"}),
    "lifted_case": frozenset({"classmate", "groupmate", "instructor", "colleague", "home_politician"}),
    "case_across": frozenset({"classmate", "groupmate", "instructor", "politician"}),
    "strangers_case": frozenset({"stranger", "other_instructor"}),
    "removed_persons_case": frozenset({"removed"}),  # nobody else, as long as they have no place
}
_CASES: list[Row] = [
    *(
        (endpoint, {"cohort_id": "cohort"}, TEAM)
        for endpoint in ("own_cases.write", "own_cases.save", "own_cases.attach", "own_cases.shared", "own_cases.mask")
    ),
    *(("own_cases.show", {"own_case_id": case}, readers) for case, readers in _READERS.items()),
    *(
        ("own_cases.attachment", {"own_case_attachment_id": f"attachment_of_{case}"}, _READERS[case])
        for case in _READERS
        if case not in {"strangers_case", "removed_persons_case"}
    ),
    ("own_cases.detach", {"own_case_attachment_id": "attachment_of_case_for_instructors"}, frozenset({"author"})),
    ("own_cases.detach", {"own_case_attachment_id": "attachment_of_case_for_cohort"}, NOBODY),
    ("own_cases.receipt", {"own_case_id": "case_for_instructors"}, frozenset({"author"})),
    ("own_cases.withdraw", {"own_case_id": "case_for_instructors"}, frozenset({"author"})),
    ("own_cases.withdraw", {"own_case_id": "case_for_cohort"}, NOBODY),
    ("own_cases.readers", {"own_case_id": "case_for_instructors"}, frozenset({"author"})),
    ("own_cases.readers", {"own_case_id": "case_for_cohort"}, NOBODY),
    *(
        (page, {"own_case_id": "removed_persons_case"}, frozenset({"removed"}))
        for page in (
            "own_cases.receipt",
            "own_cases.withdraw",
            "own_cases.readers",
            "retention.keep",
            "sparring.received",
        )
    ),
    *(
        (page, {"own_case_id": "removed_persons_case"}, NOBODY)
        for page in ("own_cases.comment", "own_cases.move", "preparing.mark", "dilemmas.of_case", "packs.on_screen")
    ),
    *(
        (f"packs.{page}", {"own_case_id": case}, who)
        for page in ("on_screen", "standing")
        for case, who in (
            ("case_for_cohort", frozenset({"instructor"})),
            *((one, NOBODY) for one in ("case_for_group", "withdrawn_case", "lifted_case")),
        )
    ),
    *(
        (f"packs.{page}", {"case_pack_id": "case_pack"}, frozenset({"instructor"}))
        for page in ("pack_state", "download")
    ),
    ("own_cases.joint", {"cohort_id": "cohort"}, RUNNERS),
    ("retention.keep", {"own_case_id": "case_for_instructors"}, frozenset({"author"})),
    ("retention.keep", {"own_case_id": "case_for_cohort"}, NOBODY),
    ("own_cases.comment", {"own_case_id": "case_for_instructors"}, frozenset({"author", "instructor"})),
    ("own_cases.comment", {"own_case_id": "case_for_cohort"}, frozenset({"instructor"})),
    ("own_cases.move", {"own_case_id": "case_for_cohort"}, frozenset({"instructor"})),
    ("own_cases.move", {"own_case_id": "draft"}, NOBODY),
    ("preparing.mark", {"own_case_id": "case_for_cohort"}, frozenset({"instructor"})),
    ("preparing.mark", {"own_case_id": "withdrawn_case"}, NOBODY),
    ("preparing.theme", {"theme_id": "theme"}, frozenset({"instructor"})),
    ("preparing.theme", {"theme_id": "strangers_theme"}, frozenset({"other_instructor"})),
]

_SPARRING: list[Row] = [
    ("sparring.group", {"cohort_id": "cohort"}, TEAM),
    *(
        ("sparring.consult", {"own_case_id": case}, who)
        for case, who in (
            *((case, NOBODY) for case in ("draft", "withdrawn_case", "case_for_instructors", "strangers_case")),
            *((case, frozenset({"groupmate"})) for case in ("case_for_group", "case_for_cohort")),
            ("lifted_case", frozenset({"groupmate", "home_politician"})),
            ("case_across", frozenset({"groupmate", "politician"})),
        )
    ),
    *(
        ("sparring.given", {"peer_consultation_id": one}, frozenset({"groupmate"}))
        for one in ("given", "given_to_author")
    ),
    ("sparring.received", {"own_case_id": "case_for_instructors"}, frozenset({"author"})),
    ("sparring.received", {"own_case_id": "case_for_group"}, NOBODY),
    *(
        (f"sparring.{act}", {"peer_consultation_id": one}, who)
        for act in ("answer", "mark")
        for one, who in (("given_to_author", frozenset({"author"})), ("given", NOBODY))
    ),
]

_ASSIGNMENTS: list[Row] = [
    ("assignments.show", {"assignment_id": "assignment"}, TEAM | STAFF),
    ("assignments.show", {"assignment_id": "coming_assignment"}, STAFF),
    *(
        (endpoint, {"assignment_id": "assignment"}, TEAM)
        for endpoint in ("assignments.answer", "assignments.save", "assignments.attach")
    ),
    *(
        (endpoint, {"assignment_id": "coming_assignment"}, NOBODY)
        for endpoint in ("assignments.answer", "assignments.save", "assignments.attach")
    ),
    ("assignments.edit", {"assignment_id": "assignment"}, frozenset({"instructor"})),
    ("assignments.submissions", {"assignment_id": "assignment"}, frozenset({"instructor"})),
    ("assignments.file", {"assignment_file_id": "file_of_assignment"}, TEAM | STAFF),
    ("assignments.file", {"assignment_file_id": "file_of_coming_assignment"}, STAFF),
    ("assignments.submission", {"submission_id": "submission"}, frozenset({"author", "instructor"})),
    ("assignments.submission", {"submission_id": "draft_submission"}, frozenset({"colleague"})),
    ("assignments.give_feedback", {"submission_id": "submission"}, frozenset({"instructor"})),
    ("assignments.give_feedback", {"submission_id": "draft_submission"}, NOBODY),
    (
        "assignments.attachment",
        {"submission_attachment_id": "attachment_of_submission"},
        frozenset({"author", "instructor"}),
    ),
    (
        "assignments.attachment",
        {"submission_attachment_id": "attachment_of_draft_submission"},
        frozenset({"colleague"}),
    ),
    ("assignments.detach", {"submission_attachment_id": "attachment_of_submission"}, frozenset({"author"})),
    ("assignments.detach", {"submission_attachment_id": "attachment_of_draft_submission"}, frozenset({"colleague"})),
]

_FILES: list[Row] = [
    ("storage.sign", {"stored_file_id": "stored_file"}, NOBODY),
    ("storage.sign", {"stored_file_id": "open_file"}, frozenset({"instructor"})),
    ("storage.finish", {"stored_file_id": "stored_file"}, frozenset({"author"})),
    ("storage.cancel", {"stored_file_id": "stored_file"}, frozenset({"author"})),
]

_SPEAKERS: list[Row] = [
    ("speakers.manage", {"cohort_id": "cohort"}, STAFF),
    *((f"speakers.{act}", {"speaker_id": "speaker"}, STAFF) for act in ("invite_again", "withdraw")),
    *((f"speakers.{page}", {}, SPEAKER) for page in ("mine", "leave")),
    *(
        (f"speakers.{act}", {"speaker_material_id": material}, who)
        for act in ("replace", "remove")
        for material, who in (("speaker_material", SPEAKER), ("strangers_speaker_material", NOBODY))
    ),
]
_DILEMMAS: list[Row] = [
    *((f"dilemmas.{page}", {"cohort_id": "cohort"}, frozenset({"instructor"})) for page in ("deck", "new")),
    ("dilemmas.of_case", {"own_case_id": "case_for_instructors"}, frozenset({"instructor"})),
    ("dilemmas.of_case", {"own_case_id": "withdrawn_case"}, NOBODY),
    *(
        (f"dilemmas.{page}", {"dilemma_id": dilemma}, frozenset({"instructor"}))
        for page in ("edit", "ask", "remove")
        for dilemma in ("drafted_dilemma", "dilemma", "dilemma_of_case")
    ),
    ("dilemmas.show", {"dilemma_id": "dilemma_of_case"}, frozenset({"author", "instructor"})),
    ("dilemmas.show", {"dilemma_id": "dilemma"}, frozenset({"instructor"})),
    ("dilemmas.show", {"dilemma_id": "drafted_dilemma"}, frozenset({"instructor"})),
    ("dilemmas.answer", {"dilemma_id": "dilemma_of_case"}, frozenset({"author"})),
    ("dilemmas.answer", {"dilemma_id": "dilemma"}, NOBODY),
    ("dilemmas.answer", {"dilemma_id": "drafted_dilemma"}, NOBODY),
]
_ROOM: list[Row] = [
    ("room.join", {}, SIGNED_IN),
    ("room.overview", {"cohort_id": "cohort"}, frozenset({"instructor"})),
    ("room.remembered", {"cohort_id": "cohort"}, TEAM | {"instructor"}),
    *(
        (f"room.{page}", {"dilemma_game_id": game}, who)
        for page in ("host", "standing", "wall_line", "reasons")
        for game, who in (
            ("dilemma_game", frozenset({"instructor"})),
            ("strangers_game", frozenset({"other_instructor"})),
        )
    ),
    *(
        (f"room.{page}", {"dilemma_game_id": game}, who)
        for page in ("play", "state", "phone_line")
        for game, who in (("dilemma_game", TEAM), ("strangers_game", frozenset({"stranger"})))
    ),
]
OF_SPEAKERS = frozenset({"speakers.mine", "speakers.leave", "speakers.replace", "speakers.remove"})

_OURS: list[Row] = [
    *_PLAIN,
    *_COURSES,
    *_TEACHING,
    *_SECTIONS,
    *_CASES,
    *_SPARRING,
    *_ASSIGNMENTS,
    *_FILES,
    *_SPEAKERS,
    *_DILEMMAS,
    *_ROOM,
]

# The same pages of the other cohort: for those who stand to it as these stand to ours, and for nobody else.
_COUNTERPARTS = {
    "author": "stranger",
    "instructor": "other_instructor",
    "coordinator": "other_coordinator",
    "chief": "chief",
}
_THEIRS: list[Row] = [
    (endpoint, {"cohort_id": "other_cohort"}, frozenset(_COUNTERPARTS[one] for one in _COUNTERPARTS if one in who))
    for endpoint, ids, who in _OURS
    if ids == {"cohort_id": "cohort"}
]
MATRIX: list[Row] = [*_OURS, *_THEIRS]

# Addresses whose signature is the right, or that hold nothing of anybody's; tested where they live.
ELSEWHERE = {"credentials.follow_reset", "storage.get", "storage.put_part", "pages.static_file"}
ELSEWHERE |= {
    "invitations.arrive",
    "speakers.arrive",
    "vouching.follow",
}  # lead on, whatever the token; see tests/invitations, tests/credentials
# No domain has a provider here; see tests/single_sign_on.
ELSEWHERE |= {f"single_sign_on.{page}" for page in ("offer", "go", "back", "begin_linking")}

# Whose pages may show the words of a thing; of everything else in the matrix they stand on nobody's.
WORDS_OF: dict[str, frozenset[str]] = {
    **_READERS,
    "material": SHOWN | STAFF,
    "coming_material": SHOWN | STAFF,  # that it comes is told, by its title and when
    "hidden_material": STAFF,
    "speaker_material": STAFF | SPEAKER,
    "strangers_speaker_material": frozenset(
        {"stranger", "other_instructor", "other_coordinator", "chief"}
    ),  # whose it is too
    "given": frozenset({"groupmate"}),
    "given_to_author": frozenset({"author", "groupmate"}),
    "assignment": TEAM | STAFF,
    "coming_assignment": TEAM | STAFF,  # the same
    "submission": frozenset({"author", "instructor"}),
    "draft_submission": frozenset({"colleague"}),
    "dilemma": frozenset({"instructor"}),
    "dilemma_of_case": TEAM | {"instructor"},  # it is in play in a game of the cohort's
    "drafted_dilemma": frozenset({"instructor"}),
    "announcement": SHOWN | STAFF,
}
