"""What a single line on top of a statement can be: letterhead, symbol, date, place and date, a Question, a meeting."""

from __future__ import annotations

import re
from dataclasses import dataclass

from .read_dates import Found, find_dates, whole_date
from .read_labels import label_key
from .read_symbols import find_questions, find_symbols, leading_symbol
from .text_lines import flat

LETTERHEAD = frozenset(
    label_key(text)
    for text in (
        "International Telecommunication Union", "Union internationale des télécommunications", "ITU", "UIT", "МСЭ",
        "Unión Internacional de Telecomunicaciones", "Международный союз электросвязи", "ITU-D Study Groups",
        "Telecommunication Development Sector", "ITU Telecommunication Development Sector", "Telecommunication",
        "Secteur du développement des télécommunications", "Sector de Desarrollo de las Telecomunicaciones",
        "Сектор развития электросвязи", "Telecommunication Development Bureau", "Standardization Sector",
        "Telecommunication Standardization Sector", "Radiocommunication Sector", "Development Sector", "ITU-D", "ITU-T",
        "ITU-R", "UIT-D", "UIT-T", "UIT-R", "МСЭ-D", "МСЭ-T", "МСЭ-R", "МСЭ-Т", "МСЭ-Р",
        "ITU Telecommunication Standardization Sector", "الاتحاد الدولي للاتصالات", "قطاع تنمية الاتصالات",
        "国际电信联盟", "电信发展部门",
    )
)  # fmt: skip
GROUP = re.compile(r"study group \d{1,2}|commission d'etudes \d{1,2}|comision de estudio \d{1,2}")
ONLY = re.compile(r"(?:english|french|spanish|russian|arabic|chinese) only")
YEARS = r"\d{4}\s?[-–]\s?\d{4}"
STUDY_PERIOD = re.compile(rf"study period:?\s*(?P<period>{YEARS})|(?P<alone>{YEARS})\s+study period", re.I)
SYMBOL_LINE = re.compile(r"(?:document|doc|tdoc|td)\.?\s*(?:#|no\.?|number|n°)?\s*:?\s*(?P<symbol>\S.*)", re.I)
FILE_NAME = re.compile(r"[-_ ]?[\w-]*\.(?:docx?|pdf|txt|zip)", re.I)
REVISION_OF = re.compile(r"\(?\s*(?:was|is\s)?\s*(?:revision|update) of\s+(?P<symbol>[^()]+?)\s*\)?", re.I)
MEETING_NAME = re.compile(
    r"#\s?\d|\b(?:meeting|plenary|session|réunion|reunión|собрание|заседание)\b|^TP ?#? ?\d+$", re.I
)
MAX_PLACE = 6  # words
LONG_NAME = 100  # characters of a meeting's name
_GROUP_WORDS = re.compile(
    r"\b(?:itu-[dtr]|itu|study group|sg|question|questions|q|commission d'etudes|de l'uit-[dtr]|uit-[dtr]|uit|"
    r"comision de estudio|cuestion|вопрос|исследовательская комиссия|мсэ-[dtr]|on|of|and|de|la|del|et|y|\d+/\d+|\d+|"
    r"the)\b|[^\w\s]",
)


@dataclass(frozen=True)
class PlacedDate:
    """A place and the day or days beside it."""

    place: str
    found: Found


def is_letterhead(text: str) -> bool:
    key = label_key(text)
    return key in LETTERHEAD or bool(GROUP.fullmatch(key)) or bool(ONLY.fullmatch(key))


def study_period_of(text: str) -> str:
    match = STUDY_PERIOD.fullmatch(text)
    return re.sub(r"\s?[-–]\s?", "-", match["period"] or match["alone"]) if match else ""


def symbol_of(text: str) -> str:
    """The symbol that the text is, the word "Document" before it and the ending of a file's name after it left out."""
    for candidate in (text, match["symbol"] if (match := SYMBOL_LINE.fullmatch(text)) else ""):
        symbol, rest = leading_symbol(candidate)
        if symbol and (not rest or (match and FILE_NAME.fullmatch(rest))):
            return symbol
    return ""


def revised_symbol(text: str) -> str:
    """ "(revision of S2-1811226)" gives the earlier symbol."""
    match = REVISION_OF.fullmatch(text)
    symbols = find_symbols(match["symbol"]) if match else []
    return symbols[0] if len(symbols) == 1 else ""


def placed_date(text: str) -> PlacedDate | None:
    """ "Geneva, 22 May 2023", "26 - 30 November 2018, West Palm Beach, USA"; None where there is more than a place."""
    found = find_dates(text)
    if len(found) != 1:
        return None
    before, after = text[: found[0].position].rstrip(), text[found[0].position + len(found[0].text) :].lstrip()
    if after.startswith("(") and after.endswith(")"):
        after = ""
    whole = (before.endswith(",") and not after) or (after.startswith(",") and not before)
    place = (before or after).strip(" ,")
    if not whole or re.search(r"[\d:;]", place) or not 0 < len(place.split()) <= MAX_PLACE or not place[0].isupper():
        return None
    return PlacedDate(place, found[0])


def is_meeting_name(text: str) -> bool:
    return bool(MEETING_NAME.search(text)) and len(text) <= LONG_NAME and not text.endswith((".", ":"))


def is_mark(text: str) -> bool:
    text = flat(text)
    if not text or len(text) > LONG_NAME:
        return False
    known = is_letterhead(text) or study_period_of(text) or symbol_of(text) or revised_symbol(text)
    return bool(known or whole_date(text) or placed_date(text))


def is_question_line(text: str) -> bool:
    """A line that names a study group's Question and nothing before it: "ITU-D Study Group 2 Question 3/2:"."""
    head, colon, _title = text.partition(":")
    if not find_questions(head):
        return False
    rest = _GROUP_WORDS.sub(" ", re.sub(r"\([^()]*\)", " ", label_key(head)))
    return not rest.strip() and (bool(colon) or len(text) < 120)
