"""Addresses of the lists narrowed to what a page is about, and the permanent address of a document."""

from __future__ import annotations

from urllib.parse import quote, urlencode

from django import template
from django.conf import settings
from django.urls import reverse

from contributions.models import Document

register = template.Library()


@register.simple_tag
def list_address(name: str, **filters: object) -> str:
    """`{% list_address "document-list" question=question.slug %}`; empty filters are left out."""
    query = urlencode({key: value for key, value in filters.items() if value})
    return f"{reverse(f'liaison:{name}')}{'?' if query else ''}{query}"


@register.simple_tag
def document_address(document: Document) -> str:
    """/doc/<period>/<symbol>, which stays when the site's other addresses move; "" without a period or symbol."""
    if not (document.period and document.code):
        return ""
    return f"{settings.SITE_URL}/doc/{quote(document.period.label)}/{quote(document.code)}"
