"""What stands on top of a statement: letterhead, title, its repetition, the Question and its title, date, symbol."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from .letter import Meeting
from .read_dates import Found, whole_date
from .read_labels import label_key
from .read_marks import (
    is_letterhead,
    is_meeting_name,
    is_question_line,
    placed_date,
    revised_symbol,
    study_period_of,
    symbol_of,
)
from .text_lines import Findings, Line, continues, flat, joined


@dataclass
class Top:
    """`symbols` are in the order of the file; of stacked headers the last is the statement's own, as is `meeting`."""

    title: str = ""
    subtitle: list[str] = field(default_factory=list)
    dates: list[tuple[date, Line]] = field(default_factory=list)
    meeting: Meeting = field(default_factory=Meeting)
    symbols: list[str] = field(default_factory=list)
    study_period: str | None = None


def read_top(lines: Sequence[Line], title: str, findings: Findings) -> Top:
    """`title` is that of a label, where there was one."""
    reader = _TopReader(title, findings)
    left = reader.take_marks(lines)
    reader.take_titles(left)
    return reader.top


class _TopReader:
    def __init__(self, title: str, findings: Findings) -> None:
        self.top = Top(title=title)
        self.findings = findings
        self.meeting = ""  # the name of a meeting whose place and dates follow
        self.meetings: list[tuple[Meeting, Line]] = []

    def take_marks(self, lines: Sequence[Line]) -> list[Line]:
        """Take the lines that are wholly a mark; the others are left for titles."""
        left = []
        for at, line in enumerate(lines):
            if not self._take_mark(line) and not self._take_meeting(lines, at):
                left.append(line)
        if self.meeting:
            self.meetings.append((Meeting(self.meeting), lines[-1]))
        for meeting, line in self.meetings[:-1]:
            self.findings.note("meeting", line, f"Another header names “{meeting.text}”; it was left out.")
        if self.meetings:
            self.top.meeting = self.meetings[-1][0]
        return left

    def _take_mark(self, line: Line) -> bool:
        text = flat(line.text)
        if is_letterhead(text):
            self.findings.note("", line, f"The letterhead “{text}” was left out.")
        elif period := study_period_of(text):
            self.top.study_period = period
        elif found := whole_date(text):
            self._take_date(found, text, line)
        elif symbol := symbol_of(text):
            self.top.symbols.append(symbol)
            if text.endswith((".doc", ".docx", ".pdf", ".zip", ".txt")):
                self.findings.note("symbol", line, f"Of the file's name “{text}” the symbol was read.")
        elif symbol := revised_symbol(text):
            self.findings.note("symbol", line, f"“{text}” names an earlier number of the same paper, {symbol}.")
        elif placed := placed_date(text):
            self._take_date(placed.found, text, line)
            if placed.found.is_day and not self.meetings:
                self.findings.note("date", line, f"The place of “{text}” was left out.")
        else:
            return False
        return True

    def _take_date(self, found: Found, text: str, line: Line) -> None:
        if found.start and ((self.meeting and found.text != text) or not found.is_day):
            name = f"{self.meeting}, {text}" if self.meeting else text
            self.meetings.append((Meeting(name, found.start, found.end), line))
            self.meeting = ""
        elif found.start:
            self.top.dates.append((found.start, line))
        else:
            self.findings.warning("date", line, f"The date cannot be read: {found.problem}.")

    def _take_meeting(self, lines: Sequence[Line], at: int) -> bool:
        """The name of a meeting, where its document's number stands beside it or its place and date follow."""
        text = flat(lines[at].text)
        after = [flat(line.text) for line in lines[at + 1 : at + 3]]
        beside = len(after) > 0 and lines[at + 1].number == lines[at].number and symbol_of(after[0])
        if not is_meeting_name(text) or not (beside or any(map(placed_date, after))):
            return False
        if self.meeting:
            self.meetings.append((Meeting(self.meeting), lines[at]))
        self.meeting = text
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
