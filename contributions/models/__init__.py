"""What is considered: meetings, the documents before them, and the topics that documents concern."""

from .documents import Document, by_question
from .meetings import Meeting
from .parts import Brief, DocumentSource, DocumentSymbol
from .topics import Topic
from .uploads import UploadedList

__all__ = ["Brief", "Document", "DocumentSource", "DocumentSymbol", "Meeting", "Topic", "UploadedList", "by_question"]
