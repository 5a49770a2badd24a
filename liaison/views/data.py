"""For other systems: whole lists as JSON, and the page that explains the API."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render

from config.page_cache import keeps_page
from contributions.models import Document
from liaison.api.answers import readable
from liaison.api.examples import ADDRESSES, EXAMPLES
from liaison.api.exports import list_as_json
from liaison.api.items import document_item, statement_item
from liaison.api.paging import MOST, MOST_RANKED
from liaison.filters import DocumentFilter, StatementFilter
from liaison.models import Statement


@readable
def statements_json(request: HttpRequest) -> HttpResponseBase:
    found = StatementFilter(request.GET, Statement.objects.public(), ranks=False)
    return list_as_json(request, found, lambda rows: rows.for_items(), statement_item, name="statements")


@readable
def documents_json(request: HttpRequest) -> HttpResponseBase:
    found = DocumentFilter(request.GET, Document.objects.public(), ranks=False)
    return list_as_json(request, found, lambda rows: rows.for_list(), document_item, name="documents")


@keeps_page
def api_page(request: HttpRequest) -> HttpResponse:
    context = {"examples": EXAMPLES, "addresses": ADDRESSES, "most": MOST, "ranked": MOST_RANKED}
    return render(request, "liaison/api.html", context | {"root": f"{settings.SITE_URL}/api/v1"})
