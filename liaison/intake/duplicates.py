"""What the register has already of a letter that comes in: the same file, number or text, or another version of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property

from contributions import symbols
from contributions.models import Document
from liaison.field_names import differences_for_reader
from liaison.letter.build import build
from liaison.letter.compare import Change, text_key
from liaison.letter.letter import Letter
from liaison.letter.read_json import LetterError, from_dict
from liaison.letter.resolve import Resolved
from liaison.models import Revision, Statement
from liaison.models.statement_queries import StatementQuerySet

FILE, NUMBER, TEXT, VERSION, REVISION = "file", "number", "text", "version", "revision"
MOST = 5  # statements that are shown of each kind
MARK = re.compile(r"[\s_.(-]*(?:Rev\.?|R)\s?\d{1,2}\)?$", re.I)  # of a revision, at the end of a symbol
MARKS = ("R{}", "-R{}", "r{}", " (Rev.{})", " Rev.{}", " Rev. {}", "-Rev{}")


@dataclass
class Duplicate:
    """A statement of the register, and what is the same: constants of this module, in the order of their weight."""

    statement: Statement
    letter: Letter
    reasons: list[str] = field(default_factory=list)
    revision: int | None = None  # of the statement, since corrected, that has this very text

    @cached_property
    def changes(self) -> list[Change]:
        """From what the register has to what came in."""
        return differences_for_reader(build(self.statement), self.letter)


def find_duplicates(resolved: Resolved, sha256: str) -> list[Duplicate]:
    letter = resolved.letter
    found: dict[int, Duplicate] = {}
    for reason, queryset in _queries(resolved, sha256):
        for statement in queryset.for_detail()[:MOST]:
            duplicate = found.setdefault(statement.pk, Duplicate(statement, letter))
            if reason not in duplicate.reasons and not (reason == VERSION and duplicate.reasons):
                duplicate.reasons.append(reason)
    for duplicate in found.values():
        _look_into_revisions(duplicate)
    return list(found.values())


def _queries(resolved: Resolved, sha256: str) -> Iterator[tuple[str, StatementQuerySet]]:
    letter, there = resolved.letter, Statement.objects.no_corrections().newest_first()
    if sha256:
        yield FILE, there.of_original(sha256)
    numbers = [number for number in (letter.symbol, *letter.other_symbols) if number]
    if numbers:
        spelt = {text for number in numbers for text in (number, number.upper(), number.lower())}
        yield NUMBER, there.called(spelt)
        yield NUMBER, there.registered_as_one_of(_registered(numbers))
        yield VERSION, there.called(set(_versions(numbers)) - spelt)
    if key := text_key(letter):
        yield TEXT, there.with_text(key)
    bodies = [match.body for match in resolved.senders if match.body]
    if letter.title and (bodies or letter.date):
        yield VERSION, there.of_subject(letter.title, bodies, letter.date)


def _versions(numbers: Iterable[str]) -> Iterator[str]:
    """The symbols of other revisions."""
    for number in numbers:
        base = MARK.sub("", number)
        yield base
        yield from (base + mark.format(at) for mark in MARKS for at in range(1, 6))


def _registered(numbers: Iterable[str]) -> Iterator[int]:
    """Documents of ours with one of the symbols."""
    for number in numbers:
        try:
            yield from Document.objects.with_symbol(symbols.parse(number)).values_list("pk", flat=True)[:MOST]
        except symbols.SymbolError:
            continue


def _look_into_revisions(duplicate: Duplicate) -> None:
    """Whether what came in is what the statement said before it was corrected."""
    key = text_key(duplicate.letter)
    if not key or duplicate.statement.text_key == key:
        return
    revisions = Revision.objects.filter(statement=duplicate.statement).order_by("-number")
    for number, value in revisions.values_list("number", "letter")[:10]:
        try:
            same = text_key(from_dict(value)) == key
        except LetterError:
            continue
        if same:
            duplicate.reasons.append(REVISION)
            duplicate.revision = number
            return
