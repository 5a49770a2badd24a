"""What can be found: for each kind of row a source, registered by the app whose rows they are.

A source reads public rows alone, in their public form. What it does not say cannot be found, nor leak.
"""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.db.models import Model, Q, QuerySet

from contacts.models.search import SearchRow

from .backends import Words, cut
from .normaliser import joined, stems, words
from .sqlite import kind_number

VERSION = "3"  # of the normaliser and of what is stored: another one makes every row stale, and `reindex` renews them
MOST_BYTES = 400_000  # of the words of one row
MOST_TEXT = 400_000  # characters kept for marking what was found

Said = tuple[str, str]  # words and the language that they are in


@dataclass(frozen=True)
class Findable:
    """What is said of one row: its title, the names in it, and its text, each piece with its language."""

    title: list[Said]
    names: list[Said] = field(default_factory=list)
    text: list[Said] = field(default_factory=list)
    date: datetime.date | None = None

    @property
    def words(self) -> Words:
        title, title_stems = _words(self.title)
        names, names_stems = _words(self.names)
        text, text_stems = _words(self.text)
        names = [*names, *dict.fromkeys([*title_stems, *names_stems])]
        columns = (tuple(title), tuple(names), tuple(text), tuple(dict.fromkeys(text_stems)))
        return Words(*cut(columns, MOST_BYTES))

    def row(self, kind: str, key: int) -> tuple[SearchRow, Words]:
        words = self.words
        title = " ".join(piece for piece, _language in self.title if piece)
        pieces = (piece for piece, _language in self.text)  # names are printed beside what was found anyway
        text = "\n".join(line.strip() for piece in pieces for line in piece.splitlines() if line.strip())[:MOST_TEXT]
        date = self.date or datetime.date.min
        said = "\x1f".join([VERSION, str(date), title, text, *(" ".join(column) for column in words.columns)])
        digest = hashlib.sha256(said.encode()).hexdigest()[:32]
        return SearchRow(kind=kind, key=key, date=date, title=title, text=text, digest=digest), words


def _words(said: Iterable[Said]) -> tuple[list[str], list[str]]:
    """The words, and the stems of those that have other ones."""
    found: list[str] = []
    roots: list[str] = []
    for piece, language in said:
        pairs = words(piece)
        found += [word for word, _lexical in pairs]
        for lexical in dict.fromkeys(lexical for _word, lexical in pairs if lexical):
            roots += stems(lexical, language)
        roots += joined(piece)
    return found, roots


@dataclass(frozen=True)
class Source:
    """`rows` gives the public rows with all that `describe` reads.

    `follows` names, for models whose rows are part of what is said, the rows of this kind that a changed one touches.
    """

    kind: str
    model: type[Model]
    rows: Callable[[], QuerySet[Any]]
    describe: Callable[[Any], Findable]
    follows: Mapping[type[Model], Callable[[list[int]], QuerySet[Any]]] = field(default_factory=dict)


SOURCES: dict[str, Source] = {}


def register(source: Source) -> None:
    if any(kind_number(kind) == kind_number(source.kind) for kind in SOURCES if kind != source.kind):
        raise ImproperlyConfigured(f"Choose another name for the kind {source.kind}: its number is taken.")
    SOURCES[source.kind] = source


def refers(model: type[Model], *paths: str) -> Callable[[list[int]], QuerySet[Any]]:
    """For `follows`: the rows of `model` that lead to one of the keys by one of the paths."""

    def rows(keys: list[int]) -> QuerySet[Any]:
        found = Q(*((f"{path}__in", keys) for path in paths), _connector=Q.OR)
        return model._default_manager.filter(found)

    return rows
