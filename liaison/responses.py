"""A Letter as an HTTP answer: file name, type, and the two headers by which a reader asks whether it has changed."""

from __future__ import annotations

import datetime
import logging

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header, http_date
from django.utils.translation import gettext

from .letter.formats import PdfError, Writer
from .letter.labels import base_language
from .letter.letter import Letter
from .letter.sheet import Sheet

logger = logging.getLogger(__name__)


class LetterResponse(HttpResponse):
    """The file itself. `name` is without extension, `language` the letter's."""

    def __init__(self, content: bytes, *, writer: Writer, name: str, language: str) -> None:
        super().__init__(content, content_type=writer.media_type)
        self["Content-Language"] = language
        self["Content-Disposition"] = content_disposition_header(False, f"{name}.{writer.extension}")


def letter_response(
    request: HttpRequest, *, letter: Letter, sheet: Sheet, writer: Writer, name: str, changed: datetime.datetime
) -> HttpResponse:
    """The letter in the writer's format, or 304 before anything is rendered."""
    tag = f'"{writer.fingerprint(letter, sheet)}"'
    modified = int(changed.timestamp())
    response = get_conditional_response(request, etag=tag, last_modified=modified)
    if response is None:
        try:
            response = LetterResponse(
                writer.write(letter, sheet), writer=writer, name=name, language=base_language(letter.language)
            )
        except PdfError:
            logger.exception("The PDF of %s could not be made", name)
            message = gettext("The PDF cannot be made at the moment. The statement’s page shows the same text.")
            return HttpResponse(f"{message}\n", status=503, content_type="text/plain; charset=utf-8")
    response["ETag"] = tag
    response["Last-Modified"] = http_date(modified)
    response["Cache-Control"] = "public, no-cache"  # kept, and asked for again each time: a withdrawal shows at once
    return response
