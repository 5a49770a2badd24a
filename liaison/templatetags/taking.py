"""What can be taken along of a list, and how it is followed: links to the same list in other forms."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import template
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

from liaison.letter.binding import MOST
from liaison.outputs.tables import XLSX

register = template.Library()

ATOM = "application/atom+xml"
CALENDAR = "text/calendar"


@dataclass(frozen=True)
class Form:
    """A form of a list: the name of its address with {kind} in it, what it is called, and its media type."""

    name: str
    label: Any
    media_type: str


DOWNLOADS = [
    Form("liaison:{kind}-list-pdf", _("All in one PDF"), "application/pdf"),
    Form("liaison:{kind}-list-zip", _("All as .zip"), "application/zip"),
    Form("liaison:{kind}-list-csv", _("CSV"), "text/csv"),
    Form("liaison:{kind}-list-xlsx", _("Excel"), XLSX),
    Form("liaison:{kind}-list-json", _("JSON"), "application/json"),
]
FOLLOWING = [
    Form("{kind}-feed", _("Feed"), ATOM),
    Form("calendar", _("Calendar"), CALENDAR),
]
WITHOUT_CALENDAR = ("document", "rapporteur")  # they have no days to come


@register.simple_tag
def query_of(address: str) -> str:
    """Of the address of a list: its filters, with the question mark before them."""
    _path, mark, query = address.partition("?")
    return mark + query


@register.inclusion_tag("liaison/_list_forms.html")
def list_forms(kind: str, count: int, query: str, table_address: str = "", follow: str = "") -> dict[str, Any]:
    """The row of links under a list of `kind` with `count` rows; `follow` is the page to follow it by e-mail."""
    found = forms(DOWNLOADS, kind, query)
    downloads = [form for form in found if count <= MOST or form["media_type"] != "application/pdf"]
    following = forms(FOLLOWING, kind, query)
    return {"downloads": downloads, "following": following, "table_address": table_address, "follow": follow}


@register.inclusion_tag("liaison/_list_alternates.html")
def list_alternates(kind: str, query: str, about: str = "") -> dict[str, Any]:
    """For the head of a page: the feeds of which readers of feeds are to know."""
    return {"forms": forms(FOLLOWING, kind, query), "about": about}


def forms(among: list[Form], kind: str, query: str) -> list[dict[str, Any]]:
    found = []
    for form in among:
        if form.name == "calendar" and kind in WITHOUT_CALENDAR:
            continue
        try:
            address = reverse(form.name.format(kind=kind))
        except NoReverseMatch:
            continue
        found.append({"label": form.label, "address": address + query, "media_type": form.media_type})
    return found
