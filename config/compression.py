"""Pages and data are sent compressed to whoever can read them so: most delegates are on a slow line at some time."""

from __future__ import annotations

import re

import brotli
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from django.utils.cache import patch_vary_headers

TEXTS = ("text/", "application/json", "application/xml", "application/atom+xml")
REFUSED = re.compile(r";\s*q=0(\.0*)?\s*$")
SHORTEST = 200  # bytes
QUALITY = 5  # of 11: as quick as gzip, and a fifth smaller


class CompressionMiddleware(GZipMiddleware):
    """Django's own, which adds a random length so that nothing is learnt from it, for texts alone.

    PDF, Word and zip files are packed already, and what is sent while it is made is not held up. A page that is the
    same for everybody holds nothing to be learnt and goes by Brotli.
    """

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if response.streaming or not response.get("Content-Type", "").startswith(TEXTS):
            return response
        encoding, match = encoding_for(request), request.resolver_match
        if not encoding:
            patch_vary_headers(response, ["Accept-Encoding"])
            return response
        if encoding == "br" and match and getattr(match.func, "is_kept", False) and not response.cookies:
            return by_brotli(response)
        return super().process_response(request, response)


def by_brotli(response: HttpResponseBase) -> HttpResponseBase:
    content = response.content  # type: ignore[attr-defined]
    if len(content) < SHORTEST or response.has_header("Content-Encoding"):
        return response
    patch_vary_headers(response, ["Accept-Encoding"])
    response.content = brotli.compress(content, quality=QUALITY)  # type: ignore[attr-defined]
    response["Content-Encoding"] = "br"
    response["Content-Length"] = str(len(response.content))  # type: ignore[attr-defined]
    return response


def encoding_for(request: HttpRequest) -> str:
    """br, gzip or "": the best that the reader says they can read. A weight of nought is a no."""
    said = request.META.get("HTTP_ACCEPT_ENCODING", "")
    names = {name.partition(";")[0].strip() for name in said.split(",") if not REFUSED.search(name)}
    return "br" if "br" in names else "gzip" if "gzip" in names else ""
