"""What every page shows around its content: the site's name, its sections, the same page in other languages."""

from __future__ import annotations

from typing import Any

from babel import Locale
from django import template
from django.conf import settings
from django.templatetags.static import static
from django.urls import NoReverseMatch, reverse
from django.utils.encoding import escape_uri_path
from django.utils.http import escape_leading_slashes
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from contacts.models import Body
from liaison.models import Statement

register = template.Library()

# Name, list, and what begins the addresses of pages that belong to the section though their list is another.
SECTIONS = [
    (_("Statements"), "liaison:statement-list", ""),
    (_("Documents"), "liaison:document-list", ""),
    (_("Meetings"), "liaison:meeting-list", ""),
    (_("Study groups"), "liaison:study-group-list", "questions/"),
    (_("Rapporteurs"), "liaison:rapporteur-list", ""),
]


@register.simple_tag
def site_name() -> str:
    """The name of the home body, in the reader's language. One query a page."""
    home = Body.objects.home()
    return home.local_name if home else "Liaison"


@register.simple_tag(takes_context=True)
def sections(context: template.Context) -> list[dict[str, Any]]:
    path = context["request"].path if "request" in context else ""
    found = []
    for name, view, also in SECTIONS:
        try:
            address = reverse(view)
        except NoReverseMatch:
            continue
        current = "page" if path == address else "true"
        inside = path.startswith(address) or (bool(also) and path.startswith(reverse("liaison:home") + also))
        found.append({"name": name, "address": address, "is_current": inside, "current": current})
    return found


def own_name(code: str) -> str:
    """What speakers call their language, as a name that stands alone: Français, 中文."""
    return capfirst(Locale(code.partition("-")[0]).get_language_name() or code)


def path_without_language(path: str) -> str:
    """`/fr/statements/` becomes `/statements/`, quoted for a link; English has no prefix."""
    path = escape_leading_slashes(escape_uri_path(path))
    first, _slash, rest = path[1:].partition("/")
    return f"/{rest}" if first in dict(settings.LANGUAGES) and first != settings.LANGUAGE_CODE else path


@register.simple_tag(takes_context=True)
def canonical_address(context: template.Context) -> str:
    """The page's one address, without language; of its parameters only the page number counts."""
    request = context["request"]
    page = request.GET.get("page", "")
    query = f"?page={page}" if page.isascii() and page.isdigit() and page != "1" else ""
    return f"{settings.SITE_URL}{path_without_language(request.path)}{query}"


@register.simple_tag
def short_address(statement: Statement) -> str:
    return settings.SITE_URL + reverse("short", args=[statement.pk])


@register.simple_tag
def preview_picture() -> str:
    """What other sites show beside a link to a page: one picture of our own for all of them."""
    return settings.SITE_URL + static("preview.png")


@register.simple_tag(takes_context=True)
def language_links(context: template.Context) -> list[dict[str, Any]]:
    """The same page, with its filters, in each language."""
    request = context["request"]
    plain = path_without_language(request.path)
    query = f"?{request.GET.urlencode()}" if request.GET else ""
    links = []
    for code, _name in settings.LANGUAGES:
        address = (plain if code == settings.LANGUAGE_CODE else f"/{code}{plain}") + query
        links.append(
            {
                "code": code,
                "name": own_name(code),
                "address": address,
                "absolute": settings.SITE_URL + address,
                "is_current": code == get_language(),
            }
        )
    return links
