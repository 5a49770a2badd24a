"""The addresses of all public pages, for search engines: kind by kind, with the day of the last news and each language.

Django's framework of sitemaps pages and prints them; every address begins with SITE_URL, whatever host was asked.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import override

from contacts.models import Body, Entity, Question
from contributions.models import Document, Meeting, Topic
from liaison.models import Statement

LISTS = [
    *("home", "statement-list", "document-list", "meeting-list", "study-group-list", "body-list", "member-list"),
    *("topic-list", "rapporteur-list"),
]
LANGUAGES = [code for code, _name in settings.LANGUAGES]


class Section(Sitemap):
    """One address a page, the one without language, which is the canonical one, beside those in each language."""

    limit = 5_000  # entries: with their seven addresses each they stay far below the 50 MB that a file may have

    def __init__(self, rows: Callable[[], Any], changed: str = "") -> None:
        super().__init__()
        self.rows, self.changed = rows, changed

    def items(self) -> Any:
        return self.rows()

    def location(self, item: Any) -> str:
        return item.get_absolute_url() if hasattr(item, "get_absolute_url") else reverse(f"liaison:{item}")

    def lastmod(self, item: Any) -> Any:
        return getattr(item, self.changed, None) if self.changed else None

    def get_urls(self, page: int | str = 1, site: Any = None, protocol: str | None = None) -> list[dict[str, Any]]:
        """Raises EmptyPage and PageNotAnInteger."""
        rows = list(self.paginator.page(page).object_list)
        with override(settings.LANGUAGE_CODE):
            paths = [self.location(row) for row in rows]
        return [self._entry(row, path) for row, path in zip(rows, paths, strict=True)]

    def _entry(self, row: Any, path: str) -> dict[str, Any]:
        addresses = {code: _address(path, code) for code in LANGUAGES}
        alternates = [{"location": address, "lang_code": code} for code, address in addresses.items()]
        alternates.append({"location": _address(path), "lang_code": "x-default"})
        return {"item": row, "location": _address(path), "lastmod": self.lastmod(row), "alternates": alternates}


def _address(path: str, code: str = settings.LANGUAGE_CODE) -> str:
    return f"{settings.SITE_URL}{path if code == settings.LANGUAGE_CODE else f'/{code}{path}'}"


def _slugged(rows: QuerySet, *more: str) -> QuerySet:
    return rows.only("slug", *more).order_by("pk")


SECTIONS = {
    "pages": Section(lambda: LISTS),
    "statements": Section(lambda: Statement.objects.listed().for_map(), "announced_at"),
    "documents": Section(lambda: Document.objects.public().for_map(), "changed_at"),
    "meetings": Section(lambda: _slugged(Meeting.objects.all(), "changed_at"), "changed_at"),
    "bodies": Section(lambda: _slugged(Body.objects.all(), "kind")),
    "questions": Section(lambda: _slugged(Question.objects.all())),
    "topics": Section(lambda: _slugged(Topic.objects.all())),
    "members": Section(lambda: _slugged(Entity.objects.all())),
}
