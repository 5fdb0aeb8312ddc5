"""Who invites speakers to a point of a programme, and what may a speaker do? One point and the own files, nothing else."""

from portal.access.cohorts import may_follow_cohort
from portal.people.models import Person
from portal.speakers.models import Speaker, SpeakerMaterial


def may_host_speaker(person: Person, speaker: Speaker) -> bool:
    """Send a speaker's letter again, withdraw the invitation: those who teach or coordinate the cohort."""
    return may_follow_cohort(person, speaker.agenda_item.day.cohort)


def may_speak(speaking: Speaker) -> bool:
    """See when and where one speaks, and leave files for it, to the end of the day after."""
    return speaking.is_open


def may_keep_speaker_material(speaking: Speaker, speaker_material: SpeakerMaterial) -> bool:
    """Replace or remove a file that one has left oneself for this point."""
    return speaking.is_open and speaker_material.speaker_id == speaking.id
