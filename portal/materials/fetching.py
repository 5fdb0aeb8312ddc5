"""Who has taken a copy with them? Each download is an entry of the journal, for the day a copy turns up where it should not.

Nobody owns the entry, so no page shows it but the reader's own; what is read in the portal is not noted (`reading`).
"""

from portal.courses.cohort_models import Cohort
from portal.journal.actions import record
from portal.materials.models import Material
from portal.people.models import Person


def note_download(material: Material, *, by: Person) -> None:
    """Write in the journal that somebody has saved a material's file, whichever version."""
    record("material.downloaded", by_id=by.id, subject_id=material.id, cohort_id=material.cohort_id)


def note_bundle(cohort: Cohort, *, by: Person) -> None:
    """Write in the journal that somebody has saved all that a cohort shares."""
    record("materials.downloaded", by_id=by.id, subject_id=cohort.id, cohort_id=cohort.id)
