"""What is in the tables of the lists, column by column: for a clerk to read, for a statistician to count.

No e-mail address of a person is in any of them, and words that the public page does not show are not here either.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import Model
from django.utils.text import capfirst
from django.utils.translation import get_language, override
from django.utils.translation import gettext_lazy as _

from .reading import Read, chunks_of
from .tables import Heading, Link

LONG, MIDDLE, SHORT = 60, 28, 13  # characters


@dataclass(frozen=True)
class Column:
    label: Any
    value: Callable[[Any], Any]
    width: int = 16

    @property
    def heading(self) -> Heading:
        return Heading(capfirst(str(self.label)), self.width)


@dataclass(frozen=True)
class Table:
    """`view` is the page of the list; `read` gives the rows of some keys, those that the public may see."""

    view: str
    name: str
    title: Any
    read: Read
    columns: Sequence[Column]

    def headings(self) -> list[Heading]:
        return [column.heading for column in self.columns]

    def rows(self, keys: Sequence[int]) -> Iterator[list[Any]]:
        """In the language that is active now, whatever is active when they are asked for."""
        language = get_language() or settings.LANGUAGE_CODE
        for chunk in chunks_of(keys, self.read):
            with override(language):
                lines = [[column.value(row) for column in self.columns] for row in chunk]
            yield from lines


def joined(values: Iterable[Any]) -> str:
    """Without those that are empty, and each once."""
    return "; ".join(dict.fromkeys(text for value in values if (text := str(value or "").strip())))


def page_link(row: Any) -> Link:
    """The address of its page, absolute and without language; none for no page."""
    with override(settings.LANGUAGE_CODE):
        return Link(f"{settings.SITE_URL}{row.get_absolute_url()}")


def shown(row: Model | None) -> str:
    return str(row) if row else ""


QUESTION, PERIOD, LANGUAGE = _("Questions"), _("Study period"), _("Language")
