"""What was found, in its own words, with the words that were looked for marked. Everything is escaped but the marks."""

from __future__ import annotations

import functools
import unicodedata
from collections.abc import Iterable, Sequence

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from .normaliser import Token, folded, has_chinese, may_share_a_stem, plain, stems, token_of, tokens, words_like
from .queries import Choice, Query

LENGTH = 240  # characters of an excerpt
MOST_READ = 50_000  # characters of a text that are looked at
STRETCH = 2_000  # characters of it, and the rest of their line, that are looked at at once
ENOUGH = 20  # hits of which an excerpt shows those that stand together


def places(words: Sequence[Token], choices: Iterable[Choice]) -> list[tuple[int, int]]:
    """First and last place of each run of words that one of the choices means."""
    found = []
    for choice in choices:
        size = len(choice.words)
        ends = [place for place in range(size - 1, len(words)) if _fits(words[place], choice)]
        for last in ends:
            first = last - size + 1
            if size == 1 or tuple(word.text for word in words[first:last]) == choice.words[:-1]:
                found.append((first, last))
    return found


def _fits(word: Token, choice: Choice) -> bool:
    """Whether it is the last word of the choice."""
    last = choice.words[-1]
    if word.text == last or (choice.is_beginning and word.text.startswith(last)):
        return True
    if not word.lexical or len(choice.words) > 1 or not may_share_a_stem(word.lexical, last, choice.stems):
        return False
    return word.text in choice.stems or any(root == last or root in choice.stems for root in stems(word.lexical))


class Meaning:
    """What a query means by the words of texts. Made for one page, for it remembers the words that it has seen."""

    def __init__(self, query: Query) -> None:
        self.query = query
        asked = query.wanted
        self.is_of_single_words = all(len(one.words) == 1 and not has_chinese(one.words[0]) for one in asked)
        self._like = words_like((one.words[0], one.stems) for one in asked)
        self._is_meant = functools.cache(self._means)

    def _means(self, lexical: str) -> bool:
        word = token_of(lexical)
        return any(_fits(word, choice) for choice in self.query.wanted)

    def words_in(self, text: str) -> list[Token]:
        """The words of a text that are meant; where words side by side may be, all that it has."""
        return list(tokens(text, self._like, self._is_meant) if self.is_of_single_words else tokens(text))

    def spans_in(self, text: str) -> list[tuple[int, int]]:
        """Where in the text what was looked for stands, in order, overlapping ones made one."""
        if not self._may_stand_in(text):
            return []
        words = self.words_in(text)
        spans = sorted((words[first].start, words[last].end) for first, last in places(words, self.query.wanted))
        merged: list[tuple[int, int]] = []
        for start, end in spans:
            if merged and start <= merged[-1][1]:
                merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
            else:
                merged.append((start, end))
        return merged

    def _may_stand_in(self, text: str) -> bool:
        """Whether something that was looked for may be there: of words side by side their letters tell it at once."""
        if self.is_of_single_words:
            return True
        letters = folded(plain(text))
        return any(all(word in letters for word in choice.words) for choice in self.query.wanted)

    def first_spans_in(self, text: str) -> list[tuple[int, int]]:
        """The same of the first lines in which enough is found: a long text need not be read to its end."""
        found: list[tuple[int, int]] = []
        start = 0
        while start < len(text) and len(found) < ENOUGH:
            end = text.find("\n", start + STRETCH) + 1 or len(text)
            found += [(start + first, start + last) for first, last in self.spans_in(text[start:end])]
            start = end
        return found


def marked(text: str, meaning: Meaning) -> SafeString:
    text = unicodedata.normalize("NFC", text)
    return _marked(text, meaning.spans_in(text), 0, len(text))


def excerpt(text: str, meaning: Meaning, length: int = LENGTH) -> SafeString:
    """The stretch of the text in which most was found; "" where nothing was."""
    text = unicodedata.normalize("NFC", text[:MOST_READ])
    spans = meaning.first_spans_in(text)
    if not spans:
        return SafeString("")
    best = max(range(len(spans)), key=lambda place: (_held(spans, place, length), -place))
    start = max(0, spans[best][0] - length // 4)
    line = text.rfind("\n", start, spans[best][0]) + 1
    start = line or (_word_start(text, start) if start else 0)
    end = min(len(text), start + length)
    if end < len(text):
        end = text.rfind(" ", spans[best][1], end) if text.rfind(" ", spans[best][1], end) > 0 else end
    before, after = "… " if start else "", " …" if end < len(text) else ""
    return format_html("{}{}{}", before, _marked(text, spans, start, end), after)


def _held(spans: list[tuple[int, int]], place: int, length: int) -> int:
    last = spans[place][0] + length * 3 // 4
    return sum(1 for _start, end in spans[place : place + ENOUGH] if end <= last)


def _word_start(text: str, place: int) -> int:
    space = max(text.rfind(" ", 0, place), text.rfind("\n", 0, place))
    return space + 1 if place - space < 40 else place


def _marked(text: str, spans: list[tuple[int, int]], start: int, end: int) -> SafeString:
    parts: list[tuple[str, SafeString | str]] = []
    last = start
    for first, after in spans:
        if first >= start and after <= end:
            parts.append((_on_one_line(text[last:first]), format_html("<mark>{}</mark>", text[first:after])))
            last = after
    parts.append((_on_one_line(text[last:end]), ""))
    return format_html_join("", "{}{}", parts)


def _on_one_line(text: str) -> str:
    return text.replace("\n", " · ")
