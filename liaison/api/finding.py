"""One search for everything, and symbols as addresses."""

from __future__ import annotations

from typing import Any

from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.utils.html import strip_tags
from django.utils.translation import gettext as _
from ninja import Router

from contacts.models import Appointment, Body, Entity, Question, StudyPeriod
from contacts.words import words_of
from contributions.models import Document, Topic
from liaison.models import Statement
from liaison.paging import Page
from liaison.searching import KINDS, SORTS, Results, search
from liaison.symbol_targets import near, targets_of

from . import found_shapes as shapes
from .addresses import api, of
from .answers import answer
from .describing import one, whole
from .items import plain
from .parameters import query_parameter
from .problems import Problem, wrong_parameter

router = Router(tags=["Finding"])
OPERATIONS: dict[type[Model], str] = {
    Statement: "statement",
    Document: "document",
    Question: "question",
    Body: "body",
    Entity: "member",
    Topic: "topic",
}
Q = query_parameter("q", "Words, “in quotes” side by side, -not, OR; or a symbol in any spelling", maxLength=200)
SORT = query_parameter("sort", "Relevance is the usual order.", enum=[value for value, _label in SORTS])


@router.get("/search", **whole(shapes.SearchResults, 400, parameters=(Q | {"required": True}, SORT)))
def find(request: HttpRequest) -> HttpResponse:
    """The best matches of each kind, at most ten of each. All statements and documents that match: `all`."""
    text = " ".join(words_of(request.GET.get("q", "")))
    sort = request.GET.get("sort") or SORTS[0][0]
    if not text:
        raise wrong_parameter("q", _("Write at least one word, or a symbol."))
    if sort not in dict(SORTS):
        raise wrong_parameter("sort", _("“%(value)s” is not one of the values.") % {"value": sort[:40]})
    return answer(request, _results(search(text, sort), text))


def _results(results: Results, text: str) -> dict[str, Any]:
    lists = {"statements": api("statements", q=text), "documents": api("documents", q=text)}
    kinds = ("statements", "documents", "questions", "bodies", "people", "members", "topics")
    found = shapes.SearchResults(
        q=text,
        named=[_hit(row) for row in results.named],
        **{kind: _hits(getattr(results, kind), lists.get(kind)) for kind in kinds},
    )
    return plain(found)


def _hits(found: Page, address: str | None) -> shapes.HitsOfKind:
    return shapes.HitsOfKind(count=found.count, hits=[_hit(row) for row in found.rows], all=address)


def _hit(row: Any) -> shapes.Hit:
    is_paper = isinstance(row, Statement | Document)
    return shapes.Hit(
        kind=KINDS[type(row)],
        slug=getattr(row, "slug", None),
        url=None if isinstance(row, Appointment) else of(row),
        api=None if isinstance(row, Appointment) else api(OPERATIONS[type(row)], row.slug),
        symbol=(row.symbol or None) if is_paper else None,
        title=row.title if is_paper else _title(row),
        date=row.date if isinstance(row, Statement) else getattr(row, "received_on", None),
        excerpt=strip_tags(getattr(row, "excerpt", "") or ""),
    )


def _title(row: Any) -> str:
    if isinstance(row, Appointment):
        return f"{row.person.name}, {row.role_text}"
    return f"{row.label}: {row.name}" if isinstance(row, Question) else str(row.name)


@router.get("/doc/{path:symbol}", **one(shapes.SymbolMatches))
def doc(request: HttpRequest, symbol: str) -> HttpResponse:
    """What a symbol names, in whatever spelling: 2/34, D22-SG02-C-0034, or with its period, 2022-2025/2/34.

    A bare number means the latest revision. There are several matches where several study periods have the symbol.
    One that is not known is answered with 404 and with what it may have meant.
    """
    text = " ".join(words_of(symbol.strip("/")))
    first, _slash, rest = text.partition("/")
    period = StudyPeriod.objects.labelled(first).first() if rest else None
    text = rest if period else text
    found = targets_of(text, period) if text else []
    if not found:
        close = [plain(_match(row)) for row in (near(text, period) if text else [])]
        raise Problem(404, _("Nothing in the register has the symbol “%s”.") % text[:40], near=close)
    return answer(request, plain(shapes.SymbolMatches(symbol=text, matches=[_match(row) for row in found])))


def _match(row: Document | Statement) -> shapes.SymbolMatch:
    return shapes.SymbolMatch(
        kind=KINDS[type(row)],
        slug=row.slug,
        url=of(row),
        api=api(OPERATIONS[type(row)], row.slug),
        symbol=row.symbol,
        title=row.title,
        study_period=row.period.label if row.period else None,
    )
