"""A Letter as an HTTP answer: file name, type, and the two headers by which a reader asks whether it has changed."""

from __future__ import annotations

import contextlib
import datetime
import logging

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header, http_date
from django.utils.translation import gettext

from .letter.formats import PdfError, Writer
from .letter.labels import base_language
from .letter.letter import Letter
from .letter.sheet import Sheet

logger = logging.getLogger(__name__)
LARGEST_KEPT = 2**19  # bytes
DAY = 24 * 3600  # seconds


class LetterResponse(HttpResponse):
    """The file itself. `name` is without extension, `language` the letter's."""

    def __init__(self, content: bytes, *, writer: Writer, name: str, language: str) -> None:
        super().__init__(content, content_type=writer.media_type)
        self["Content-Language"] = language
        self["Content-Disposition"] = content_disposition_header(False, f"{name}.{writer.extension}")


def letter_response(
    request: HttpRequest,
    *,
    letter: Letter,
    sheet: Sheet,
    writer: Writer,
    name: str,
    changed: datetime.datetime,
    is_kept: bool = False,
) -> HttpResponse:
    """The letter in the writer's format, or 304 before anything is rendered.

    `is_kept`: the file may come from the cache, where it stands under the fingerprint of all that it is made of, so it
    is never an old one. For what the public may read.
    """
    tag = f'"{writer.fingerprint(letter, sheet)}"'
    modified = int(changed.timestamp())
    response = get_conditional_response(request, etag=tag, last_modified=modified)
    if response is None:
        try:
            content = _kept(writer, letter, sheet, tag) if is_kept else writer.write(letter, sheet)
            response = LetterResponse(content, writer=writer, name=name, language=base_language(letter.language))
        except PdfError:
            logger.exception("The PDF of %s could not be made", name)
            message = gettext("The PDF cannot be made at the moment. The statement’s page shows the same text.")
            return HttpResponse(f"{message}\n", status=503, content_type="text/plain; charset=utf-8")
    response["ETag"] = tag
    response["Last-Modified"] = http_date(modified)
    response["Cache-Control"] = "public, no-cache"  # kept, and asked for again each time: a withdrawal shows at once
    return response


def _kept(writer: Writer, letter: Letter, sheet: Sheet, tag: str) -> bytes:
    """From the cache, or into it. A cache that is away keeps nothing: each kind has errors of its own, and /readyz says
    that it is away."""
    key = f"file-{writer.extension}-{tag[1:-1]}"
    content: bytes | None = None
    with contextlib.suppress(Exception):
        content = cache.get(key)
    if content is None:
        content = writer.write(letter, sheet)
        if len(content) <= LARGEST_KEPT:
            with contextlib.suppress(Exception):
                cache.set(key, content, DAY)
    return content
