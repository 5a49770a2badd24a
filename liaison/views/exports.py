"""Statements and annexes as files."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from liaison.letter.build import build
from liaison.letter.formats import WRITERS
from liaison.letter.letter import Letter
from liaison.letter.read_json import from_dict
from liaison.letter.sheets import sheet_for
from liaison.models import Statement
from liaison.models.statements import LANGUAGES
from liaison.renditions import public_letter
from liaison.responses import letter_response

from .statements import annex_of, gone_page, public_statement


@gone_page
def statement_file(request: HttpRequest, slug: str, extension: str) -> HttpResponse:
    statement = public_statement(slug)
    letter = letter_in(statement, request.GET.get("lang", ""))
    return letter_response(
        request,
        letter=letter,
        sheet=sheet_for(statement, language=letter.language),
        writer=WRITERS[extension],
        name=statement.slug,
        changed=statement.updated_at,
    )


@gone_page
def annex_file(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    statement = public_statement(slug)
    annex = annex_of(statement, number)
    return letter_response(
        request,
        letter=build(statement, public=True),
        sheet=sheet_for(statement, only_annex=annex.number),
        writer=WRITERS["pdf"],
        name=f"{statement.slug}-annex-{annex.number}",
        changed=statement.updated_at,
    )


def letter_in(statement: Statement, language: str) -> Letter:
    """The public Letter in a language; its own where none is asked for. Raises Http404 where there is no version."""
    if language in ("", statement.language):
        return build(statement, public=True)
    known = language in dict(LANGUAGES) and not statement.is_header_only
    translation = statement.public_translation(language) if known else None
    if translation is None:
        raise Http404(_("The statement has no version in this language."))
    return public_letter(from_dict(translation.letter), statement)
