"""Who: study periods, bodies and their Questions, entities, people and the roles they hold."""

from .aliases import Alias
from .appointments import Appointment
from .attempts import Attempt
from .bodies import Body, BodyAddress, Question
from .naming import Named
from .people import Entity, Person, Role, User
from .periods import StudyPeriod
from .search import SearchProgress, SearchRow

__all__ = [
    "Alias",
    "Appointment",
    "Attempt",
    "Body",
    "BodyAddress",
    "Entity",
    "Named",
    "Person",
    "Question",
    "Role",
    "SearchProgress",
    "SearchRow",
    "StudyPeriod",
    "User",
]
