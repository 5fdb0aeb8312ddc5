"""Which cohorts are running, and where do they meet?"""

from portal.demo.content.cohorts.boards_between import BOARDS_BETWEEN_COHORT
from portal.demo.content.cohorts.collaborative_undated import COLLABORATIVE_UNDATED_COHORT
from portal.demo.content.cohorts.councillors_next import COUNCILLORS_NEXT_COHORT
from portal.demo.content.cohorts.policy_development_waiting import POLICY_DEVELOPMENT_WAITING_COHORT
from portal.demo.content.cohorts.political_support_finished import POLITICAL_SUPPORT_FINISHED_COHORT
from portal.demo.content.cohorts.political_support_now import POLITICAL_SUPPORT_NOW_COHORT
from portal.demo.content.cohorts.venues import VENUES
from portal.demo.content.shapes import CohortPlan

__all__ = ["COHORTS", "VENUES"]

COHORTS: tuple[CohortPlan, ...] = (
    POLITICAL_SUPPORT_NOW_COHORT,
    BOARDS_BETWEEN_COHORT,
    POLITICAL_SUPPORT_FINISHED_COHORT,
    POLICY_DEVELOPMENT_WAITING_COHORT,
    COUNCILLORS_NEXT_COHORT,
    COLLABORATIVE_UNDATED_COHORT,
)
