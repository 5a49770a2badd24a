"""Addresses as they stand in answers: absolute, and without a language."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.urls import reverse
from django.utils.translation import override


def page(name: str, *args: Any, **query: Any) -> str:
    """Of a page or file of the site, by its name in `liaison.urls`."""
    return _absolute(f"liaison:{name}", args, query)


def api(name: str, *args: Any, **query: Any) -> str:
    """Of an answer of the API, by the name of its operation."""
    return _absolute(f"api:{name}", args, query)


def of(row: Any) -> str:
    """Of the page of a row."""
    with override(settings.LANGUAGE_CODE):
        return f"{settings.SITE_URL}{row.get_absolute_url()}"


def _absolute(name: str, args: tuple[Any, ...], query: dict[str, Any]) -> str:
    with override(settings.LANGUAGE_CODE):
        path = reverse(name, args=args)
    return f"{settings.SITE_URL}{path}{'?' if query else ''}{urlencode(query)}"
