"""What stands on top of a statement: letterhead, title, its repetition, the Question and its title, date, symbol."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from .letter import Meeting
from .read_dates import find_dates, whole_date
from .read_header import is_question_line
from .read_labels import label_key
from .read_symbols import leading_symbol
from .text_lines import Findings, Line, continues, flat, joined

LETTERHEAD = frozenset(
    label_key(text)
    for text in (
        "International Telecommunication Union", "Union internationale des télécommunications", "ITU", "UIT", "МСЭ",
        "Unión Internacional de Telecomunicaciones", "Международный союз электросвязи", "ITU-D Study Groups",
        "Telecommunication Development Sector", "ITU Telecommunication Development Sector", "Telecommunication",
        "Secteur du développement des télécommunications", "Sector de Desarrollo de las Telecomunicaciones",
        "Сектор развития электросвязи", "Telecommunication Development Bureau", "Standardization Sector",
        "Telecommunication Standardization Sector", "Radiocommunication Sector", "Development Sector",
    )
)  # fmt: skip
YEARS = r"\d{4}\s?[-–]\s?\d{4}"
STUDY_PERIOD = re.compile(rf"study period:?\s*(?P<period>{YEARS})|(?P<alone>{YEARS})\s+study period", re.I)
SYMBOL_LINE = re.compile(r"(?:document|doc\.?)\s+(?P<symbol>\S.*)", re.I)


@dataclass
class Top:
    title: str = ""
    subtitle: list[str] = field(default_factory=list)
    dates: list[tuple[date, Line]] = field(default_factory=list)
    meeting: Meeting = field(default_factory=Meeting)
    symbols: list[str] = field(default_factory=list)
    study_period: str | None = None


def read_top(lines: Sequence[Line], title: str, findings: Findings) -> Top:
    """`title` is that of a label, where there was one."""
    reader = _TopReader(title, findings)
    left = [line for line in lines if not reader.take_mark(line)]
    reader.take_titles(left)
    return reader.top


class _TopReader:
    def __init__(self, title: str, findings: Findings) -> None:
        self.top = Top(title=title)
        self.findings = findings

    def take_mark(self, line: Line) -> bool:
        """Letterhead, date, symbol, study period: lines that are wholly one of them."""
        text = flat(line.text)
        if label_key(text) in LETTERHEAD:
            self.findings.note("", line, f"The letterhead “{text}” was left out.")
        elif period := STUDY_PERIOD.fullmatch(text):
            self.top.study_period = re.sub(r"\s?[-–]\s?", "-", period["period"] or period["alone"])
        elif found := whole_date(text):
            self._take_date(found.start, found.end, found.problem, text, line)
        elif symbol := _symbol_of(text):
            self.top.symbols.append(symbol)
        elif self._dated_place(text, line):
            pass
        else:
            return False
        return True

    def _take_date(self, start: date | None, end: date | None, problem: str, text: str, line: Line) -> None:
        if start and start == end:
            self.top.dates.append((start, line))
        elif start:
            self.top.meeting = Meeting(text, start, end)
        else:
            self.findings.warning("date", line, f"The date cannot be read: {problem}.")

    def _dated_place(self, text: str, line: Line) -> bool:
        """ "Geneva, 22 May 2023": the place is noted, since a statement has none; with a span it is a meeting."""
        found = find_dates(text)
        place = text[: found[0].position].strip(" ,") if len(found) == 1 else ""
        whole = bool(found) and text.endswith(found[0].text) and 0 < len(place.split()) <= 3
        if not whole or not text[: found[0].position].rstrip().endswith(",") or re.search(r"\d", place):
            return False
        self._take_date(found[0].start, found[0].end, found[0].problem, text, line)
        if found[0].is_day:
            self.findings.note("date", line, f"The place of “{text}” was left out.")
        return True

    def take_titles(self, lines: Sequence[Line]) -> None:
        at = 0
        if not self.top.title and lines and not is_question_line(lines[0].text):
            self.top.title, at = _repeated_title(lines) or _whole(lines, 0)
        while at < len(lines):
            if used := self._repeated(lines[at : at + 6]):
                again = " ".join(line.text for line in lines[at : at + used])
                self.findings.note("title", lines[at], f"The title is printed again, “{again}”; it was left out.")
            elif is_question_line(lines[at].text):
                used = self._question(lines, at)
            else:
                text, end = _whole(lines, at)
                used = end - at
                self.top.subtitle.append(text)
            at += used

    def _repeated(self, lines: Sequence[Line]) -> int:
        """How many of the lines print the title again, whatever their case."""
        wanted = label_key(self.top.title)
        text = ""
        for count, line in enumerate(lines[:6], 1):
            text = label_key(f"{text} {line.text}")
            if wanted and text == wanted:
                return count
            if not wanted.startswith(text):
                break
        return 0

    def _question(self, lines: Sequence[Line], at: int) -> int:
        """The Question's line is one entry, its title another, put together from the lines that follow."""
        text = lines[at].text
        used = 1
        if not text.endswith(":") and ":" in text:
            while at + used < len(lines) and self._same_title(lines, at + used, text):
                text = joined(text, lines[at + used].text)
                used += 1
            self.top.subtitle.append(text)
            return used
        self.top.subtitle.append(text)
        title = ""
        while at + used < len(lines) and self._same_title(lines, at + used, title):
            title = joined(title, lines[at + used].text) if title else lines[at + used].text
            used += 1
        if title:
            self.top.subtitle.append(title)
        return used

    def _same_title(self, lines: Sequence[Line], at: int, title: str) -> bool:
        line, before = lines[at], lines[at - 1]
        if is_question_line(line.text) or self._repeated(lines[at : at + 6]):
            return False
        return not title or line.number == before.number + 1


def _repeated_title(lines: Sequence[Line]) -> tuple[str, int] | None:
    """The title where it takes several lines: the form prints it twice, so the second shows how far the first goes."""
    for count in (2, 3):
        wanted = label_key(" ".join(line.text for line in lines[:count]))
        for at in range(count, min(len(lines), count + 8)):
            for length in (1, 2, 3):
                if label_key(" ".join(line.text for line in lines[at : at + length])) == wanted:
                    return " ".join(line.text for line in lines[:count]), count
    return None


def _symbol_of(text: str) -> str:
    match = SYMBOL_LINE.fullmatch(text)
    symbol, rest = leading_symbol(match["symbol"] if match else text)
    return symbol if symbol and not rest else ""


def _whole(lines: Sequence[Line], at: int) -> tuple[str, int]:
    """The text of a line with the lines in which it goes on, and where the next begins."""
    text = last = lines[at].text
    at += 1
    while at < len(lines) and lines[at].number == lines[at - 1].number + 1 and not is_question_line(lines[at].text):
        if not (continues(last, lines[at].text) or last.endswith(":")):
            break
        last = lines[at].text
        text = joined(text, last)
        at += 1
    return text, at
