"""Statements, their revisions and annexes."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Router

from liaison.filters import StatementFilter
from liaison.letter.build import build
from liaison.letter.letter import Annex as LetterAnnex
from liaison.letter.letter import Letter
from liaison.letter.to_json import to_dict
from liaison.models import Annex, Revision, Statement
from liaison.renditions import public_reason, public_revision
from liaison.views.exports import letter_in
from liaison.views.statements import at_slug, public_statement

from . import shapes
from .addresses import api, page
from .answers import answer
from .describing import LANG, one, part
from .items import last_change, plain, revision_files, statement_item, whole_statement
from .paging import filtered_answer
from .problems import not_found

router = Router(tags=["Statements"])


@router.get("/statements", **part(shapes.StatementItem, StatementFilter))
def statements(request: HttpRequest) -> HttpResponse:
    """Liaison statements, filtered as on the page of the register.

    Those that were withdrawn are there with `status=withdrawn` alone. With `q` and no other `sort`, or with
    `sort=relevance`, the list is that of the best matches, at most the first 1,000; any other order has them all.
    """
    asked = StatementFilter(request.GET, Statement.objects.public())
    return filtered_answer(request, asked, lambda rows: rows.for_items(), statement_item)


@router.get("/statements/{slug:slug}", **one(shapes.Statement, 410, parameters=(LANG,)))
def statement(request: HttpRequest, slug: str) -> HttpResponse:
    """A liaison statement with its Letter: in its own language, or in the language version that `lang` names."""
    row = at_slug(slug, Statement.objects.public().for_files())
    letter = letter_in(row, request.GET.get("lang", ""), row.revision_in_force())
    item = Statement.objects.public().with_keys([row.pk]).for_items().select_related("registered_as").get()
    language = "" if letter.language == row.language else letter.language
    data = whole_statement(item, letter=to_dict(letter), language=language)
    return answer(request, data, changed=last_change(item))


@router.get("/statements/{slug:slug}/revisions", **one(shapes.Page[shapes.RevisionItem], 410))
def revisions(request: HttpRequest, slug: str) -> HttpResponse:
    """What was issued of a statement: 0 is the first, each further one a correction. The newest stands first."""
    row = at_slug(slug, Statement.objects.public().for_history())
    items = [_revision(revision, row) for revision in row.revisions.all()]
    return answer(request, {"items": items, "next": None, "previous": None}, changed=row.updated_at)


@router.get("/statements/{slug:slug}/revisions/{int:number}", **one(shapes.Revision, 410))
def revision(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """A revision with its Letter as the public may read it."""
    row = at_slug(slug, Statement.objects.public().for_history())
    chosen = row.revision(number)
    if chosen is None:
        raise not_found()
    data = _revision(chosen, row) | {"letter": to_dict(public_revision(chosen, row))}
    return answer(request, data, changed=row.updated_at)


def _revision(revision: Revision, statement: Statement) -> dict[str, Any]:
    item = shapes.RevisionItem(
        number=revision.number,
        made=revision.made_at,
        reason=public_reason(revision, statement),
        api=api("revision", statement.slug, revision.number),
        files=revision_files(statement, revision.number),
    )
    return plain(item)


@router.get("/statements/{slug:slug}/annexes", **one(shapes.Page[shapes.Annex], 410))
def annexes(request: HttpRequest, slug: str) -> HttpResponse:
    """The annexes with the rows of their tables; none where the header alone is published."""
    row = public_statement(slug)
    items = _annexes(row, build(row, public=True))
    return answer(request, {"items": items, "next": None, "previous": None}, changed=row.updated_at)


@router.get("/statements/{slug:slug}/annexes/{int:number}", **one(shapes.Annex, 410))
def annex(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """An annex with the rows of its table."""
    row = public_statement(slug)
    for item in _annexes(row, build(row, public=True)):
        if item["number"] == number:
            return answer(request, item, changed=row.updated_at)
    raise not_found()


def _annexes(statement: Statement, letter: Letter) -> list[dict[str, Any]]:
    """The rows tell which of the documents have a page here; what they say comes from the public Letter."""
    pairs = zip(letter.annexes, statement.shown_annexes, strict=True)
    return [_annex(printed, row, statement) for printed, row in pairs]


def _annex(printed: LetterAnnex, row: Annex, statement: Statement) -> dict[str, Any]:
    data = to_dict(Letter(annexes=(printed,)))["annexes"][0]
    for entry, stored in zip(data["entries"], row.entries.all(), strict=True):
        entry["document"] = stored.document.slug if stored.document and stored.is_in_register else None
    return {
        "url": page("annex-detail", statement.slug, printed.number),
        "api": api("annex", statement.slug, printed.number),
        "pdf": page("annex-pdf", statement.slug, printed.number),
        **data,
    }
