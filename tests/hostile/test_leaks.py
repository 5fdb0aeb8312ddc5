"""Can somebody come round a rule by doing what they may? What a person writes goes to those it is for, and nowhere else."""

from portal.courses.cohort_models import CohortStaff, StaffRole
from portal.own_cases.models import OwnCaseStatus, Visibility
from tests.access.world import CANARY, World
from tests.cast import Cast
from tests.reader import Reader


def shared_case(cast: Cast, visibility: Visibility = Visibility.COHORT) -> str:
    own_case = World(cast).case(cast.author, cast.cohort, OwnCaseStatus.SUBMITTED, visibility)
    return f"/case/{own_case.id}"


def test_a_coordinator_does_not_enrol_herself_and_with_a_place_from_before_reads_no_case(
    reader: Reader, cast: Cast
) -> None:
    case, coordinator = shared_case(cast), cast.coordinator
    reader.sign_in(coordinator)
    fields = {"name": coordinator.name, "email": coordinator.email}
    assert reader.post(f"/hold/{cast.cohort.id}/tilmeldinger/ny", fields).status == 422
    assert reader.get(f"/hold/{cast.cohort.id}/cases").status == 404
    cast.enrol(coordinator, cast.cohort)
    assert reader.get(case).status == 404
    assert CANARY not in reader.get(f"/hold/{cast.cohort.id}/cases").source


def test_a_participant_who_coordinates_nothing_here_reads_what_is_shared(reader: Reader, cast: Cast) -> None:
    case = shared_case(cast)
    cast.add(CohortStaff(cohort_id=cast.other_cohort.id, person_id=cast.classmate.id, role=StaffRole.COORDINATOR))
    reader.sign_in(cast.classmate)
    assert CANARY in reader.get(case).source
    assert CANARY in reader.get(f"/hold/{cast.cohort.id}/cases").source
