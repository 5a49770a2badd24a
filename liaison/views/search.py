"""One box for everything."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from config.page_cache import keeps_page
from contacts.words import words_of
from liaison.searching import SORTS, search


@keeps_page
def search_page(request: HttpRequest) -> HttpResponse:
    text = " ".join(words_of(request.GET.get("q", "")))
    sort = request.GET.get("sort", "")
    sort = sort if sort in dict(SORTS) else SORTS[0][0]
    results = search(text, sort) if text else None
    context = {"text": text, "results": results, "sorts": SORTS, "sort": sort}
    return render(request, "liaison/search.html", context)
