"""The text form of an ITU-D liaison statement, to a Letter.

The form: a title, a cover note, the title again in capitals, the Question and its title, the date; then labels, each
with its tab-indented block (To, From, For, Approval, Contact, ...); then the content; then annexes, each with a
heading, an introduction and a table of documents. The reader goes by labels and indentation, not by any file's words.
Other organisations' forms differ in their labels (`read_labels`) and in what stands on top (`read_titles`).

What the reader changes in what was printed: spaces around a text are dropped and runs of spaces become one; lines that
go on with a sentence are joined by a space, parts of a name or source on several lines by ", "; no-break spaces become
spaces in names, symbols and column headings; the prefix that a list of codes leaves out is written again; "[at]" and
"dot" in e-mail addresses become signs; a label's colon, a list's bullets and numbers and the word "Document" before a
row's symbol are not kept. All else is in the Letter as printed, or in a finding.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from .letter import Approval, Attachment, Contact, InReplyTo, Letter, Meeting, Party, Reading, Recipient
from .letter import Block as LetterBlock
from .read_annexes import read_annex, split_annexes
from .read_blocks import is_rule, read_blocks
from .read_contacts import read_contacts, read_email
from .read_dates import find_dates, read_date, read_range
from .read_header import Parts, split_parts
from .read_kinds import is_empty, is_placeholder, looks_like_title, what_else
from .read_labels import PURPOSE_BY_WORD, is_nobody, label_key
from .read_levels import read_levels
from .read_meetings import read_next_meetings
from .read_parties import apply_deadline, apply_purposes, read_recipients, read_senders
from .read_symbols import ADDRESS, find_questions, find_symbols
from .read_titles import Top, read_top
from .text_lines import Findings, Line, decode, flat, split_lines, without_signature, wrap_width
from .unread import note_unread

LANGUAGES = {
    "en": "english anglais ingles английскии e", "fr": "french francais frances французскии f",
    "es": "spanish espagnol espanol испанскии s", "ru": "russian russe ruso русскии r",
    "ar": "arabic arabe арабскии العربية a",
    "zh": "chinese chinois chino китаискии 中文 c",
}  # fmt: skip
LANGUAGE_BY_NAME = {label_key(name): code for code, names in LANGUAGES.items() for name in names.split()}
KEYWORDS = re.compile(r"\s*[,;،]\s*")


def read_text(data: bytes | str, name: str = "") -> Reading:
    """Never raises: what is no text, or no single statement, is a Reading without a letter that says what it is."""
    findings = Findings()
    text = decode(data, findings)
    if text is None:
        return Reading(None, tuple(findings.all))
    lines = without_signature(split_lines(text), findings)
    main, annexes = split_annexes(lines, findings)
    parts = split_parts(main)
    if what := what_else(lines, parts):
        findings.error("", "", f"{name}: {what}" if name else what)
        return Reading(None, tuple(finding for finding in findings.all if finding.level == "error"))
    width = wrap_width(lines)
    reader = _Reader(parts, width, findings)
    letter = reader.letter()
    letter = letter.replace(annexes=tuple(read_annex(part, at, width, findings) for at, part in enumerate(annexes)))
    if is_empty(letter):
        findings.error("", "", "Nothing of a liaison statement was found in this file.")
        return Reading(None, tuple(findings.all))
    note_unread(letter, lines, findings)
    return Reading(letter, tuple(findings.all))


class _Reader:
    def __init__(self, parts: Parts, width: int, findings: Findings) -> None:
        self.parts = parts
        self.width = width
        self.findings = findings

    def letter(self) -> Letter:
        self._clean()
        title = self._one("title")
        top = read_top(self.parts.top, title, self.findings)
        content = self._content(top)
        day = self._date(top)
        symbols = self._symbols(top)
        language, original = self._languages()
        letter = Letter(
            title=top.title,
            subtitle=tuple(top.subtitle),
            symbol=symbols[0] if symbols else None,
            other_symbols=tuple(symbols[1:]),
            reference=self._joined("reference"),
            date=day,
            language=language,
            original_language=original,
            study_period=self._study_period(top),
            action_required=self._prose("action_required"),
            from_=self._senders(),
            to=self._recipients(),
            cc=self._copies(),
            in_reply_to=self._replies(),
            meeting=self._meeting(top),
            approval=self._approval(),
            contacts=self._contacts(),
            reply_to=self._joined("reply_to"),
            keywords=self._keywords(),
            abstract=tuple(
                block for part in self.parts.of("abstract") for block in read_blocks(part.lines, self.width)
            ),
            content=tuple(content),
            next_meetings=read_next_meetings(content, self.parts.of("next_meeting"), day, self.findings),
            attachments=self._attachments(),
        )
        self._say_missing(letter)
        return letter

    def _clean(self) -> None:
        """Take blanks of the form out of the blocks, and say what the header holds that no part of a letter does."""
        for block in self.parts.blocks:
            if block.label.field == "contact":
                continue
            for line in block.filled:
                if is_placeholder(line.text):
                    message = f"“{line.text}” is a blank of the form, not filled in."
                    self.findings.warning(block.label.field, line, message)
            block.drop(lambda line: is_placeholder(line.text))
        for block in self.parts.unknown:
            message = f"“{block.label.printed}: {block.text}” stands under a label that is not known; it was left out."
            self.findings.warning("", block.line, message)
        for line in self.parts.form_names:
            self.findings.note("", line, f"“{line.text}” is the form's name; it was left out.")

    def _say_missing(self, letter: Letter) -> None:
        told = {finding.field for finding in self.findings.all if finding.level == "warning"}
        names = {"title": "title", "date": "date", "from": "sender", "to": "recipient"}
        values = {"title": letter.title, "date": letter.date, "from": letter.from_, "to": letter.to}
        for field, value in values.items():
            if not value and field not in told:
                self.findings.warning(field, "", f"No {names[field]} was found.")
        if not any(field.endswith("].purpose") for field in told):
            for number, one in enumerate(letter.to[:20]):
                if not one.purpose:
                    self.findings.warning(f"to[{number}].purpose", "", f"No purpose was found for “{one.text}”.")

    def _one(self, field: str) -> str:
        """The text of a label that a statement has once; more of them are findings."""
        blocks = [block for block in self.parts.of(field) if block.text and not is_nobody(block.text)]
        for block in blocks[1:]:
            if block.text != blocks[0].text:
                message = f"“{block.label.printed}: {block.text}” comes after another; it was left out."
                self.findings.warning(field, block.line, message)
        return " ".join(blocks[0].texts) if blocks else ""

    def _joined(self, field: str) -> str:
        texts = [text for block in self.parts.of(field) for text in map(flat, block.texts) if not is_nobody(text)]
        if field == "reply_to":
            texts = [read_email(text)[0] if text and not read_email(text)[1] else text for text in texts]
        return ", ".join(texts)

    def _prose(self, field: str) -> str:
        return " ".join(text for block in self.parts.of(field) for text in block.texts if not is_nobody(text))

    def _content(self, top: Top) -> list[LetterBlock]:
        lines = []
        for line in self.parts.content:
            if line.text and is_rule(line.text):
                self.findings.note("content", line, f"The rule “{line.text}” was left out.")
                continue
            if line.text and is_placeholder(line.text):
                self.findings.warning("content", line, f"“{line.text}” is a blank of the form, not filled in.")
                continue
            lines.append(line)
        first = next((at for at, line in enumerate(lines) if line.text), None)
        if first is not None and not top.title and looks_like_title(lines[first].text):
            top.title = lines.pop(first).text
        return read_blocks(lines, self.width)

    def _date(self, top: Top) -> date | None:
        days = list(top.dates)
        for block in self.parts.of("date"):
            if is_nobody(block.text):
                continue
            day, problem = read_date(block.text)
            if day:
                days.append((day, block.line))
                rest = block.text.replace(find_dates(block.text)[0].text, "").strip(" .,")
                if rest:
                    self.findings.note("date", block.line, f"“{rest}” beside the date was left out.")
            else:
                self.findings.warning("date", block.line, f"The date cannot be read: {problem}.")
        if len({day for day, _line in days}) > 1:
            printed = ", ".join(f"{day} (line {line.number})" for day, line in days)
            self.findings.warning("date", days[1][1], f"Several dates are given: {printed}.")
            return None
        return days[0][0] if days else None

    def _symbols(self, top: Top) -> list[str]:
        result = list(top.symbols)
        for block in self.parts.of("symbol"):
            for line in block.filled:
                text = flat(line.text)
                symbols = find_symbols(text) or ([text] if " " not in text and re.search(r"\d", text) else [])
                if not symbols and not is_nobody(text):
                    self.findings.warning("symbol", line, f"“{text}” is no document symbol that is known.")
                elif rest := _without(text, symbols):
                    self.findings.note("symbol", line, f"“{rest}” beside the symbol was left out.")
                result += symbols
        return list(dict.fromkeys(result))

    def _languages(self) -> tuple[str, str]:
        """The language by the labels, where they are of one; English otherwise. The original's where it is stated."""
        sets = [languages for languages in self.parts.languages if languages]
        shared = frozenset.intersection(*sets) if sets else frozenset({"en"})
        language = next(iter(shared)) if len(shared) == 1 else "en" if "en" in shared or not shared else min(shared)
        for block in self.parts.of("original"):
            code = LANGUAGE_BY_NAME.get(label_key(block.text))
            if code:
                return language, code
            self.findings.warning("original_language", block.line, f"“{block.text}” is no language that is known.")
        return language, language

    def _study_period(self, top: Top) -> str | None:
        for block in self.parts.of("study_period"):
            if match := re.fullmatch(r"(\d{4})\s?[-–]\s?(\d{4})", block.text):
                return f"{match[1]}-{match[2]}"
            self.findings.warning("study_period", block.line, f"“{block.text}” is no study period (2022-2025).")
        return top.study_period

    def _senders(self) -> tuple[Party, ...]:
        senders = [party for block in self.parts.of("from") for party in read_senders(block.filled, self.findings)]
        for block in self.parts.of("question"):
            numbers = find_questions(f"Question {block.text}")
            if len(senders) == 1 and numbers and not senders[0].questions:
                senders[0] = replace(senders[0], questions=numbers)
            elif not (numbers and senders and set(numbers) <= set(senders[0].questions)) and block.text:
                self.findings.warning(
                    "from[0].questions", block.line, f"“{block.text}” belongs to no sender for certain."
                )
        return tuple(senders)

    def _recipients(self) -> tuple[Recipient, ...]:
        recipients: list[Recipient] = []
        wishes: list[Line] = []
        for block in self.parts.of("to"):
            found = read_recipients(block.filled, self.findings, first=len(recipients))
            if found and all(label_key(one.text) in PURPOSE_BY_WORD for one in found):
                wishes += block.filled
            else:
                recipients += found
        places = {label_key(one.text): number for number, one in enumerate(recipients)}
        for block in self.parts.of("purpose"):
            found = read_recipients(block.filled, self.findings, "to", block.label.purpose, len(recipients))
            for one in found:
                known = places.setdefault(label_key(one.text), len(recipients))
                if known == len(recipients):
                    recipients.append(one)
                elif not recipients[known].purpose:
                    recipients[known] = replace(recipients[known], purpose=one.purpose)
                elif recipients[known].purpose != one.purpose:
                    message = f"“{one.text}” is given two purposes; a recipient has one."
                    self.findings.warning(f"to[{known}].purpose", block.line, message)
                    recipients[known] = replace(recipients[known], purpose=None)
        wishes += [line for block in self.parts.of("for") for line in block.filled]
        recipients = apply_purposes(recipients, wishes, self.findings)
        for block in self.parts.of("deadline"):
            recipients = apply_deadline(recipients, block.filled, self.findings)
        return tuple(recipients)

    def _copies(self) -> tuple[Recipient, ...]:
        copies: list[Recipient] = []
        for block in self.parts.of("cc"):
            copies += read_recipients(block.filled, self.findings, "cc", None, len(copies))
        return tuple(copies)

    def _replies(self) -> tuple[InReplyTo, ...]:
        replies = []
        for block in self.parts.of("in_reply_to"):
            for line in block.filled:
                for text in filter(None, re.split(r"\s*;\s*", flat(line.text))):
                    if not is_nobody(text):
                        replies.append(self._reply(text, line, len(replies)))
        return tuple(replies)

    def _reply(self, text: str, line: Line, number: int) -> InReplyTo:
        symbols = [symbol for symbol in find_symbols(text) if not ADDRESS.search(symbol)]
        days = find_dates(text)
        if len(symbols) > 1:
            message = f"“{text}” names {len(symbols)} documents; which one is answered was not settled."
            self.findings.warning(f"in_reply_to[{number}].symbol", line, message)
        day = days[0].start if len(days) == 1 and days[0].is_day else None
        if len(days) == 1 and days[0].problem:
            self.findings.warning(f"in_reply_to[{number}].date", line, f"The date cannot be read: {days[0].problem}.")
        return InReplyTo(text, symbols[0] if len(symbols) == 1 else None, day)

    def _meeting(self, top: Top) -> Meeting:
        text = flat(self._one("meeting"))
        if not text:
            return top.meeting
        if top.meeting.text and top.meeting.text != text:
            self.findings.note("meeting", "", f"“{top.meeting.text}” on top of the statement was left out.")
        start, end, problem = read_range(text)
        if problem and find_dates(text):
            self.findings.warning("meeting", self.parts.of("meeting")[0].line, f"The dates cannot be read: {problem}.")
        return Meeting(text, start, end)

    def _approval(self) -> Approval:
        text = flat(self._one("approval"))
        if not text:
            return Approval()
        line = next(block.line for block in self.parts.of("approval") if block.text and not is_nobody(block.text))
        day, problem = read_date(text)
        if problem:
            self.findings.warning("approval.date", line, f"The date of approval was not settled: {problem}.")
        levels = read_levels(text)
        if len(levels) != 1:
            why = f"it names {' and '.join(levels).replace('_', ' ')}" if levels else "its words name none for certain"
            self.findings.warning("approval.level", line, f"The level of approval was not settled: {why}.")
        return Approval(text, levels[0] if len(levels) == 1 else None, day)

    def _contacts(self) -> tuple[Contact, ...]:
        contacts: list[Contact] = []
        for block in self.parts.of("contact"):
            contacts += read_contacts(block.label.printed, block.lines, self.findings, len(contacts))
        return tuple(contacts)

    def _keywords(self) -> tuple[str, ...]:
        texts = [flat(text) for block in self.parts.of("keywords") for text in block.texts]
        return tuple(
            word for text in texts for word in KEYWORDS.split(text.rstrip(".")) if word and not is_nobody(word)
        )

    def _attachments(self) -> tuple[Attachment, ...]:
        result = []
        for block in self.parts.of("attachments"):
            for text in map(flat, block.texts):
                address = ADDRESS.search(text)
                title = flat(text.replace(address[0], "")).strip(" <>()") if address else text
                if not is_nobody(text):
                    symbols = find_symbols(title)
                    result.append(
                        Attachment(
                            title or text, symbols[0] if len(symbols) == 1 else None, address[0] if address else ""
                        )
                    )
        return tuple(result)


def _without(text: str, symbols: Sequence[str]) -> str:
    for symbol in symbols:
        text = text.replace(symbol, "", 1)
    text = re.sub(r"\b(?:documents?|doc|and|et|y)\b", " ", text, flags=re.I)
    return flat(text).strip(" ,;/()&.")
