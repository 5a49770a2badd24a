"""How a statement is cited, for programs."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from liaison.letter.build import build
from liaison.outputs.citing import BIBTEX, JSON_LD, RIS, citation_of, to_bibtex, to_json_ld, to_ris

from .statements import gone_page, public_statement

FORMS = {"bib": (to_bibtex, BIBTEX), "ris": (to_ris, RIS), "jsonld": (to_json_ld, JSON_LD)}


@require_safe
@gone_page
def statement_citation(request: HttpRequest, slug: str, extension: str) -> HttpResponse:
    statement = public_statement(slug)
    write, media_type = FORMS[extension]
    response = HttpResponse(write(citation_of(statement, build(statement, public=True))), content_type=media_type)
    response["Content-Disposition"] = content_disposition_header(extension != "jsonld", f"{statement.slug}.{extension}")
    response["Cache-Control"] = "public, no-cache"
    return response
