"""Which columns hold nothing of anybody's in particular: what a provider publishes, and what the portal makes for itself?"""

from typing import Final

NOBODYS: Final = {
    "answer_key": "wrapped master",  # random; goes with the answer, and so does all that it opens
    "agenda_item": "day_id starts_at title description speaker kind",
    "assignment_file": "assignment_id file_id",
    "case_key": "wrapped master",
    "case_pack_key": "wrapped master",
    "cohort": "course_id name capacity capacity_boards enrolment_deadline own_case_deadline accommodation catering practical"
    " completed_at joint_purpose joint_until",
    "course": "title format summary description target_group outcomes themes method not_covered programme_note contents"
    " context preparation teaching_note dates_note follow_up_note duration price_excl_vat price_covers price_leaves_out"
    " in_order_of_arrival binding_after_deadline late_admission capacity_note admission_note",
    "course_day": "cohort_id venue_id kind starts_at ends_at room",
    "delegation": "cohort_id municipality_code",
    "dilemma_key": "wrapped master",
    "document": "kind",
    "file_key": "wrapped master",
    "document_version": "document_id number note is_major file_id captions_id text address form_key told_at",
    "game_key": "wrapped master",
    "game_vote": "game_id round voter option reason role is_chosen",  # nobody can tell whose
    "journal_closing": "through seal entries first_at last_at closed_at mac",
    "journal_seal": "sequence entry_id mac sealed_at",
    "held_form_key": "wrapped master",
    "material": "cohort_id document_id section_id title description position released_at release_anchor release_offset"
    " is_preparation form_key",
    "material_section": "cohort_id title position",
    "municipality": "code name",
    "organiser": "course_id position name",
    "passage": "version_id page words",
    "passage_text": "passage_id text",
    "programme_item": "course_id position title text",
    "related_course": "course_id position title target_id",
    "search_entry": "material_id version_id rendition_id material_version title_words description_words words",
    "sign_in_alarm": "network until accounts refused",
    "sign_in_try": "account_hash network is_known outcome",  # a keyed hash and a network; of no use beyond a day
    "teacher": "course_id position name title organisation biography",  # published; need not have an account
    "testimonial": "course_id position quote name title organisation",  # published
    "theme": "cohort_id name folded",
    "venue": "name address town arrival accessibility",
}
