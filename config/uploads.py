"""The size limit of a request, checked before a byte of its body is read. Django has none for files.

A body is read whole before Django sees the request: a client that sends it byte by byte holds up a thread of the
server and not the pages of the others (config/queueing.py). How long it may take is for the proxy in front to say.
"""

import tempfile
from collections.abc import Callable, Iterable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

PIECE = 2**16  # bytes read at a time
IN_MEMORY = 2**20  # bytes of a body; the rest of a larger one is in a file without a name

Application = Callable[[dict[str, Any], Any], Iterable[bytes]]


class WholeBodies:
    """The WSGI application, called once the body of the request is there; never with half of one, which a form might
    take for all that was typed."""

    def __init__(self, application: Application) -> None:
        self.application = application

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        size = announced(environ)
        if not 0 < size <= settings.MAX_REQUEST_SIZE:
            return self.application(environ, start_response)
        with tempfile.SpooledTemporaryFile(IN_MEMORY) as body:
            try:
                while size > 0 and (piece := environ["wsgi.input"].read(min(size, PIECE))):
                    body.write(piece)
                    size -= len(piece)
            except OSError as error:
                return refused(start_response, "503 Service Unavailable", f"Not received: {error.strerror}.")
            if size:
                return refused(start_response, "400 Bad Request", "The connection ended before the request did.")
            body.seek(0)
            return self.application(environ | {"wsgi.input": body}, start_response)


def refused(start_response: Any, status: str, words: str) -> list[bytes]:
    start_response(status, [("Content-Type", "text/plain"), ("Retry-After", "15")])
    return [f"{words}\n".encode()]


class RequestSizeMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if announced(request.META) <= settings.MAX_REQUEST_SIZE:
            return self.get_response(request)
        message = _("This is too large: up to %(size)d MB can be sent at once.")
        text = message % {"size": settings.MAX_REQUEST_SIZE // 2**20}
        return HttpResponse(text, status=413, content_type="text/plain; charset=utf-8")


def announced(environ: dict[str, Any]) -> int:
    """The size of the body. WSGI reads no further than that, so a false announcement gains nothing."""
    try:
        return int(environ.get("CONTENT_LENGTH") or 0)
    except ValueError:
        return 0
