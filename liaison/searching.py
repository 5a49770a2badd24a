"""Search over everything that has a public page. A symbol is looked up first; then words, kind by kind."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Model, QuerySet, Value
from django.utils.translation import gettext_lazy as _

from contacts.models import Appointment, Body, Entity, Question
from contacts.pages import questions_by_key
from contacts.search.backends import MOST as MOST_COUNTED
from contacts.search.backends import Found
from contacts.search.finding import excerpts, find, find_each, in_order, narrowed
from contributions import symbols
from contributions.models import Document, Topic
from liaison.models import Statement
from liaison.paging import Count, Page
from liaison.symbol_targets import documents_called, parsed, statements_called, targets_of

MOST = 10  # of each kind
CONSIDERED = 5 * MOST  # of the best of a kind, some of which may not be shown

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
    named = named_by(text)
    in_time = sort == "-date"
    kinds: list[type[Model]] = [Question] if in_time else [Statement, Document, Question]
    if not parsed(text):  # no body, person, member or topic is called 2/34
        kinds += [Body, Appointment, Entity, Topic]
    found = find_rows_of_each(kinds, text)

    def best(rows: QuerySet) -> Page:
        return ranked(rows, found[rows.model], named) if rows.model in found else Page()

    def first(rows: QuerySet) -> Page:
        return newest(rows, text) if in_time else best(rows)

    results = Results(
        named=named,
        statements=first(Statement.objects.listed()),
        documents=first(Document.objects.public()),
        questions=best_of_few(found.get(Question), questions_by_key),
        bodies=best_of_few(found.get(Body), Body.objects.by_key),
        people=best(Appointment.objects.current()),
        members=best(Entity.objects.all()),
        topics=best_of_few(found.get(Topic), Topic.objects.by_key),
    )
    with_excerpts([*results.statements.rows, *results.documents.rows], text)
    return results


def named_by(text: str) -> list[Document | Statement]:
    """The papers and statements whose symbol a text is, in whatever spelling."""
    return targets_of(text) if parsed(text) else []


def called(model: type[Model], text: str) -> Sequence[Model]:
    """Those of one model that are called so."""
    if not parsed(text):
        return []
    return documents_called(text) if model is Document else statements_called(text)


def find_rows(model: type[Model], text: str, *, ranks: bool = True) -> Found:
    """What of a model the index of search finds for a text."""
    return find(KINDS[model], text, symbols.spellings(text), ranks=ranks)


def find_rows_of_each(models: Sequence[type[Model]], text: str) -> dict[type[Model], Found]:
    """The same of several models, ranked: two queries, and one more for each model of which very many rows fit."""
    found = find_each([KINDS[model] for model in models], text, symbols.spellings(text))
    return {model: found[KINDS[model]] for model in models}


def best_of(model: type[Model], best: Sequence[int], named: Iterable[Model] = ()) -> list[int]:
    """The keys of the best matches, and before all others those of the model's rows that a symbol names.

    Whether the reader may see them is for the caller to ask.
    """
    first = [row.pk for row in named if isinstance(row, model)]
    return [*first, *(key for key in best if key not in first)]


def ranked(rows: QuerySet, found: Found, named: Iterable[Model] = ()) -> Page:
    """The best matches among rows that the reader may see."""
    order = best_of(rows.model, in_order(found), named)[:CONSIDERED]
    best: list[Any] = []
    for start in range(0, len(order), MOST):  # once, but where the reader may not see all of them
        keys = order[start : start + MOST]
        read = {row.pk: row for row in _counted(rows, found).filter(pk__in=keys)}
        best += [read[key] for key in keys if key in read]
        if len(best) >= MOST:
            break
    return Page(rows=best[:MOST], count=best[0].count_of_all if best else 0)


def best_of_few(found: Found | None, all_by_key: Callable[[], Mapping[int, Any]]) -> Page:
    """The same of a kind of which there are few rows, so that all are kept, and whoever reads may see all."""
    if not (found and found.ranked):
        return Page()
    rows = all_by_key()
    best = [rows[key] for key in in_order(found) if key in rows]
    count = MOST_COUNTED + 1 if found.keys is None else sum(key in rows for key in found.keys)
    return Page(rows=best[:MOST], count=count)


def newest(rows: QuerySet, text: str) -> Page:
    found = find_rows(rows.model, text, ranks=False)
    best = list(narrowed(_counted(rows, found), found, is_alone=True).newest_first()[:MOST])
    return Page(rows=best, count=best[0].count_of_all if best else 0)


def _counted(rows: QuerySet, found: Found) -> QuerySet:
    """The rows, each with how many of them were found: asked with the rows, so that it costs no query of its own.

    Of very many it says only that there are more than are counted.
    """
    if found.keys is None:
        return rows.for_list().annotate(count_of_all=Value(MOST_COUNTED + 1))
    count = Count(narrowed(rows, found).order_by().values("pk"))
    return rows.for_list().annotate(count_of_all=count)


def with_excerpts(rows: Sequence[Any], text: str) -> None:
    """Give each of the rows its `excerpt`. One query, none where nothing is searched for."""
    if not rows or not text:
        return
    keys: dict[str, list[int]] = {}
    for row in rows:
        keys.setdefault(KINDS[type(row)], []).append(row.pk)
    found = excerpts(keys, text, symbols.spellings(text))
    for row in rows:
        row.excerpt = found[KINDS[type(row)]].get(row.pk, "")
