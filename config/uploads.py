"""The size limit of a request, checked before a byte of its body is read. Django has none for files."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _


class RequestSizeMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if content_length(request) <= settings.MAX_REQUEST_SIZE:
            return self.get_response(request)
        message = _("This is too large: up to %(size)d MB can be sent at once.")
        text = message % {"size": settings.MAX_REQUEST_SIZE // 2**20}
        return HttpResponse(text, status=413, content_type="text/plain; charset=utf-8")


def content_length(request: HttpRequest) -> int:
    """The announced size. WSGI reads no further than that, so a false announcement gains nothing."""
    try:
        return int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        return 0
