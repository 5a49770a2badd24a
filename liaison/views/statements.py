"""The register, a statement's page, its annexes."""

from __future__ import annotations

import functools
from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from config.page_cache import keeps_page
from liaison.around import around
from liaison.filters import StatementFilter
from liaison.filters.counts import write_counts
from liaison.letter.build import build
from liaison.letter.formats import PUBLIC_WRITERS
from liaison.letter.sheets import letterhead_of
from liaison.models import Annex, Statement
from liaison.models.statement_queries import StatementQuerySet
from liaison.renditions import (
    hide_addresses,
    hide_addresses_in_annexes,
    public_reason,
    shows_addresses_on_request,
)
from liaison.symbol_links import links_in, links_in_annex

from .lists import filtered_list


@keeps_page
def statement_list(request: HttpRequest) -> HttpResponse:
    found = StatementFilter(request.GET, Statement.objects.public())
    if found.is_valid() and not found.known_count:
        write_counts(found)
    return filtered_list(request, "liaison/statement_list.html", found)


class GoneError(Exception):
    """The statement was taken out of public view; its address stays and says so."""


def gone_page(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    @functools.wraps(view)
    def answer(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except GoneError:
            return render(request, "liaison/statement_removed.html", status=410)

    return answer


def public_statement(slug: str) -> Statement:
    """The statement with all that its page and files need. Raises Http404, or GoneError for a removed one."""
    return at_slug(slug, Statement.objects.public().for_detail())


def at_slug(slug: str, public: StatementQuerySet) -> Statement:
    if statement := public.at(slug).first():
        return statement
    if Statement.objects.removed().at(slug).exists():
        raise GoneError
    raise Http404(_("There is no such statement."))


@keeps_page
@gone_page
def statement_detail(request: HttpRequest, slug: str) -> HttpResponse:
    statement = at_slug(slug, Statement.objects.public().for_page())
    letter = build(statement, public=True)
    corrected = statement.corrections_made[-1] if statement.corrections_made else None
    return render(
        request,
        "liaison/statement_detail.html",
        {
            "statement": hide_addresses(statement),
            "letter": letter,
            "links": links_in(statement, letter),
            "letterhead": letterhead_of(statement, statement.language),
            "versions": [] if statement.is_header_only else statement.published_versions,
            "in_office": statement.in_office_now(),
            **vars(around(statement)),
            "exports": PUBLIC_WRITERS,
            "corrected": corrected,
            "reason": public_reason(corrected, statement) if corrected else "",
            "asks_addresses": shows_addresses_on_request(),
        },
    )


@keeps_page
@gone_page
def annex_list(request: HttpRequest, slug: str) -> HttpResponse:
    statement = hide_addresses_in_annexes(at_slug(slug, Statement.objects.public().for_annexes()))
    return render(request, "liaison/annex_list.html", {"statement": statement})


@keeps_page
@gone_page
def annex_detail(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    statement = hide_addresses_in_annexes(at_slug(slug, Statement.objects.public().for_annexes()))
    annex = annex_of(statement, number)
    context = {"statement": statement, "annex": annex, "links": links_in_annex(statement, annex)}
    return render(request, "liaison/annex_detail.html", context)


def annex_of(statement: Statement, number: int) -> Annex:
    for annex in statement.shown_annexes:
        if annex.number == number:
            return annex
    raise Http404(_("The statement has no such annex."))
