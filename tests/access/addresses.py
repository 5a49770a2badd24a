"""Which pages there are, by the site's own list of addresses, so that none is forgotten."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import urlsplit

from django.urls import URLPattern, get_resolver, resolve

# Addresses that show no page: redirects, what scripts ask for, and what only a POST does.
NO_PAGES = {
    "liaison:contribution-list",
    "admin:login",  # the same address as account_login
    "admin:logout",
    "admin:autocomplete",
    "admin:jsi18n",
    "admin:view_on_site",
    "admin:board_seen",
    "admin:liaison_statement_problems",
    "admin:liaison_statement_problems_new",
    "admin:liaison_statement_revoke",
    "admin:liaison_statement_original",
    "admin:liaison_statement_proof",
    "admin:liaison_intake_original",
}


def named_pages() -> set[str]:
    """The names of all public pages and pages of the desk. An address that does not end in "/" is a file."""
    return {
        name for name, route in _addresses(get_resolver().url_patterns) if route.endswith(("/", "$")) or route == ""
    } - NO_PAGES


def _addresses(patterns: Iterable[Any], space: str = "", route: str = "") -> Iterator[tuple[str, str]]:
    for pattern in patterns:
        whole = route + str(pattern.pattern)
        if not isinstance(pattern, URLPattern):
            yield from _addresses(pattern.url_patterns, pattern.namespace or space, whole)
        elif space in ("liaison", "admin") and pattern.name:
            yield f"{space}:{pattern.name}", whole


def names_of(paths: Iterable[str]) -> set[str]:
    return {resolve(urlsplit(path).path).view_name for path in paths}
