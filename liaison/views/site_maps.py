"""The map of the site for search engines, and what they may read."""

from __future__ import annotations

from django.conf import settings
from django.core.paginator import EmptyPage, PageNotAnInteger
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from liaison.outputs.site_map import SECTIONS

XML = "application/xml"
LANGUAGE_PREFIXES = ["", *(f"/{code}" for code, _name in settings.LANGUAGES if code != settings.LANGUAGE_CODE)]
# The desk, whatever is made anew of many rows each time it is asked for, and lists of lists.
KEPT_OUT = [
    *("/admin/", "/review/", "/search/", "/statements.pdf", "/statements.zip"),
    *(f"/{name}.{kind}" for name in ("statements", "documents", "meetings", "rapporteurs") for kind in ("csv", "xlsx")),
]


def sitemap_index(request: HttpRequest) -> HttpResponse:
    """A line for each file of the map. One query a kind, to count it."""
    addresses = []
    for name, section in SECTIONS.items():
        address = settings.SITE_URL + reverse("sitemap-section", args=[name])
        pages = range(1, section.paginator.num_pages + 1)
        addresses += [address if page == 1 else f"{address}?p={page}" for page in pages]
    sitemaps = [{"location": address} for address in addresses]
    return render(request, "sitemap_index.xml", {"sitemaps": sitemaps}, content_type=XML)


def sitemap_section(request: HttpRequest, section: str) -> HttpResponse:
    if section not in SECTIONS:
        raise Http404
    try:
        urls = SECTIONS[section].get_urls(page=request.GET.get("p") or 1)
    except (EmptyPage, PageNotAnInteger) as error:
        raise Http404 from error
    return render(request, "sitemap.xml", {"urlset": urls}, content_type=XML)


def robots(request: HttpRequest) -> HttpResponse:
    closed = (f"Disallow: {prefix}{path}" for prefix in LANGUAGE_PREFIXES for path in KEPT_OUT)
    lines = ["User-agent: *", *closed, "", f"Sitemap: {settings.SITE_URL}{reverse('sitemap')}", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")
