"""Pages and data are sent compressed to whoever can read them so: most delegates are on a slow line at some time."""

from __future__ import annotations

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware

TEXTS = ("text/", "application/json", "application/xml", "application/atom+xml")


class CompressionMiddleware(GZipMiddleware):
    """Django's own, which adds a random length so that nothing is learnt from it, for texts alone.

    PDF, Word and zip files are packed already, and what is sent while it is made is not held up.
    """

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if response.streaming or not response.get("Content-Type", "").startswith(TEXTS):
            return response
        return super().process_response(request, response)
