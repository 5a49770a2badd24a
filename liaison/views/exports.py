"""Statements and annexes as files."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from liaison.letter.build import build
from liaison.letter.formats import WRITERS
from liaison.letter.letter import Letter
from liaison.letter.read_json import from_dict
from liaison.letter.sheets import sheet_of
from liaison.models import Revision, Statement
from liaison.models.statements import LANGUAGES
from liaison.renditions import public_letter, public_revision
from liaison.responses import letter_response

from .statements import annex_of, at_slug, gone_page


@gone_page
def statement_file(request: HttpRequest, slug: str, extension: str) -> HttpResponse:
    statement, revision = _issued(slug)
    letter = letter_in(statement, request.GET.get("lang", ""), revision)
    return letter_response(
        request,
        letter=letter,
        sheet=sheet_of(statement, revision, language=letter.language),
        writer=WRITERS[extension],
        name=statement.slug,
        changed=statement.updated_at,
        is_kept=True,
    )


@gone_page
def annex_file(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    statement, revision = _issued(slug)
    annex = annex_of(statement, number)
    return letter_response(
        request,
        letter=letter_in(statement, "", revision),
        sheet=sheet_of(statement, revision, only_annex=annex.number),
        writer=WRITERS["pdf"],
        name=f"{statement.slug}-annex-{annex.number}",
        changed=statement.updated_at,
        is_kept=True,
    )


def _issued(slug: str) -> tuple[Statement, Revision | None]:
    """A statement and what was issued of it last: its files are made of that, at the cost of two queries."""
    statement = at_slug(slug, Statement.objects.public().for_files())
    return statement, statement.revision_in_force()


def letter_in(statement: Statement, language: str, revision: Revision | None = None) -> Letter:
    """The public Letter in a language; its own where none is asked for. Raises Http404 where there is no version.

    It is that of the revision in force, where one is given, which says what the rows of the statement say.
    """
    if language in ("", statement.language):
        if revision is not None:
            return public_revision(revision, statement)
        return build(Statement.objects.for_detail().get(pk=statement.pk), public=True)
    known = language in dict(LANGUAGES) and not statement.is_header_only
    translation = statement.public_translation(language) if known else None
    if translation is None:
        raise Http404(_("The statement has no version in this language."))
    return public_letter(from_dict(translation.letter), statement)
