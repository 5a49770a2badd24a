"""A draft for somebody without an account, at an address that expires: the letter and its PDF, nothing beside it."""

from __future__ import annotations

import functools
from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from liaison.letter.build import build
from liaison.letter.formats import WRITERS
from liaison.letter.sheets import sheet_for
from liaison.models import ReviewLink, Statement
from liaison.responses import letter_response


def private(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Kept by nobody, found by no search engine, and its address is told to no other site."""

    @functools.wraps(view)
    def answer(request: HttpRequest, token: str) -> HttpResponse:
        try:
            response = view(request, token)
        except Http404:
            response = render(request, "404.html", status=404)
        response["Cache-Control"] = "no-store, private"
        response["Referrer-Policy"] = "no-referrer"
        response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
        return response

    return answer


def _draft(token: str) -> tuple[ReviewLink, Statement]:
    """Raises Http404 for an address that is unknown, expired or revoked, and once the statement is no draft."""
    link = ReviewLink.objects.of_token(token)
    if link is None or not link.statement.is_draft:
        raise Http404(_("This address is closed."))
    ReviewLink.objects.used(link)
    return link, Statement.objects.for_detail().get(pk=link.statement_id)


@require_safe
@private
def review_detail(request: HttpRequest, token: str) -> HttpResponse:
    link, statement = _draft(token)
    context = {"link": link, "letter": build(statement), "sheet": sheet_for(statement), "token": token}
    return render(request, "liaison/review_detail.html", context)


@require_safe
@private
def review_pdf(request: HttpRequest, token: str) -> HttpResponse:
    _link, statement = _draft(token)
    return letter_response(
        request,
        letter=build(statement),
        sheet=sheet_for(statement),
        writer=WRITERS["pdf"],
        name="draft",
        changed=statement.updated_at,
    )
