"""Who: study periods, bodies and their Questions, entities, people and the roles they hold."""

from .aliases import Alias
from .bodies import Body, BodyAddress, Question, StudyPeriod
from .naming import Named
from .people import Appointment, Entity, Person, Role, User
from .search import SearchProgress, SearchRow

__all__ = [
    "Alias",
    "Appointment",
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
