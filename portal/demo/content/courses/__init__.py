"""Which courses does the demonstration world offer?"""

from portal.demo.content.courses.collaborative_politics import COLLABORATIVE_POLITICS
from portal.demo.content.courses.councillors_day import COUNCILLORS_DAY
from portal.demo.content.courses.local_government_2030 import LOCAL_GOVERNMENT_2030
from portal.demo.content.courses.policy_development import POLICY_DEVELOPMENT_COURSE
from portal.demo.content.courses.political_support import POLITICAL_SUPPORT_COURSE
from portal.demo.content.shapes import CoursePlan

COURSES: tuple[CoursePlan, ...] = (
    POLITICAL_SUPPORT_COURSE,
    LOCAL_GOVERNMENT_2030,
    POLICY_DEVELOPMENT_COURSE,
    COUNCILLORS_DAY,
    COLLABORATIVE_POLITICS,
)
