"""Where the papers of a member went: which statements cite them, to whom those went, and what became of them there.

A paper of several sources counts for each of them; a source that was only printed is nobody's. Everything starts from
listed statements that are published in full and from public documents.
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from contacts.gathering import NO_LIMIT, Keys, keys_of_first
from contacts.models import Body, Entity, StudyPeriod
from contributions.models import Document

from .bundles import page_address
from .heads import KnownPage
from .models import Party, Statement
from .renditions import hide_addresses

PAPERS = 10  # on a page, each with its statements
MOST_STATEMENTS = 3  # of one paper; the others are on its page

Citation = tuple[int, int]  # the keys of a document and of a statement that cites it


def documents_of(member: Entity) -> Keys:
    """All its public documents, the newest first. One query."""
    return keys_of_first(Document.objects.public().for_entity(member).newest_first(), NO_LIMIT)


def citations_of(documents: Keys, period: StudyPeriod | None = None) -> list[Citation]:
    """Which statements cite which of the documents, of a study period or of all, the newest statement first. One
    query."""
    found = Statement.objects.listed().in_full()
    return (found.of_period(period) if period else found).citations_of(documents)


def papers_of(documents: Keys, citations: Iterable[Citation], wanted: str | None) -> KnownPage:
    """A page of those of the documents that are cited, for `read_together`; `tell_outcomes` tells the rest."""
    cited = {document for document, _statement in citations}
    return KnownPage(Document, [key for key in documents if key in cited], wanted, PAPERS)


def tell_outcomes(papers: Iterable[Any], citations: Iterable[Citation]) -> None:
    """Give each of the papers the statements to which it `went`, the newest, and the number of the `others`."""
    went: dict[int, list[int]] = defaultdict(list)
    for document, statement in citations:
        went[document].append(statement)
    shown = outcomes_of({key for row in papers for key in went[row.pk][:MOST_STATEMENTS]})
    for row in papers:
        row.went = [shown[key] for key in went[row.pk][:MOST_STATEMENTS] if key in shown]
        row.others = len(went[row.pk]) - len(row.went)


def outcomes_of(keys: Iterable[int]) -> dict[int, Statement]:
    """The statements of these keys with what became of them, as the public may read that."""
    found = Statement.objects.listed().in_full().with_keys(keys).for_outcomes()
    return {row.pk: hide_addresses(row, row.parties.all()) for row in found}


@dataclass
class Destination:
    """A recipient, its parts included, of what cites the papers of a member; `text` where it is no body we know."""

    body: Body | None
    text: str = ""
    papers: set[int] = field(default_factory=set)
    statements: set[int] = field(default_factory=set)
    asked: set[int] = field(default_factory=set)
    open: set[int] = field(default_factory=set)

    def add(self, part: Destination) -> None:
        """What went to a part of it went to it."""
        self.statements |= part.statements
        self.asked |= part.asked
        self.open |= part.open

    @property
    def answered(self) -> set[int]:
        return self.asked - self.open


def destinations_of(citations: Iterable[Citation]) -> list[Destination]:
    """Who got the papers, the most often first. Of a body that was sent something, what went to its parts counts too.

    Three queries of a few columns each, over all that is cited.
    """
    papers: dict[int, set[int]] = defaultdict(set)
    for document, statement in citations:
        papers[statement].add(document)
    bodies = Body.objects.by_key()
    found = Party.objects.of_statements(Keys(papers)).received().for_destinations()
    parties = [row for row in found if not row.body or row.body in bodies]
    by_body = {key: Destination(bodies[key]) for key in {row.body for row in parties if row.body}}
    by_text = {row.name: Destination(None, row.name) for row in parties if not row.body}
    for row in parties:
        one = by_body[row.body] if row.body else by_text[row.name]
        one.statements.update(row.statements)
        if row.purpose in Party.ASKED:
            one.asked.update(row.statements)
            if row.is_open:
                one.open.update(row.statements)
    all_of_them = [*_with_parts(bodies, by_body), *by_text.values()]
    for one in all_of_them:
        one.papers = set().union(*map(papers.__getitem__, one.statements))
    return sorted(all_of_them, key=lambda one: (-len(one.statements), one.body.code if one.body else one.text))


def _with_parts(bodies: Mapping[int, Body], by_body: Mapping[int, Destination]) -> Iterator[Destination]:
    """Of each body what went to it and to its parts. One query."""
    parts = Body.objects.under_each(bodies[key] for key in by_body)
    for key in by_body:
        below = parts[bodies[key].slug] & by_body.keys() - {key}
        whole = by_body[key]
        if below:
            whole = Destination(bodies[key])
            for part in (key, *below):
                whole.add(by_body[part])
        yield whole


# As a table for spreadsheets: a line for each paper, statement and recipient

CITED_AT_ONCE = 200
HEADINGS = [
    *(_("Document"), _("Title of the document"), _("Received"), _("Statement"), _("Title of the statement")),
    *(_("Date"), _("Address"), _("To"), _("For"), _("Reply by"), _("Answered"), _("Registered there as"), _("Outcome")),
]


def table_of(citations: Sequence[Citation]) -> Iterator[list[str]]:
    """Read some at a time, in the order of the statements, the newest first."""
    yield [str(heading) for heading in HEADINGS]
    for first in range(0, len(citations), CITED_AT_ONCE):
        some = citations[first : first + CITED_AT_ONCE]
        documents = Document.objects.public().in_bulk({document for document, _statement in some})
        shown = outcomes_of({statement for _document, statement in some})
        for document, statement in some:
            if document in documents and statement in shown:
                yield from _lines(documents[document], shown[statement])


def _lines(document: Document, statement: Statement) -> Iterator[list[str]]:
    of_both = [
        *(document.symbol, document.title, _day(document.received_on), statement.symbol, statement.title),
        *(_day(statement.date), page_address(statement)),
    ]
    for party in statement.received_by:
        outcome = " ".join(filter(None, [party.get_outcome_display(), party.outcome_text]))
        purpose = gettext("Copy") if party.is_copy else party.get_purpose_display()
        deadline = _day(party.deadline) or party.deadline_text
        yield [*of_both, party.short, purpose, deadline, _day(party.answered_on), party.their_symbol, outcome]


def _day(day: datetime.date | None) -> str:
    return day.isoformat() if day else ""
