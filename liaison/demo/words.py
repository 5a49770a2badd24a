"""The made-up rows' words in six languages, and choices that come out the same on every machine and every run."""

from __future__ import annotations

import functools
import json
import zlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any, TypeVar

LANGUAGES = ("en", "fr", "es", "ru", "ar", "zh")

Item = TypeVar("Item")


@functools.cache
def _words() -> dict[str, dict[str, Any]]:
    path = Path(__file__).parent / "data" / "words.json"
    return json.loads(path.read_text(encoding="utf-8"))


def say(language: str, key: str, **values: Any) -> str:
    return _words()[language][key].format(**values)


def say_all(language: str, key: str, **values: Any) -> list[str]:
    return [text.format(**values) for text in _words()[language][key]]


def in_each_language(key: str, **values: Any) -> dict[str, str]:
    """The columns of a name; a value that is itself a mapping is taken in the same language."""
    names = {}
    for language in LANGUAGES:
        local = {name: value[language] if isinstance(value, dict) else value for name, value in values.items()}
        names["name" if language == "en" else f"name_{language}"] = say(language, key, **local)
    return names


def chance(salt: str, number: int, sides: int) -> int:
    """A die of so many sides, 0 the lowest, that falls alike for the same salt and number."""
    return zlib.crc32(f"{salt} {number}".encode()) % sides


def pick(values: Sequence[Item], salt: str, number: int) -> Item:
    return values[chance(salt, number, len(values))]
