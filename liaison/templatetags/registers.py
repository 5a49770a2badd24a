"""Addresses of the lists narrowed to what a page is about, and the permanent address of a document."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote, urlencode

from django import template
from django.conf import settings
from django.urls import is_valid_path, reverse
from django.utils.translation import gettext_lazy as _

from contributions.models import Document

register = template.Library()


@register.simple_tag
def list_address(name: str, **filters: object) -> str:
    """`{% list_address "document-list" question=question.slug %}`; empty filters are left out."""
    query = urlencode({key: value for key, value in filters.items() if value})
    return f"{reverse(f'liaison:{name}')}{'?' if query else ''}{query}"


# In which other forms the list of statements can be had, by one query string; those that this site has.
FORMS = [
    (_("Feed (Atom)"), "/statements.atom", "application/atom+xml"),
    (_("Table (CSV)"), "/statements.csv", "text/csv"),
    (_("Workbook (XLSX)"), "/statements.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    (_("Data (JSON)"), "/statements.json", "application/json"),
    (_("API"), "/api/v1/statements", "application/json"),
]


@register.simple_tag
def forms_of_list(**filters: object) -> list[dict[str, Any]]:
    """What a list of statements is offered as beside its page: label, address and media type of each."""
    query = urlencode({key: value for key, value in filters.items() if value})
    return [
        {"label": label, "address": f"{path}?{query}", "media_type": media_type}
        for label, path, media_type in FORMS
        if is_valid_path(path)
    ]


@register.simple_tag
def document_address(document: Document) -> str:
    """/doc/<period>/<symbol>, which stays when the site's other addresses move; "" without a period or symbol."""
    if not (document.period and document.code):
        return ""
    return f"{settings.SITE_URL}/doc/{quote(document.period.label)}/{quote(document.code)}"
