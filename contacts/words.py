"""Words that people type, matched with columns as well as both database engines can."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q

from .keys import match_key

MOST_WORDS = 10  # of one search; more would only cost
LONGEST_WORD = 60


def words_of(text: str) -> list[str]:
    """The words of a search, without what no database takes (NUL) and no reader sees."""
    plain = "".join(character if character.isprintable() else " " for character in text[:2_000])
    return [word[:LONGEST_WORD] for word in plain.split()[:MOST_WORDS]]


def contains(word: str, columns: Iterable[str], keys: Iterable[str] = ()) -> Q:
    """The word within one of the columns, whatever its case, or its key within one of the columns of match keys.

    SQLite knows case in ASCII alone, so that a word with other letters is looked for in its usual spellings.
    """
    spellings = [word] if word.isascii() else sorted({word, word.lower(), word.upper(), word.capitalize()})
    found = Q(pk__in=[])
    for column in columns:
        for spelling in spellings:
            found |= Q(**{f"{column}__icontains": spelling})
    key = match_key(word)
    if key:
        for column in keys:
            found |= Q(**{f"{column}__contains": key})
    return found


def all_words(text: str, columns: Iterable[str], keys: Iterable[str] = ()) -> Q:
    """Each of the words in one of the columns; nothing for a text without a word."""
    columns, keys = list(columns), list(keys)
    words = words_of(text)
    found = Q() if words else Q(pk__in=[])
    for word in words:
        found &= contains(word, columns, keys)
    return found
