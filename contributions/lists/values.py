"""What single cells say, or why they cannot be taken as they are."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils import formats
from django.utils.translation import gettext as _

from contacts.enumeration import enumerated
from contacts.keys import match_key
from contributions.models import Document

from .cells import Cell, clean
from .dates import DayError, day_of
from .sources import Sources
from .words import meaning_of

MOST_TOLD = 10  # of the names in a cell


class Refused(Exception):
    """Why a cell cannot be taken as it is, in words for a clerk."""


def told_of(sources: Sources) -> Iterator[str]:
    """What a clerk should know of the names in a cell."""
    for name in sources.unknown[:MOST_TOLD]:
        near = next((entity for text, entity in sources.near if text == name), None)
        told = _("No entity of the register is called “%(name)s”; its words are kept.") % {"name": name}
        if near:
            told += " " + _("Is it %(near)s? Then add that spelling there.") % {"near": near}
        yield told
    if len(sources.unknown) > MOST_TOLD:
        yield _("%(count)d more names are not in the register either.") % {"count": len(sources.unknown) - MOST_TOLD}
    for unknown, place in sources.places[:MOST_TOLD]:
        text = _("“%(place)s” after “%(name)s” may be its place, so it is no source. Put ; between two sources.")
        yield text % {"place": place, "name": unknown}


def the_one(found: list[Any], text: str, what: str) -> Any:
    if not found:
        raise Refused(_("None of the %(what)s of the register is called “%(text)s”.") % {"what": what, "text": text})
    if len(found) > 1:
        raise Refused(_("Several of the %(what)s are called “%(text)s”.") % {"what": what, "text": text})
    return found[0]


def parts_of(text: str) -> list[str]:
    """Names in a cell, parted by semicolons, commas or line breaks."""
    return list(filter(None, (clean(part) for part in text.replace("\n", ";").replace(",", ";").split(";"))))


def within(text: str, most: int) -> str:
    if len(text) > most:
        raise Refused(_("It is too long: up to %(most)d characters are kept.") % {"most": most})
    return text


def meaning(of: str, text: str, choices: Any = None) -> str:
    """By the words of six languages, or as the admin calls it."""
    found = meaning_of(of, text)
    if not found and choices:
        found = {match_key(str(label)): value for value, label in choices.choices}.get(match_key(text))
    if not found:
        known = enumerated(choices.labels) if choices else "en, fr, es, ru, ar, zh"
        raise Refused(_("“%(text)s” is not known. Write one of: %(known)s.") % {"text": text, "known": known})
    return found


def checked_url(address: str) -> str:
    address = f"https://{address}" if address.lower().startswith("www.") else address
    try:
        URLValidator(schemes=["http", "https"])(address)
    except ValidationError:
        raise Refused(_("“%(text)s” is not a web address.") % {"text": address[:100]}) from None
    return within(address, Document._meta.get_field("url").max_length)


def day(text: str, day_first: bool | None) -> datetime.date:
    try:
        return day_of(text, day_first)
    except DayError as error:
        if error.either:
            either = [formats.date_format(day) for day in error.either]
            words = {"text": text, "first": either[0], "second": either[1]}
            refusal = _("“%(text)s” may be %(first)s or %(second)s. Write it as 2023-05-22.") % words
        else:
            refusal = _("“%(text)s” is not a date. Write it as 2023-05-22.") % {"text": text}
    raise Refused(refusal)


def shown(cell: Cell) -> str:
    return formats.date_format(cell.day) if cell.day else cell.line


def made_of_slash() -> str:
    return _("A spreadsheet program makes dates of 2/3 and the like: format the column as text, and type it again.")
