"""The papers: their list, and the page of one with where it travelled."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from config.page_cache import keeps_page
from contributions.models import Document
from liaison.filters import DocumentFilter
from liaison.models import Statement
from liaison.paging import head_of
from liaison.symbol_links import links_of

from .lists import filtered_list


@keeps_page
def document_list(request: HttpRequest) -> HttpResponse:
    found = DocumentFilter(request.GET, Document.objects.public())
    return filtered_list(request, "liaison/document_list.html", found)


def contribution_list(request: HttpRequest) -> HttpResponse:
    query = request.GET.copy()
    query["kind"] = "contribution"
    return HttpResponsePermanentRedirect(f"{reverse('liaison:document-list')}?{query.urlencode()}")


@keeps_page
def document_detail(request: HttpRequest, slug: str) -> HttpResponse:
    document = get_object_or_404(Document.objects.public().for_detail(), slug=slug)
    context = {
        "document": document,
        "revisions": list(Document.objects.public().same_number(document).for_choice()),
        "links": links_of(document),
        "cited_in": head_of(Statement.objects.listed().in_full().citing(document).newest_first()),
    }
    return render(request, "liaison/document_detail.html", context)
