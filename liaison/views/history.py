"""What was issued of a statement: its revisions, each in every format, and what differs between any two."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from config.page_cache import keeps_page
from liaison.field_names import differences_for_reader
from liaison.filters.revisions import TwoRevisions
from liaison.letter.formats import PUBLIC_WRITERS, WRITERS
from liaison.letter.sheets import sheet_of
from liaison.models import Statement
from liaison.renditions import public_reason, public_revision
from liaison.responses import letter_response

from .statements import at_slug, gone_page


def _with_history(slug: str) -> Statement:
    return at_slug(slug, Statement.objects.public().for_history())


@keeps_page
@gone_page
def statement_history(request: HttpRequest, slug: str) -> HttpResponse:
    statement = _with_history(slug)
    revisions = [(row, public_reason(row, statement)) for row in statement.revisions.all()]
    context = {"statement": statement, "revisions": revisions, "exports": PUBLIC_WRITERS}
    return render(
        request, "liaison/statement_history.html", context | {"choice": TwoRevisions(list(statement.revisions.all()))}
    )


@keeps_page
@gone_page
def differences(request: HttpRequest, slug: str) -> HttpResponse:
    """Between the revisions `old` and `new`; by default the last two."""
    statement = _with_history(slug)
    choice = TwoRevisions(list(statement.revisions.all()), request.GET)
    changes = []
    if choice.is_valid():
        old, new = (public_revision(row, statement) for row in choice.rows)
        changes = differences_for_reader(old, new)
    context = {"statement": statement, "choice": choice, "changes": changes}
    return render(request, "liaison/statement_differences.html", context)


@gone_page
def revision_file(request: HttpRequest, slug: str, number: int, extension: str) -> HttpResponse:
    """A revision as it was issued; a later one, or a withdrawal, is told on it."""
    statement = at_slug(slug, Statement.objects.public().for_detail())
    writer = WRITERS.get(extension)
    revision = statement.revision(number)
    if revision is None or writer is None or not writer.is_public:
        raise Http404(_("The statement has no such revision."))
    return letter_response(
        request,
        letter=public_revision(revision, statement),
        sheet=sheet_of(statement, revision, superseded_by=statement.superseded_by(revision)),
        writer=writer,
        name=f"{statement.slug}-rev-{number}",
        changed=statement.updated_at,
    )
