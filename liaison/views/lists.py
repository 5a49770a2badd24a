"""What all long lists do: filter, page, and say what they did."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _

from liaison.filters.base import ListFilter
from liaison.filters.fields import NAMES, names_offered
from liaison.paging import PER_PAGE, Page, page_of
from liaison.searching import with_excerpts


def names(request: HttpRequest, of: str) -> HttpResponse:
    """What somebody may mean who types into a filter: options for the box. Asked for when it is entered."""
    if of not in NAMES:
        raise Http404
    return render(request, "_names.html", {"names": names_offered(of)})


def filtered_list(
    request: HttpRequest, template: str, found: ListFilter, *, per_page: int = PER_PAGE, **context: Any
) -> HttpResponse:
    """The template gets `filter` and `page`; with a wrong value among the filters, the message and no rows."""
    if found.is_valid():
        page = page_of(
            found.qs,
            lambda rows: rows.for_list(),
            request.GET.get("page"),
            per_page,
            order=found.ranking,
            known_count=found.known_count,
            keys=found.keys,
        )
        with_excerpts(page.rows, found.words if found.ranks else "")
    else:
        page = Page(problem=_("Nothing is shown until the filters are put right."))
    response = render(request, template, {"filter": found, "page": page, **context})
    patch_vary_headers(response, ["HX-Request"])
    if request.headers.get("HX-Request"):
        response["HX-Push-Url"] = f"{request.path}{found.address}"
    return response
