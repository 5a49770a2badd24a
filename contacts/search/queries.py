"""What somebody typed, as a question that both engines understand. No Django here.

Words must all be there, in any inflected form; "words in quotes" stand side by side; -word must not be there; OR
stands between two of which one is enough; the last word may be a beginning. Nothing typed is an error, and no sign of
it reaches an engine: both are given words of letters and digits alone.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from .normaliser import Token, joined, stems, tokens

MOST_TERMS = 12
LONGEST_QUERY = 300
SHORTEST_BEGINNING = 2

# Words that say nothing. They are looked for only in quotes, or where nothing else was asked.
SILENT = frozenset(
    "a an and are as at be by for from in is it of on or the to with "  # English
    "au aux d de des du en et l la le les ou par pour sur un une "  # French
    "al con del el las los para por se un una y "  # Spanish
    "в для и из к на о об от по с со "  # Russian
    "الي الى في عن على علي من مع و ".split()  # Arabic
)

_QUOTES = '"\u201c\u201d\u201e\u00ab\u00bb'
_PARTS = re.compile(
    rf"(?P<minus>(?<!\S)[-\u2212\u2013])?(?:[{_QUOTES}](?P<phrase>[^{_QUOTES}]*)[{_QUOTES}]?|(?P<word>[^\s{_QUOTES}]+))"
)


@dataclass(frozen=True)
class Choice:
    """Words side by side; for a single one also its stems, and what begins so."""

    words: tuple[str, ...]
    stems: tuple[str, ...] = ()
    is_beginning: bool = False
    is_quoted: bool = False
    is_apart: bool = False  # the words may stand anywhere

    @property
    def whole_words(self) -> tuple[str, ...]:
        """Without a last one that is the beginning of others."""
        return self.words[:-1] if self.is_beginning else self.words

    @property
    def is_silent(self) -> bool:
        return len(self.words) == 1 and self.words[0] in SILENT and not (self.is_quoted or self.is_beginning)


@dataclass(frozen=True)
class Term:
    """One of several choices that must, or must not, be there."""

    choices: tuple[Choice, ...]
    is_excluded: bool = False

    @property
    def is_phrase(self) -> bool:
        """Whether it wants words side by side, whatever is chosen."""
        return not self.is_excluded and all(len(choice.whole_words) > 1 for choice in self.choices)

    @property
    def has_neighbours(self) -> bool:
        """Whether words side by side are among what it wants, or does not want."""
        return any(len(choice.words) > 1 for choice in self.choices)

    @property
    def is_of_twos(self) -> bool:
        """Whether it wants two words side by side, whatever is chosen."""
        return self.is_phrase and all(len(choice.words) == 2 for choice in self.choices)

    def with_each(self, **changes: Any) -> Term:
        """The same with something else of each of its choices."""
        return replace(self, choices=tuple(replace(choice, **changes) for choice in self.choices))


@dataclass(frozen=True)
class Query:
    terms: tuple[Term, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing is looked for: no word, or only words that must not be there."""
        return all(term.is_excluded for term in self.terms)

    @property
    def has_beginning(self) -> bool:
        return any(choice.is_beginning for term in self.terms for choice in term.choices)

    @property
    def whole_words(self) -> Query:
        """The same where no word is the beginning of others."""
        return Query(tuple(term.with_each(is_beginning=False) for term in self.terms))

    @property
    def phrases(self) -> list[Term]:
        return [term for term in self.terms if term.is_phrase]

    @property
    def has_neighbours(self) -> bool:
        return any(term.has_neighbours for term in self.terms)

    @property
    def is_told_by_pairs(self) -> bool:
        """Whether it has words side by side in no other way than that it wants pairs of them."""
        return all(term.is_of_twos or not term.has_neighbours for term in self.terms)

    @property
    def apart(self) -> Query:
        """What all rows that fit have, wherever it stands: words that are wanted side by side are wanted alone."""
        terms = [term for term in self.terms if not (term.is_excluded and term.has_neighbours)]
        return Query(tuple(term.with_each(is_apart=True) for term in terms))

    @property
    def wanted(self) -> list[Choice]:
        """All that marks a hit."""
        return [choice for term in self.terms if not term.is_excluded for choice in term.choices]


def parse(text: str, also: Sequence[str] = ()) -> Query:
    """The query of a text. `also` are other spellings of the whole text, one of which is enough."""
    terms: list[Term] = []
    is_either = False
    parts = list(_PARTS.finditer(text[:LONGEST_QUERY].replace("\x00", " ")))[: MOST_TERMS * 2]
    for number, part in enumerate(parts):
        if part["word"] in ("OR", "|") and not part["minus"]:
            is_either = bool(terms)
            continue
        is_last = number == len(parts) - 1 and not text[-1:].isspace()
        choices = _choices(part, is_last and not part["minus"])
        if not choices:
            continue
        if is_either and not part["minus"] and not terms[-1].is_excluded:
            terms[-1] = Term(terms[-1].choices + choices)
        else:
            terms.append(Term(choices, bool(part["minus"])))
        is_either = False
    terms = _without_silent(terms[:MOST_TERMS])
    others = tuple(choice for spelling in also for choice in _whole(spelling))
    if others and len(terms) == 1 and not terms[0].is_excluded:
        terms = [Term(tuple(dict.fromkeys(terms[0].choices + others)))]
    return Query(tuple(terms))


def _choices(part: re.Match[str], may_begin: bool) -> tuple[Choice, ...]:
    if part["phrase"] is not None:
        return _whole(part["phrase"])
    found = list(tokens(part["word"]))
    words = _without_half(found)
    if len(words) != 1:  # d'Ivoire, 2/34, 电信标准: side by side, as they were typed
        whole = (Choice(words, is_beginning=may_begin and _may_go_on(found[-1])),) if words else ()
        return whole + tuple(Choice((word,)) for word in joined(part["word"]))
    if not found[0].lexical:
        return (Choice(words, is_beginning=len(words[0]) == 1),)
    return (Choice(words, stems(found[0].lexical), may_begin and _may_go_on(found[0])),)


def _may_go_on(token: Token) -> bool:
    """A word of which the end may not be typed yet. A number is another one with each digit more."""
    return len(token.lexical) >= SHORTEST_BEGINNING and not token.text.isdigit()


def _whole(text: str) -> tuple[Choice, ...]:
    words = _without_half(list(tokens(text)))
    return (Choice(words, is_quoted=True),) if words else ()


def _without_half(found: list[Token]) -> tuple[str, ...]:
    """The words; of Chinese ones without the last character, after which the text may go on."""
    words = [token.text for token in found]
    if len(words) > 1 and not found[-1].lexical and len(words[-1]) == 1 and words[-2].endswith(words[-1]):
        words.pop()
    return tuple(words)


def _without_silent(terms: list[Term]) -> list[Term]:
    said = [term for term in terms if term.is_excluded or not all(choice.is_silent for choice in term.choices)]
    return said if any(not term.is_excluded for term in said) else terms


def to_tsquery(query: Query) -> str:
    """For PostgreSQL."""
    wanted = [_postgresql(term) for term in query.terms if not term.is_excluded]
    unwanted = [f"!({_postgresql(term)})" for term in query.terms if term.is_excluded]
    return " & ".join([f"({one})" for one in wanted] + unwanted)


def _postgresql(term: Term) -> str:
    found = []
    for choice in term.choices:
        words = (" & " if choice.is_apart else " <-> ").join(choice.words)
        found += [f"({words}{':*' if choice.is_beginning else ''})", *choice.stems]
    return " | ".join(dict.fromkeys(found))


def to_fts5(query: Query, column: str = "") -> str:
    """For SQLite. `column` limits to one of the table's."""
    head = f"{{{column}}} : " if column else ""
    wanted = [_either(term, head) for term in query.terms if not term.is_excluded]
    unwanted = [_either(term, "") for term in query.terms if term.is_excluded]
    return " NOT ".join([" AND ".join(wanted), *unwanted])


def _either(term: Term, head: str) -> str:
    return "(" + " OR ".join(_sqlite(choice, head) for choice in term.choices) + ")"


def _sqlite(choice: Choice, head: str) -> str:
    phrase = head + '"' + " ".join(choice.words) + '"' + ("*" if choice.is_beginning else "")
    return " OR ".join([phrase, *(f'{head}"{one}"' for one in choice.stems)])
