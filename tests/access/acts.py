"""Which act does each page write into the journal? Every endpoint of the URL map stands in one of these, by hand."""

from typing import Final

OWN: Final = "only the reader's own, which nobody else sees"
PUBLIC: Final = "open to everybody; nothing of anybody's stands there"
RAW: Final = "bytes on their way: begun, taken in and removed are noted where that happens"
MATERIAL: Final = "who reads which material is the reader's own affair; a copy that is taken away is noted"
SETS_OUT: Final = "who sets out has done nothing yet; coming back is noted"
SEARCHES: Final = "without a question nothing; a passage of another's case is noted, see tests/searching/test_cases.py"
LISTS: Final = "names, titles and numbers; what is opened from here is noted"

# What is read here is noted, when somebody else reads it than whose it is.
READS: Final = {
    "own_cases.show": "own_case.read",
    "own_cases.comment": "own_case.read",
    "packs.on_screen": "own_case.screened",
    "own_cases.attachment": "own_case_attachment.read",
    "sparring.consult": "own_case.read",
    "assignments.submission": "submission.read",
    "assignments.attachment": "submission_attachment.read",
}

# Many are read at once here, each noted; shown where the page is tested.
READ_TOGETHER: Final = {"packs.deck"}

# What is saved here is noted, whoever saves it: the act, and what stands behind the address.
TAKEN: Final = {
    "materials.download": ("material.downloaded", "?gem=1"),
    "materials.bundle": ("materials.downloaded", ""),
    "assignments.file": ("assignment_file.downloaded", ""),
}

# What is done here: the act, and what the form holds. Shown on the matrix's world.
DONE: Final[dict[str, tuple[str, dict[str, str]]]] = {
    "people.profile": ("person.changed", {"name": "Maja Bruun", "locale": "da"}),
    "people.end_device": ("session.ended", {}),
    "credentials.change_passkey": ("passkey.removed", {"act": "remove"}),
    "credentials.forget_browser": ("browser.distrusted", {}),
    "credentials.forget_known": ("known_browser.forgotten", {}),
    "courses.new_course": ("course.created", {"title": "Den svære samtale", "format": "course"}),
    "roles.take_back": ("board_secretary.removed", {}),
    "enrolments.cancel": ("enrolment.cancelled", {}),
    "vouching.take_back": ("vouch.taken_back", {}),
    "materials.add_section": ("material_section.made", {"heading": "Før kurset"}),
    "materials.rename_section": ("material_section.renamed", {"heading": "Før kurset"}),
    "materials.delete_section": ("material_section.deleted", {}),
    "materials.release": ("material.hidden", {"skjul": "ja"}),
    "materials.delete": ("material.deleted", {}),
    "own_cases.withdraw": ("own_case.withdrawn", {}),
    "own_cases.comment": ("own_case.commented", {"text": "Hvem vidste det?", "form_key": "k"}),
    "own_cases.move": ("own_case.moved", {"state": "reviewed"}),
    "preparing.themes": ("theme.made", {"name": "Tal og fakta"}),
    "preparing.theme": ("theme.renamed", {"name": "Tal og fakta"}),
    "preparing.mark": ("own_case.marked", {"duties": "truthful"}),
    "own_cases.detach": ("own_case.attachment_removed", {}),
    "assignments.detach": ("submission.attachment_removed", {}),
    "sparring.answer": ("peer_consultation.answered", {"text": "Det gør vi.", "version": "1", "form_key": "k"}),
    "sparring.mark": ("peer_consultation.thanked", {"hvad": "tak"}),
    "room.reasons": ("dilemma_game.reasons_chosen", {"form_key": "k"}),
    "room.host": ("dilemma_game.closed", {"version": "1", "command": "end"}),
    "room.overview": ("dilemma_game.started", {"card": "lawful", "form_key": "k"}),
    "dilemmas.ask": ("dilemma.asked", {}),
    "dilemmas.remove": ("dilemma.removed", {}),
    "dilemmas.answer": ("dilemma.withdrawn", {"version": "1", "answer": "nej", "form_key": "k"}),
    "assignments.give_feedback": ("submission.answered", {"text": "Godt set.", "form_key": "k"}),
}

# What is done here takes more than one form; the act is looked for where the page is tested.
SHOWN_IN: Final = {
    "packs.deck": ("own_case.read", "tests/packs"),
    "sparring.group": ("own_case.tabled", "tests/sparring"),
    "packs.download": ("own_case.taken", "tests/packs"),
    "retention.keep": ("own_case.kept", "tests/retention"),
    "retention.my_data_zip": ("person.exported", "tests/retention"),
    "retention.erase_me": ("person.erased", "tests/retention"),
    "single_sign_on.back": ("sign_in.done", "tests/single_sign_on"),
    "single_sign_on.unlink": ("identity.unlinked", "tests/single_sign_on"),
    "people.end_other_devices": ("session.ended", "tests/people"),
    "courses.edit_course": ("course.changed", "tests/courses"),
    "courses.edit_course_rows": ("course.changed", "tests/courses"),
    "courses.new_cohort": ("venue.created", "tests/courses"),
    "courses.edit_cohort": ("cohort.changed", "tests/courses"),
    "courses.edit_venue": ("venue.created", "tests/courses"),
    "courses.edit_day": ("agenda.changed", "tests/courses"),
    "courses.edit_practical": ("cohort.changed", "tests/courses"),
    "courses.edit_staff": ("staff.changed", "tests/courses"),
    "enrolments.enrol_one": ("enrolment.made", "tests/enrolments"),
    "enrolments.correct_home": ("person.home_corrected", "tests/enrolments"),
    "enrolments.import_people": ("enrolment.made", "tests/enrolments"),
    "enrolments.invite_again": ("enrolment.invited", "tests/invitations"),
    "invitations.show": ("invitation.used", "tests/invitations"),
    "enrolments.confirm": ("enrolment.confirmed", "tests/enrolments"),
    "vouching.vouch": ("vouch.given", "tests/credentials"),
    "vouching.staff": ("vouch.given", "tests/credentials"),
    "vouching.arrive": ("vouch.used", "tests/credentials"),
    "demonstration.look_round": ("demonstration.entered", "tests/roles"),
    "roles.give": ("municipal_contact.added", "tests/roles"),
    "roles.review": ("access.reviewed", "tests/roles"),
    "roles.review_office": ("access.reviewed", "tests/roles"),
    "roles.change_office": ("coordinator.reaches_all", "tests/roles"),
    "speakers.manage": ("speaker.invited", "tests/speakers"),
    "speakers.invite_again": ("speaker.invited", "tests/speakers"),
    "speakers.withdraw": ("speaker.withdrawn", "tests/speakers"),
    "speakers.code": ("speaker.arrived", "tests/speakers"),
    "speakers.mine": ("material.added", "tests/speakers"),
    "roles.invite_again": ("role.invited", "tests/invitations"),
    "announcements.new": ("announcement.sent", "tests/announcements"),
    "own_cases.write": ("own_case.submitted", "tests/own_cases"),
    "preparing.remind": ("own_case.reminded", "tests/preparing"),
    "own_cases.readers": ("own_case.shown_to_cohort", "tests/own_cases"),
    "own_cases.joint": ("cohort.joint_opened", "tests/own_cases"),
    "enrolments.change_side": ("enrolment.side_changed", "tests/enrolments"),
    "own_cases.save": ("own_case.begun", "tests/own_cases"),
    "dilemmas.new": ("dilemma.made", "tests/dilemmas"),
    "dilemmas.of_case": ("dilemma.made", "tests/dilemmas"),
    "dilemmas.edit": ("dilemma.changed", "tests/dilemmas"),
    "assignments.new": ("assignment.made", "tests/assignments"),
    "assignments.answer": ("submission.submitted", "tests/assignments"),
    "storage.finish": ("file.uploaded", "tests/storage"),
    "storage.cancel": ("file.removed", "tests/storage"),
    "storage.receive": ("file.uploaded", "tests/storage"),
}

# The acts of these stand in their actions (`record` in the one function that does it); too many steps to repeat here.
IN_CODE: Final = {
    **dict.fromkeys(
        (
            *("people.enter_code", "credentials.second_step", "credentials.sign_in_with_passkey"),
            *("credentials.choose", "credentials.choose_done"),
        ),
        ('record("sign_in.done"', "portal/credentials/routes/arriving.py"),
    ),
    "credentials.password": ('record("sign_in.failed"', "portal/credentials/routes/sign_in.py"),
    "credentials.told_code": ('record("sign_in.failed"', "portal/people/actions.py"),
    "credentials.forgotten": ('record("password.forgotten"', "portal/credentials/password_actions.py"),
    **dict.fromkeys(
        ("credentials.new_password", "credentials.change_password"),
        ('record("password.changed"', "portal/credentials/password_actions.py"),
    ),
    "credentials.drop_password": ('record("password.removed"', "portal/credentials/password_actions.py"),
    **dict.fromkeys(
        ("credentials.app", "credentials.choose_app"), ('record("totp.added"', "portal/credentials/totp_actions.py")
    ),
    "credentials.remove_app": ('record("totp.removed"', "portal/credentials/totp_actions.py"),
    "credentials.recovery_codes": ('record("recovery_codes.made"', "portal/credentials/totp_actions.py"),
    **dict.fromkeys(
        ("credentials.new_passkey", "credentials.choose_passkey"),
        ('record("passkey.added"', "portal/credentials/passkey_actions.py"),
    ),
    "people.sign_out": ('record("sign_out.done"', "portal/people/session.py"),
    **dict.fromkeys(
        ("step_up.confirm", "credentials.confirm_with_passkey"), ('record("step_up.done"', "portal/people/session.py")
    ),
    "coordination.complete": ("enrolment.completed", "portal/enrolments/completing.py"),
    "teaching.groups": ("cohort.grouped", "portal/teaching/actions.py"),
    "materials.manage": ('_record("added"', "portal/materials/actions.py"),
    "materials.add_page": ('_record("added"', "portal/materials/actions.py"),
    "materials.add_link": ('_record("added"', "portal/materials/actions.py"),
    "materials.edit": ('_record("changed"', "portal/materials/actions.py"),
    "materials.arrange": ("material.moved", "portal/materials/sections.py"),
    "materials.move": ("material.moved", "portal/materials/sections.py"),
    "materials.move_section": ('_record("moved"', "portal/materials/sections.py"),
    "materials.replace": ('act="replaced"', "portal/materials/versions.py"),
    "speakers.replace": ('act="replaced"', "portal/materials/versions.py"),
    "speakers.remove": ('_record("deleted"', "portal/materials/actions.py"),
    "materials.restore": ('act="restored"', "portal/materials/versions.py"),
    "materials.use": ("material.shared", "portal/materials/library.py"),
    "materials.caption": ("material.captioned", "portal/materials/captions.py"),
    "materials.make_own": ("material.made_own", "portal/materials/owning.py"),
    "assignments.edit": ("assignment.changed", "portal/assignments/actions.py"),
    "own_cases.attach": ("file.uploaded", "portal/storage/actions.py"),
    "assignments.attach": ("file.uploaded", "portal/storage/actions.py"),
}

NOTHING: Final = {
    **dict.fromkeys(("pathways.home", "people.devices", "people.token", "people.signed_in_again"), OWN),
    **dict.fromkeys(("retention.my_data",), OWN),
    **dict.fromkeys(("retention.gone",), PUBLIC),
    **dict.fromkeys(("credentials.security", "credentials.not_now"), OWN),
    **dict.fromkeys(
        (
            "own_cases.receipt",
            "own_cases.mask",
            "sparring.given",
            "sparring.received",
            "people.choose_language",
            "assignments.save",
        ),
        OWN,
    ),
    **dict.fromkeys(("materials.mark_read", "materials.skip", "materials.keep_place"), OWN),
    **dict.fromkeys(
        (
            *("materials.show", "materials.read", "materials.address", "materials.text"),
            *("materials.picture", "materials.captions", "materials.older_page"),
            "assignments.show",
        ),
        MATERIAL,
    ),
    **dict.fromkeys(("searching.search", "searching.search_cohort"), SEARCHES),
    **dict.fromkeys(
        (
            *("courses.show_cohort", "courses.edit_agenda", "coordination.follow", "coordination.overview"),
            *(
                "enrolments.roster",
                "announcements.show",
                "own_cases.shared",
                "assignments.submissions",
            ),
            *("dilemmas.deck", "dilemmas.show", "room.join", "room.remembered", "room.standing", "room.state"),
            *("room.wall_line", "room.phone_line"),
            *("packs.screen", "packs.standing", "packs.pack_state"),
            *(
                "teaching.cohorts",
                "teaching.cohort",
                "preparing.gaps",
                "materials.shelves",
                "storage.begun",
                "roles.overview",
                "roles.municipality",
                "pages.operation",
            ),
        ),
        LISTS,
    ),
    **dict.fromkeys(
        (
            *("courses.catalogue", "courses.show_course", "pages.help_page", "pages.sharing_help", "pages.privacy"),
            *("pages.case_care", "pages.accessibility", "pages.accessibility_statement", "pages.security_contact"),
            *("pages.livez", "pages.readyz", "pages.static_file", "letters.outbox", "letters.letter"),
            *("enrolments.template",),
        ),
        PUBLIC,
    ),
    "packs.pack": "a PDF that is made is seen by nobody; taking it along is noted",
    "room.play": "a vote is nobody's; the ledger of the game says that somebody has voted, until the game ends",
    "single_sign_on.accounts": OWN,
    **dict.fromkeys(("single_sign_on.offer", "single_sign_on.go", "single_sign_on.begin_linking"), SETS_OUT),
    **dict.fromkeys(
        (
            *("credentials.begin_sign_in", "credentials.choose_passkey_begin", "credentials.new_passkey_begin"),
            "credentials.confirm_begin",
            "credentials.follow_reset",
        ),
        "a question; what is answered is noted",
    ),
    **dict.fromkeys(("invitations.arrive", "invitations.switch", "invitations.ask_anew", "vouching.follow"), SETS_OUT),
    **dict.fromkeys(("speakers.arrive", "speakers.enter"), SETS_OUT),
    "speakers.leave": OWN,
    "people.sign_in": "asking for a code is no sign-in; a wrong one is noted where it is typed",
    **dict.fromkeys(("storage.begin", "storage.sign", "storage.get", "storage.put_part"), RAW),
}
