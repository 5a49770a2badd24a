"""What looks like the symbol of a document or the number of a Question, of whatever organisation.

Symbols are kept as printed, but for hyphens that do not break. The grammar that tells what an ITU symbol means is in
`contributions.symbols`; it rightly refuses those of other organisations (S4-150241), which a statement may cite all the
same.
"""

from __future__ import annotations

import re

from .text_lines import HYPHENS

_SUFFIX = r"(?:\s?\(?(?:Rev|Add|Corr?)\.?\s?\d{1,3}\)?|-[A-Z](?![\w-]))*"
_WORD = r"(?:documents?|doc\.?|documento|документ|contribution|tdoc|td)\s+"
SYMBOL = re.compile(
    rf"(?<![\w/.@-])(?:"
    rf"[A-Z]{{2,4}}-\d{{4}}-\d{{3,5}}[A-Z0-9]{{0,4}}"  # TP-2016-0294R01
    rf"|[A-Z]\d{{2}}-[A-Z0-9]+(?:[.-][A-Z0-9]+){{1,4}}"  # D22-SG02.RGQ-C-0020
    rf"|[A-Z0-9]+(?:[-.][A-Z0-9]+){{0,4}}(?:/[A-Z0-9]+(?:-[A-Z0-9]+)?){{1,4}}"  # SG2RGQ/20, TDAG17-22/13
    rf"|COM\s?\d{{1,2}}\s?[–-]\s?(?:LS|C|R|TD)\s?\d{{1,4}}(?:\s?[–-]\s?[A-Z](?!\w))?"  # COM 16 – LS 123 – E
    rf"|[A-Z]{{2,8}}\(\d{{2}}\)\d{{3,6}}(?:r\d{{1,2}})?"  # SCP(12)000123r1
    rf"|BBF\d{{4}}\.\d{{2,4}}(?:\.\d{{2}})?"
    rf"|802\.\d{{1,2}}-\d{{2}}/\d{{3,4}}r\d{{1,2}}"
    rf"|[A-Z][A-Z0-9]{{0,5}}-(?:\d{{5,8}}|(?:LS|OLS|ILS|TD|C)\d{{1,5}})"  # S4-150241, SG2-LS27
    rf"){_SUFFIX}(?![\w/@])"
)
TWO_NUMBERS = re.compile(r"(?<=\d)\s?/\s?(?=[A-Z][A-Z0-9]{0,3}-\d{5})")  # of one document: R2-1811032/S2-186267
NOT_A_SYMBOL = re.compile(
    r"(?:Q|C|ITU-[A-Z] Q)\d+/\d+|\d{1,2}/\d{1,2}/\d{4}|[A-Z]+/[A-Z/]+|\d+/\d+/\d+|(?:ITU|CWG|SG)-[A-Z]+"
)
NAMED = re.compile(_WORD, re.I)
_NUMBER = r"\d{1,3}[A-Z]?/\d{1,3}"
QUESTION_WORD = r"(?:(?:Questions?|Cuesti[oó]n(?:es)?|Вопрос(?:а|ы|у)?|المسألة|第)\s?|(?<![A-Za-z])Q\.?\s?)"
QUESTIONS = re.compile(
    rf"{QUESTION_WORD}(?P<numbers>(?:Q?\d{{1,3}}[A-Z]?(?:/\d{{1,3}})?)(?:\s?(?:,|and|&|et|y|и|/Q)\s?(?:Questions?\s)?Q?\d{{1,3}}[A-Z]?(?:/\d{{1,3}})?){{0,20}})",
    re.I,
)
ADDRESS = re.compile(r"https?://[^\s<>\"”]+[^\s<>\"”.,;:!?)\]]", re.I)


def leading_symbol(text: str) -> tuple[str | None, str]:
    """The symbol with which a text begins, and the text after it; the word "Document" before a symbol is left out."""
    start = named.end() if (named := NAMED.match(text)) else 0
    match = SYMBOL.match(text.translate(HYPHENS), start)
    if not match or NOT_A_SYMBOL.fullmatch(match[0]) or not re.search(r"\d", match[0]):
        return None, text
    return match[0].strip(), text[match.end() :].strip()


def find_symbols(text: str) -> list[str]:
    text = TWO_NUMBERS.sub(" / ", ADDRESS.sub(" ", text).translate(HYPHENS))
    return [
        match[0].strip()
        for match in SYMBOL.finditer(text)
        if not NOT_A_SYMBOL.fullmatch(match[0]) and re.search(r"\d", match[0])
    ]


def find_questions(text: str) -> tuple[str, ...]:
    """Numbers of Questions; the group of the last one holds for those before it: "Q8, 9, 10/16" gives 8/16."""
    result: list[str] = []
    for match in QUESTIONS.finditer(text):
        group = ""
        numbers = re.findall(r"\d{1,3}[A-Z]?(?:/\d{1,3})?", match["numbers"], re.I)
        for number in reversed(numbers):
            group = number.partition("/")[2] or group
            if group:
                result.insert(0, number if "/" in number else f"{number}/{group}")
    return tuple(dict.fromkeys(_in_order(result, text)))


def _in_order(numbers: list[str], text: str) -> list[str]:
    return sorted(numbers, key=lambda number: text.find(number.partition("/")[0]))
