"""Read the Questions in a cell: “Q3/2”, “3/2, 5/2”, “Questions 3/2 and 5/2”, “Q8, 9, 10/16”, “ALL/2”."""

from __future__ import annotations

import re

from .cells import one_line

_WORDS = (
    r"questions?|cuesti[oó]n(?:es)?|preguntas?|вопрос(?:ы|а|ов)?|المسألة|المسألتان|المسألتين|المسائل|مسألة|第|课题|q(?:s|ns?)?|в|"
    r"and|et|y|e|и|و|&|和|及|n[°ºo]?|nos?|№"
)
_NUMBER = r"(?P<number>\d{1,3}(?:-\d{1,3})?[A-Z]?)(?:/(?P<group>\d{1,3}[A-Z]?))?"
_TOKEN = re.compile(
    rf"(?P<all>q?\.?\s?(?:all|toutes|todas|все)/(?P<of>\d{{1,3}}))(?![0-9A-Za-z/])|(?:(?<![\w/])q\.?\s?)?{_NUMBER}(?![0-9A-Za-z/])"
    rf"|(?P<word>{_WORDS})(?![^\W\d_])\.?|[\s,;，、،؛:+()\[\]]+",
    re.IGNORECASE,
)
ALL = "all"


def question_numbers(text: str) -> list[str] | None:
    """Numbers as the register has them, “all/2” for all of a group; None where the text is something else as well.

    A number without a group takes that of the next one; the last has to have its own.
    """
    text = re.sub(r"\s*/\s*", "/", one_line(text))
    found: list[tuple[str, str]] = []
    place = 0
    while place < len(text):
        token = _TOKEN.match(text, place)
        if not token or token.end() == place:
            return None
        place = token.end()
        if token["all"]:
            found.append((ALL, token["of"]))
        elif token["number"]:
            found.append((token["number"].upper(), (token["group"] or "").upper()))
    numbers: list[str] = []
    group = ""
    for number, own in reversed(found):
        group = own or group
        if not group:
            return None
        numbers.append(f"{number}/{group}")
    return list(dict.fromkeys(reversed(numbers))) or None
