"""What the lists can be filtered by: one module a list, on the fields and the form of `base`."""

from .documents import DocumentFilter
from .meetings import MeetingFilter
from .people import AppointmentFilter, EntityFilter
from .questions import QuestionFilter
from .statements import StatementFilter

__all__ = ["AppointmentFilter", "DocumentFilter", "EntityFilter", "MeetingFilter", "QuestionFilter", "StatementFilter"]
