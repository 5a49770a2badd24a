"""The words of a text as search compares them, in six languages. No Django here.

`tokens` makes of any text the words that are stored and looked for: without accents and case, Arabic letters in one of
their variants, Chinese as overlapping pairs, since it has no spaces. `stems` gives what a word has in common with its
inflected forms. Both are applied to what is stored and to what is asked, so both engines find the same.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

import snowballstemmer

LANGUAGES = {"en": "english", "fr": "french", "es": "spanish", "ru": "russian", "ar": "arabic"}
LONGEST = 60  # characters of a word; what follows is left out alike in text and query

_STRETCH = "\u0640"  # the bar that makes an Arabic word longer
_FOLDED = str.maketrans({**dict.fromkeys("أإآٱ", "ا"), **dict.fromkeys("ىئی", "ي"), "ؤ": "و", "ة": "ه", "ک": "ك"})
_VARIANTS = {letter: "".join(chr(code) for code, to in _FOLDED.items() if to == letter) for letter in _FOLDED.values()}
_HAN = r"\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0002fa1f"
_HAS_HAN = re.compile(f"[{_HAN}]")
_LETTER = rf"[^\W_{_HAN}]"
_WORD = re.compile(f"{_LETTER}+")
_PIECE = re.compile(rf"(?P<han>[{_HAN}]+)|{_LETTER}+")
_HYPHENATED = re.compile(r"[^\W\d_]+(?:[-\u2010\u2011][^\W\d_]+)+")
_HYPHEN = re.compile("[-\u2010\u2011]")
_IRREGULAR = {
    "children": "child",
    "women": "woman",
    "men": "man",
    "people": "person",
    "criteria": "criterion",
    "data": "datum",
    "indices": "index",
}
_SCRIPTS = (
    (re.compile("[\u0400-\u052f]"), ("ru",)),
    (re.compile("[\u0600-\u06ff]"), ("ar",)),
    (re.compile("[a-z]"), ("en", "fr", "es")),
)


class Token(NamedTuple):
    """A word as it is compared. `start` and `end` are its place in the text it was read from."""

    text: str
    start: int
    end: int
    lexical: str = ""  # what its stem is made of; "" for a pair of Chinese characters


class _Plain(dict[int, str]):
    """Without accents and case, character by character: those of Arabic are still as they are written."""

    def __missing__(self, code: int) -> str:
        plain = "".join(part for part in unicodedata.normalize("NFKD", chr(code)) if not _is_mark(part))
        if "\u0400" <= chr(code) <= "\u06ff":  # й and أ stay letters of their own, on which endings hang
            plain = "".join(part for part in chr(code) if not _is_mark(part))
            plain = {"ё": "е", "Ё": "Е"}.get(plain, plain)
        self[code] = plain = plain.casefold()
        return plain


def _is_mark(character: str) -> bool:
    return unicodedata.category(character) in ("Mn", "Me", "Cf") or character == _STRETCH


_plain = _Plain()


def plain(text: str) -> str:
    return _in_plain_letters(unicodedata.normalize("NFC", text))


def _in_plain_letters(text: str) -> str:
    """A composed text in plain letters; what has but ASCII takes a way that is thirty times as quick."""
    if text.isascii():
        return text.lower()
    return "".join(part.lower() if part.isascii() else part.translate(_plain) for part in _ODD.split(text))


_ODD = re.compile("([^\x00-\x7f][^a-zA-Z]*)")


def tokens(text: str, like: re.Pattern[str] = _PIECE, is_meant: Callable[[str], bool] | None = None) -> Iterator[Token]:
    """The words of a text in order; with `is_meant` those alone that are, far more quickly: see `words_like`.

    It is asked of the plain letters of each word once a text.
    """
    text, places = _with_places(text)
    meant = set(filter(is_meant, set(like.findall(text)))) if is_meant else None
    if meant is not None and not meant:
        return
    for match in like.finditer(text):
        if meant is not None and match[0] not in meant:
            continue
        first, last = match.span()
        if like is _PIECE and match["han"]:
            run = match[0]
            for place in range(len(run)):
                pair = run[place : place + 2]
                yield Token(pair, places[first + place], places[first + place + len(pair) - 1] + 1)
        else:
            # To the next character, for a mark above the last letter is part of it; ¼ is one of several.
            yield token_of(match[0], places[first], max(places[last - 1] + 1, places[last]))


def token_of(lexical: str, start: int = 0, end: int = 0) -> Token:
    """A word of letters as it is compared, of which the plain letters are given."""
    lexical = lexical[:LONGEST]
    return Token(folded(lexical), start, end, lexical)


def folded(text: str) -> str:
    """With each Arabic letter in one of its variants."""
    return text if text.isascii() else text.translate(_FOLDED)


def words_like(asked: Iterable[tuple[str, tuple[str, ...]]]) -> re.Pattern[str]:
    """All words that may share a stem with one of some, which are given with their stems; none of them is Chinese.

    One expression passes over all others in a hundredth of the time that it takes to look at each of them.
    """
    beginnings, hearts = set(), set()
    for word, roots in asked:
        if is_arabic(word):
            hearts |= {_heart(root) for root in (word, *roots)}
        else:
            beginnings.add(word[0])
    choices = [f"[{re.escape(''.join(sorted(beginnings)))}]"] if beginnings else []
    choices += [f"{_LETTER}*?{''.join(map(_in_any_variant, heart))}" for heart in sorted(hearts)]
    return re.compile(f"(?<!{_LETTER})(?:{'|'.join(choices)}){_LETTER}*")


def _in_any_variant(letter: str) -> str:
    """An expression for a letter as it is written before it is folded."""
    return f"[{letter}{_VARIANTS.get(letter, '')}]"


def _heart(root: str) -> str:
    """What of the root of an Arabic word is in each form of it: the end may change, and the beginning of است."""
    root = root[1:] if root.startswith("است") else root
    return root[:3] if len(root) > 3 else root[:2]


def has_chinese(text: str) -> bool:
    return not text.isascii() and bool(_HAS_HAN.search(text))


def is_arabic(word: str) -> bool:
    return "\u0600" <= word[0] <= "\u06ff"


def words(text: str) -> list[tuple[str, str]]:
    """The text and the lexical form of each of the tokens, without their places: several times as quick, to store."""
    changed = plain(text)
    if has_chinese(changed):
        return [(token.text, token.lexical) for token in tokens(text)]
    found = [word[:LONGEST] for word in _WORD.findall(changed)]
    return [(folded(word), word) for word in found]


def _with_places(text: str) -> tuple[str, Sequence[int]]:
    """The text in plain letters, and for each of its characters where it stood."""
    text = unicodedata.normalize("NFC", text)  # places are those of the composed text, which is what is shown
    if text.isascii() or not _SPREADS.search(text):
        return _in_plain_letters(text), range(len(text) + 1)
    parts: list[str] = []
    places: list[int] = []
    done = 0
    for odd in _SPREADS.finditer(text):
        place = odd.start()
        part = _plain[ord(odd[0])]
        parts += [_in_plain_letters(text[done:place]), part]
        places += [*range(done, place), *[place] * len(part)]
        done = odd.end()
    parts.append(_in_plain_letters(text[done:]))
    return "".join(parts), [*places, *range(done, len(text) + 1)]


# Characters of which one stays one are in these ranges, but for those that leave them again below.
_STAYS = (
    "\u0000-\u024f\u0400-\u052f\u060c\u061b\u061f\u0621-\u063a\u0641-\u064a\u2010-\u2015\u2018-\u201f\u2022\u2192"
    "\u3001\u3002\u4e00-\u9fff\uff01-\uff5e"
)
_SPREADS = re.compile(f"[^{_STAYS}]|[\u00ad¼½¾ßĲĳĿŀŉǄ-ǌǱ-ǳ\u0483-\u0489]")


def joined(text: str) -> Iterator[str]:
    """Words with a hyphen as one word, so that cyber-security and cybersecurity find each other."""
    if not _HYPHEN.search(text):
        return
    for match in _HYPHENATED.finditer(text):
        yield "".join(token.text for token in tokens(match[0]))[:LONGEST]


def stem(word: str, language: str) -> str:
    """What a word shares with its inflected forms in a language; the word itself where the language has none."""
    if language not in LANGUAGES or any(character.isdigit() for character in word):
        return folded(word)
    if language == "en" and word in _IRREGULAR:
        word = _IRREGULAR[word]
    if language == "ar":
        word = re.sub("^[وف](?=ال..)", "", word)
    return str(_stemmer(language).stemWord(word)).translate(_FOLDED)


# The stemmers take some nouns for verbs, and Arabic ones without an article for whole. Ends alone, as a second guess.
_ENDS = {
    "ru": re.compile("(?:ами|ями|ого|его|ов|ев|ам|ям|ах|ях|ом|ем|[аеиоуыэюяьй]+)$"),
    "ar": re.compile("(?:ات|ان|ون|ين|ية|يه|ها|[ةهي])$"),
}
_ARTICLE = re.compile("^[وف]?(?:ال|لل|بال|كال)(?=...)")
SHORTEST_LEFT = 3


def _without_end(word: str, language: str) -> str:
    if language not in _ENDS:
        return word
    if language == "ar":
        word = _ARTICLE.sub("", word)
    left = _ENDS[language].sub("", word)
    return left if len(left) >= SHORTEST_LEFT else word


@functools.cache
def _stemmer(language: str) -> snowballstemmer.stemmer:
    return snowballstemmer.stemmer(LANGUAGES[language])


SHORT = 5  # letters of a word that may change its second one: men, dying
LAST = 3  # letters of a root that its forms may not have: constant, constamment


def may_share_a_stem(word: str, other: str, roots: tuple[str, ...]) -> bool:
    """Whether it is worth asking if a word has one of the roots, which are those of the other word.

    Words of one stem begin as one of their roots does, but for short ones; in Arabic it has the heart of one.
    To ask in vain costs a hundred times as much as this.
    """
    if is_arabic(word):
        plain_word = folded(word)
        return any(_heart(root) in plain_word for root in (other, *roots))
    if word[0] != other[0]:
        return False
    if len(word) <= SHORT or len(other) <= SHORT or word in _IRREGULAR:
        return True
    return any(word.startswith(root[: max(2, len(root) - LAST)]) for root in (other, *roots))


def languages_of(word: str) -> tuple[str, ...]:
    """The languages that a word may be of, by its letters."""
    return next((languages for script, languages in _SCRIPTS if script.search(word)), ())


@functools.lru_cache(maxsize=200_000)
def stems(word: str, language: str = "") -> tuple[str, ...]:
    """The stems of a word in a language, or in all that have its letters, without those that are the word itself."""
    possible = languages_of(word)
    if language in possible:
        possible = (language,)
    found = dict.fromkeys(stem(word, one) for one in possible)
    found |= dict.fromkeys(_without_end(word, one).translate(_FOLDED) for one in possible)
    return tuple(text for text in found if text and text != folded(word))
