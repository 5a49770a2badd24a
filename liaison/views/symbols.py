"""/doc/: a document's symbol, in any spelling, as an address."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from contacts.models import StudyPeriod
from contacts.words import words_of
from liaison.models import Statement
from liaison.symbol_targets import near, targets_of


def doc(request: HttpRequest, symbol: str = "") -> HttpResponse:
    """Opens what `2/34` or `2022-2025/2/34` names; asks where it is several; else says so, with status 404."""
    text = " ".join(words_of(symbol.strip("/")))
    first, _slash, rest = text.partition("/")
    period = StudyPeriod.objects.labelled(first).first() if rest else None
    text = rest if period else text
    found = targets_of(text, period) if text else []
    if len(found) == 1:
        return redirect(found[0])
    context = {"symbol": text, "period": period, "found": found}
    if found:
        return render(request, "liaison/symbol_choice.html", context, status=300)
    return render(request, "liaison/symbol_unknown.html", context | {"near": near(text, period)}, status=404)


def short(request: HttpRequest, key: int) -> HttpResponse:
    """A statement's short address, to be read aloud or typed from paper: leads to its page."""
    found = Statement.objects.public() | Statement.objects.removed()
    statement = get_object_or_404(found.only("slug"), pk=key)
    return redirect(statement)
