"""Search over everything that has a public page. A symbol is looked up first; then words, kind by kind."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Model, QuerySet
from django.utils.translation import gettext_lazy as _

from contacts.models import Appointment, Body, Entity, Question
from contacts.search.finding import best, excerpts, keys
from contributions import symbols
from contributions.models import Document, Topic
from liaison.models import Statement
from liaison.paging import Count, Page
from liaison.symbol_targets import parsed, targets_of

MOST = 10  # of each kind
CONSIDERED = 5 * MOST  # of the best of a kind, some of which may not be shown
MOST_COUNTED = 10_000

KINDS: dict[type[Model], str] = {
    Statement: "statement",
    Document: "document",
    Question: "question",
    Body: "body",
    Appointment: "person",
    Entity: "member",
    Topic: "topic",
}
SORTS = [("relevance", _("Best matches first")), ("-date", _("Newest first"))]


@dataclass
class Results:
    """What was found; `named` are the papers and statements whose symbol the text is."""

    named: list[Document | Statement] = field(default_factory=list)
    statements: Page = field(default_factory=Page)
    documents: Page = field(default_factory=Page)
    questions: Page = field(default_factory=Page)
    bodies: Page = field(default_factory=Page)
    people: Page = field(default_factory=Page)
    members: Page = field(default_factory=Page)
    topics: Page = field(default_factory=Page)

    @property
    def kinds(self) -> Iterator[tuple[str, Any, Page]]:
        """Of each kind of which something was found: the name of its part of the page, its label, what was found."""
        labels = {
            "statements": _("Liaison statements"),
            "documents": _("Documents"),
            "questions": _("Questions"),
            "people": _("People in office"),
            "bodies": _("Bodies"),
            "members": _("Members"),
            "topics": _("Topics"),
        }
        for name, label in labels.items():
            page: Page = getattr(self, name)
            if page.count:
                yield name, label, page

    @property
    def count(self) -> int:
        return len(self.named) + sum(page.count for _name, _label, page in self.kinds)


def search(text: str, sort: str = "relevance") -> Results:
    """The best of each kind, or the newest of those that have a date."""
    find = newest if sort == "-date" else ranked
    results = Results(
        statements=find(Statement.objects.listed(), text),
        documents=find(Document.objects.public(), text),
        questions=ranked(Question.objects.all(), text),
    )
    for page in (results.statements, results.documents):
        with_excerpts(page.rows, text)
    if parsed(text):  # no body, person, member or topic is called 2/34
        results.named = targets_of(text)
        return results
    results.bodies = ranked(Body.objects.all(), text)
    results.people = ranked(Appointment.objects.current(), text)
    results.members = ranked(Entity.objects.all(), text)
    results.topics = ranked(Topic.objects.all(), text)
    return results


def best_of(model: type[Model], text: str) -> list[int]:
    """The keys of the best matches among the rows of a model, those that a symbol names before all others.

    Whether the reader may see them is for the caller to ask.
    """
    named = [row.pk for row in targets_of(text) if isinstance(row, model)] if parsed(text) else []
    return [*named, *(key for key in best(KINDS[model], text, symbols.spellings(text)) if key not in named)]


def ranked(rows: QuerySet, text: str) -> Page:
    """The best matches among rows that the reader may see."""
    order = best_of(rows.model, text)[:CONSIDERED]
    place = {key: number for number, key in enumerate(order)}
    found = sorted(_counted(rows, text).filter(pk__in=order), key=lambda row: place[row.pk])[:MOST] if order else []
    return Page(rows=found, count=found[0].count_of_all if found else 0)


def newest(rows: QuerySet, text: str) -> Page:
    found = list(_counted(rows, text).newest_first()[:MOST])
    return Page(rows=found, count=found[0].count_of_all if found else 0)


def _counted(rows: QuerySet, text: str) -> QuerySet:
    """The rows that fit, each with how many there are: asked with the rows, so that it costs no query of its own."""
    found = rows.filter(pk__in=keys(KINDS[rows.model], text, symbols.spellings(text)))
    count = Count(found.order_by().values("pk")[: MOST_COUNTED + 1])
    return found.for_list().annotate(count_of_all=count)


def with_excerpts(rows: Sequence[Any], text: str) -> None:
    """Give each of the rows, which are of one model, its `excerpt`. One query, none where nothing is searched for."""
    if not rows or not text:
        return
    found = excerpts(KINDS[type(rows[0])], [row.pk for row in rows], text, symbols.spellings(text))
    for row in rows:
        row.excerpt = found.get(row.pk, "")
