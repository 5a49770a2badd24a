"""The words of six languages for headings, kinds, access and languages, from words.csv.

Several words are parted by semicolons. Of headings the first is the one in an empty form, and the earlier one counts
where two columns of a file may mean the same.
"""

from __future__ import annotations

import csv
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from contacts.keys import match_key

LANGUAGES = ("en", "fr", "es", "ru", "ar", "zh")

LABELS = {
    "symbol": _("symbol"),
    "title": _("title"),
    "source": _("source"),
    "questions": _("Questions"),
    "received": _("date"),
    "kind": _("kind"),
    "topics": _("topics"),
    "brief": _("brief"),
    "meeting": _("meeting"),
    "period": _("study period"),
    "body": _("issued by"),
    "language": _("language"),
    "access": _("access"),
    "url": _("web address"),
    "abstract": _("abstract"),
    "other_symbols": _("other symbols"),
}


def _read() -> dict[str, dict[str, dict[str, list[str]]]]:
    """Words by what they are words of, their meaning and their language."""
    found: dict[str, dict[str, dict[str, list[str]]]] = {}
    with Path(__file__).with_name("words.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            words = {language: row[language].split(";") for language in LANGUAGES}
            found.setdefault(row["of"], {})[row["meaning"]] = words
    return found


WORDS = _read()


def _ranked(of: str) -> dict[str, tuple[str, int]]:
    """Meaning and rank of a word, by its key."""
    ranked: dict[str, tuple[str, int]] = {}
    for meaning, languages in WORDS[of].items():
        for words in languages.values():
            for rank, word in enumerate(words):
                known = ranked.get(match_key(word), (meaning, rank))
                ranked[match_key(word)] = (meaning, min(rank, known[1]))
    return ranked


HEADINGS = _ranked("heading")
_MEANINGS = {of: {key: meaning for key, (meaning, _rank) in _ranked(of).items()} for of in WORDS if of != "heading"}


def meaning_of(of: str, text: str) -> str | None:
    """The kind, access or language that a word means; None for a word that is not known."""
    return _MEANINGS[of].get(match_key(text))


def is_nothing(text: str) -> bool:
    return match_key(text) in _MEANINGS["nothing"]


def label_of(field: str) -> str:
    return str(LABELS[field])
