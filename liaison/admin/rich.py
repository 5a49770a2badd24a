"""Rich text on the pages of the desk: shown where it cannot be changed, edited where it can."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from js_asset import Media

from liaison.letter.rich_text import sanitise


def shown(text: str) -> SafeString | str:
    """Stored rich text, sanitised again on its way out."""
    if not text:
        return "–"
    return format_html('<div class="desk-text">{}</div>', mark_safe(sanitise(text)))  # nosec B308 B703


def with_nonce(request: HttpRequest, media: Any) -> Any:
    """The editor's import map is an inline script, which the policy allows by the nonce of the request."""
    if getattr(media, "_importmap", None) is None or not hasattr(request, "_csp_nonce"):
        return media
    return Media.from_media(media, nonce=request._csp_nonce)
