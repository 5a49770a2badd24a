"""One box for everything."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from contacts.words import words_of
from liaison.searching import search


def search_page(request: HttpRequest) -> HttpResponse:
    text = " ".join(words_of(request.GET.get("q", "")))
    return render(request, "liaison/search.html", {"text": text, "results": search(text) if text else None})
