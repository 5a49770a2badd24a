"""The papers of the register, and where they travelled."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from ninja import Router

from contributions.models import Document
from liaison.filters import DocumentFilter
from liaison.models import Statement
from liaison.paging import head_of

from . import shapes
from .answers import answer, row_at
from .describing import one, part
from .items import document_item, plain, statement_item, whole_document
from .paging import filtered_answer, list_answer

router = Router(tags=["Documents"])


@router.get("/documents", **part(shapes.DocumentItem, DocumentFilter))
def documents(request: HttpRequest) -> HttpResponse:
    """Contributions and other papers, filtered as on their page; each revision is one.

    With `q` and no other `sort`, or with `sort=relevance`, the list is that of the best matches, at most the first
    1,000; any other order has them all.
    """
    asked = DocumentFilter(request.GET, Document.objects.public())
    return filtered_answer(request, asked, lambda rows: rows.for_list(), document_item)


@router.get("/documents/{slug:slug}", **one(shapes.Document))
def document(request: HttpRequest, slug: str) -> HttpResponse:
    """A document with its abstract, its other revisions and the newest statements that cite any of them."""
    row = row_at(Document.objects.public().for_detail(), slug)
    revisions = Document.objects.public().same_number(row).for_choice()
    cited_in = head_of(Statement.objects.listed().in_full().citing(row).newest_first()).rows
    return answer(request, plain(whole_document(row, revisions, cited_in)))


@router.get("/documents/{slug:slug}/cited-in", **part(shapes.StatementItem, None, 404))
def citing_statements(request: HttpRequest, slug: str) -> HttpResponse:
    """All public statements that cite any revision of the document, the newest first."""
    cited = row_at(Document.objects.public(), slug)
    rows = Statement.objects.listed().in_full().citing(cited).newest_first()
    return list_answer(request, rows, lambda rows: rows.for_items(), statement_item)
