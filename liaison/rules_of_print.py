"""What would go wrong on paper: links that lead nowhere, characters that no font draws."""

from __future__ import annotations

import ipaddress
import re
import urllib.parse
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any

from django.utils.translation import gettext as _

from .field_names import field_label
from .letter.addresses import safe_address
from .letter.build import build
from .letter.coverage import unprintable_in
from .letter.letter import Letter, Run
from .models import Statement
from .problem import Problem

# Where each part of the letter stands in the form.
PLACES = {
    "from": "senders",
    "to": "recipients",
    "cc": "copies",
    "in_reply_to": "replies",
    "meeting": "meeting_text",
    "approval": "approval_text",
    "study_period": "period",
}
# Endings of host names that exist inside one organisation alone, or nowhere.
INSIDE = ("localhost", "local", "localdomain", "internal", "intranet", "lan", "corp", "home", "private", "home.arpa")
INSIDE += ("test", "invalid")
ADDRESS = re.compile(r"(?<![\w.+-])(?:(?:https?|ftp|file)://|file:/|\\\\(?=\w)|www\.)[^\s<>\"“”]*", re.I)
AFTER = ".,;:!?)]}»’'"
MOST = 5  # of one kind and place; more would only be long


def links(statement: Statement) -> list[Problem]:
    """Addresses in the text and its rows that are malformed, or that only lead somewhere inside an organisation.

    An address that nobody outside can open blocks; one that looks malformed is shown.
    """
    found: dict[tuple[str, str], Problem] = {}
    for path, text, is_address in _words_of(build(statement)):
        for address in [text] if is_address else _addresses(text):
            if address and (problem := _problem_of(path, address)):
                found.setdefault((problem.field, address), problem)
    return list(found.values())


def _problem_of(path: str, address: str) -> Problem | None:
    words = {"address": address if len(address) <= 80 else f"{address[:79]}…", "where": field_label(path)}
    if is_internal(address):
        return Problem(_place(path), _("Nobody outside can open the address %(address)s (%(where)s).") % words)
    if not _is_well_formed(address):
        text = _("The address %(address)s is malformed (%(where)s).") % words
        return Problem(_place(path), text, blocks=False)
    return None


def characters(statement: Statement) -> list[Problem]:
    """Characters that the PDF prints as a box or without their accent."""
    found: dict[str, set[str]] = {}
    for path, text, is_address in _words_of(build(statement)):
        if not is_address and (missing := unprintable_in(text)):
            found.setdefault(path, set()).update(missing)
    problems = []
    for path, signs in found.items():
        shown = " ".join(sorted(signs)[:MOST]) + (" …" if len(signs) > MOST else "")
        words = {"characters": shown, "where": field_label(path)}
        text = _("The PDF cannot print %(characters)s (%(where)s).") % words
        problems.append(Problem(_place(path), text, blocks=False))
    return problems


def is_internal(address: str) -> bool:
    """Whether an address leads to a file, or to a host inside an organisation: localhost, intranet, 10.0.0.1."""
    lower = address.lower().replace("\\", "/")
    if lower.startswith(("file:", "//")):
        return True
    host = _host(address)
    if not host:
        return False
    try:
        return not ipaddress.ip_address(host).is_global
    except ValueError:
        return "." not in host or host.endswith(tuple(f".{ending}" for ending in INSIDE))


def _host(address: str) -> str:
    """The host of a web address, in lower case without port and dot at its end; "" where there is none."""
    text = f"https://{address}" if address.lower().startswith("www.") else address
    try:
        return (urllib.parse.urlsplit(text).hostname or "").rstrip(".")
    except ValueError:
        return ""


def _is_well_formed(address: str) -> bool:
    text = f"https://{address}" if address.lower().startswith("www.") else address
    if text.lower().startswith("mailto:"):
        return bool(re.fullmatch(r"mailto:[^@\s]+@[^@\s.]+(\.[^@\s.]+)+", text, re.I))
    if text.lower().startswith("ftp://"):
        return bool(_host(text))
    try:
        urllib.parse.urlsplit(text).port  # noqa: B018 -- raises for a port that is none
    except ValueError:
        return False
    host = _host(text)
    return bool(safe_address(text)) and ".." not in host and not host.startswith((".", "-"))


def _addresses(text: str) -> Iterator[str]:
    for match in ADDRESS.finditer(text):
        yield match.group().rstrip(AFTER)


def _words_of(letter: Letter) -> Iterator[tuple[str, str, bool]]:
    """Path, text, and whether it is an address, of all that the letter says."""
    for one in fields(letter):
        name = one.name.rstrip("_")
        if name not in ("language", "original_language"):
            yield from _words(name, getattr(letter, one.name))


def _words(path: str, value: Any) -> Iterator[tuple[str, str, bool]]:
    if isinstance(value, str):
        yield path, value, path.endswith(".url")
    elif isinstance(value, Run):
        yield path, value.text, False
        if value.href:
            yield path, value.href, True
    elif isinstance(value, tuple):
        is_row = bool(value) and is_dataclass(value[0]) and not _is_text(value[0])
        for number, item in enumerate(value):
            yield from _words(f"{path}[{number}]" if is_row else path, item)
    elif is_dataclass(value):
        for one in fields(value):
            name = path if _is_text(value) else f"{path}.{one.name}"
            yield from _words(name, getattr(value, one.name))


def _is_text(value: Any) -> bool:
    """Blocks and what is in them: places inside a text are not told."""
    return hasattr(value, "type") or hasattr(value, "inlines") or hasattr(value, "blocks") or hasattr(value, "marks")


def _place(path: str) -> str:
    name = re.split(r"[.\[]", path)[0]
    return PLACES.get(name, name)
