"""The statements and documents of a run as its mails show them: read together, worded once a language.

All that is shown is what a public list shows, and the reasons that stand on public pages.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from contacts.enumeration import apposed, enumerated
from contributions.models import Document
from liaison.letter.labels import printed_date
from liaison.letter.replacing import hiding
from liaison.models import Party, Revision, Statement
from liaison.renditions import hides_addresses, public_reason

from .news import News


@dataclass(frozen=True)
class Entry:
    """One paper in a mail. `facts` are labels with what is said under each."""

    what: str
    title: str
    language: str
    facts: tuple[tuple[str, str], ...]
    address: str

    @property
    def direction(self) -> str:
        return "rtl" if self.language == "ar" else "ltr"


class Papers:
    """Kept for a run, and looked at anew before each mail: what was taken out of public view meanwhile is not told."""

    def __init__(self) -> None:
        self._statements: dict[int, Statement] = {}
        self._documents: dict[int, Document] = {}
        self._revisions: dict[int, Revision] = {}
        self._entries: dict[tuple[Any, ...], Entry] = {}

    def read(self, news: Iterable[News]) -> None:
        """Have the rows that these are about as they are now, in a constant number of queries."""
        items = list(news)
        self._read_statements({item.paper for item in items if not item.is_of_document})
        self._read_documents({item.paper for item in items if item.is_of_document})
        revisions = {item.revision for item in items if item.is_correction} - self._revisions.keys()
        if revisions:
            self._revisions |= Revision.objects.defer("letter").in_bulk(revisions)

    def _read_statements(self, keys: set[int]) -> None:
        public = Statement.objects.public().with_keys(keys)
        now = dict(public.order_by().values_list("pk", "version")) if keys else {}
        for key in keys - now.keys():
            self._statements.pop(key, None)
        known = {key for key in keys & self._statements.keys() if self._statements[key].version == now[key]}
        if changed := now.keys() - known:
            self._statements |= {row.pk: row for row in Statement.objects.public().with_keys(changed).for_list()}

    def _read_documents(self, keys: set[int]) -> None:
        public = Document.objects.public().filter(pk__in=keys)
        now = set(public.order_by().values_list("pk", flat=True)) if keys else set()
        for key in keys - now:
            self._documents.pop(key, None)
        if new := now - self._documents.keys():
            self._documents |= Document.objects.public().for_list().in_bulk(new)

    def entry(self, news: Sequence[News]) -> Entry | None:
        """All the news of one paper, in the language that is active; None where it is no longer public."""
        rows: dict[int, Any] = self._documents if news[0].is_of_document else self._statements
        row = rows.get(news[0].paper)
        if row is None:
            return None
        key = (get_language(), getattr(row, "version", 0), *(item.key for item in news))
        if key not in self._entries:
            self._entries[key] = self._of_document(row) if news[0].is_of_document else self._of_statement(row, news)
        return self._entries[key]

    def _of_document(self, document: Document) -> Entry:
        sources = "; ".join(entity.local_name for entity in document.entities) or document.source_text
        questions = enumerated(question.label for question in document.questions.all())
        facts = [
            (_("Symbol"), document.symbol),
            (_("Source"), sources),
            (_("Questions"), questions),
            (_("Kind"), str(document.get_kind_display())),
        ]
        return _entry(_("New document"), document, facts)

    def _of_statement(self, statement: Statement, news: Sequence[News]) -> Entry:
        corrections = [self._revisions[item.revision] for item in news if item.is_correction]
        what, reason = _("New"), ""
        if statement.is_withdrawn:
            what, reason = _("Withdrawn"), statement.withdrawal_reason
        elif corrections and all(item.is_correction for item in news):
            last = max(corrections, key=lambda revision: revision.number)
            what, reason = _("Corrected"), public_reason(last, statement)
        facts = [
            (_("Symbol"), statement.symbol),
            (_("Date"), _day(statement.date)),
            (_("From"), "; ".join(party.short for party in statement.senders)),
            (_("To"), "; ".join(_asked(party) for party in statement.recipients)),
            (_("Reason"), reason),
        ]
        return _entry(what, statement, facts)


def _entry(what: str, paper: Statement | Document, facts: list[tuple[str, str]]) -> Entry:
    shown = tuple((label, _public(value, paper)) for label, value in facts if value)
    address = f"{settings.SITE_URL}{paper.get_absolute_url()}"
    return Entry(what, _public(paper.title, paper), paper.language, shown, address)


def _public(text: str, paper: Statement | Document) -> str:
    """On one line, without e-mail addresses where those are not shown."""
    line = " ".join(text.split())
    return hiding(paper.language).text(line) if hides_addresses() else line


def _asked(party: Party) -> str:
    """A recipient with what is asked of it, and by when."""
    deadline = _day(party.deadline) or party.deadline_text
    asked = [str(party.get_purpose_display()) if party.purpose else ""]
    asked.append(_("reply by %(day)s") % {"day": deadline} if deadline and not party.answered_on else "")
    said = apposed(asked)
    return f"{party.short} ({said})" if said else party.short


def _day(day: Any) -> str:
    return printed_date(day, get_language() or "en") if day else ""
