"""The lines of a statement, from whatever file, to a Letter.

The form: a title, a cover note, the title again in capitals, the Question and its title, the date; then labels, each
with its tab-indented block (To, From, For, Approval, Contact, ...); then the content; then annexes, each with a
heading, an introduction and a table of documents. The reader goes by labels and indentation, not by any file's words.
Other organisations' forms differ in their labels (`read_labels`) and in what stands on top (`read_titles`).

What is changed of what was printed: spaces around a text are dropped and runs of spaces become one; parts of a name or
source on several lines are joined by ", "; no-break spaces become spaces in names, symbols and column headings; the
prefix that a list of codes leaves out is written again; "[at]" and "dot" in e-mail addresses become signs; a label's
colon, a list's bullets and numbers and the word "Document" before a row's symbol are not kept. All else is in the
Letter as printed, or in a finding.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from .letter import Contact, Letter, Meeting, Party, Reading, Recipient
from .read_actions import purposes_of_actions
from .read_annexes import read_annex, split_annexes
from .read_blocks import is_rule, read_blocks
from .read_contacts import read_contacts, read_email
from .read_covers import Cover, read_cover, split_cover
from .read_dates import find_dates, read_date, read_range
from .read_endings import same_group, split_ending
from .read_facts import read_approval, read_attachments, read_languages, read_replies, read_symbols
from .read_header import split_parts
from .read_kinds import INSTRUCTION, is_empty, is_placeholder, is_title_above, looks_like_title, what_else
from .read_labels import PURPOSE_BY_WORD, is_nobody, label_key
from .read_meetings import read_next_meetings
from .read_parties import apply_deadline, apply_purposes, read_recipients, read_senders
from .read_parts import Parts
from .read_symbols import find_questions
from .read_titles import Top, read_top
from .text_lines import Findings, Line, flat
from .unread import note_unread

KEYWORDS = re.compile(r"\s*[,;،]\s*")


def read_lines(
    lines: Sequence[Line], findings: Findings, *, width: int = 0, name: str = "", language: str = ""
) -> Reading:
    """`width` is that at which the file's paragraphs are wrapped; `name`, the file's, is told where it is refused.

    `language` is the one that the file says it is in, which decides where its labels are of several.
    """
    main, annexes = split_annexes(lines, findings)
    start = split_cover(main)
    parts = split_parts(main[start:])
    if what := what_else(lines[start:], parts):
        findings.error("", "", f"{name}: {what}" if name else what)
        return Reading(None, tuple(finding for finding in findings.all if finding.level == "error"))
    cover = read_cover(main[:start], findings) if start else Cover()
    letter = _Reader(parts, width, findings, language).letter()
    letter = letter.replace(
        annexes=tuple(read_annex(part, at, width, findings) for at, part in enumerate(annexes)),
        other_symbols=tuple(dict.fromkeys([*cover.symbols, *letter.other_symbols])),
        action_required=cover.action or letter.action_required,
    )
    if is_empty(letter):
        findings.error("", "", "Nothing of a liaison statement was found in this file.")
        return Reading(None, tuple(findings.all))
    note_unread(letter, lines, findings)
    return Reading(letter, tuple(findings.all))


class _Reader:
    def __init__(self, parts: Parts, width: int, findings: Findings, hint: str) -> None:
        self.parts = parts
        self.width = width
        self.findings = findings
        self.hint = hint

    def letter(self) -> Letter:
        self._clean()
        title = self._one("title")
        top = read_top(self.parts.top, title, self.findings)
        lines, signatures = split_ending(self._content_lines(top))
        content = read_blocks(lines, self.width)
        day = self._date(top)
        symbols = read_symbols(self.parts, top, self.findings)
        language, original = read_languages(self.parts, self.hint, self.findings)
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
            to=purposes_of_actions(self._recipients(), content, self.findings),
            cc=self._copies(),
            in_reply_to=read_replies(self.parts.of("in_reply_to"), self.findings),
            meeting=self._meeting(top),
            approval=read_approval(self.parts.of("approval"), self._one("approval"), self.findings),
            contacts=self._contacts(),
            reply_to=self._joined("reply_to"),
            signatures=signatures,
            keywords=self._keywords(),
            abstract=tuple(
                block for part in self.parts.of("abstract") for block in read_blocks(part.lines, self.width)
            ),
            content=tuple(content),
            next_meetings=read_next_meetings(content, self.parts.of("next_meeting"), day, self.findings),
            attachments=read_attachments(self.parts.of("attachments")),
        )
        letter = self._with_sender(letter)
        self._say_missing(letter)
        return letter

    def _with_sender(self, letter: Letter) -> Letter:
        """A letter without "From" is of the body in its letterhead, where the signature names that body too."""
        head = letter.subtitle[:1]
        if letter.from_ or not head or not letter.to or not any(same_group(head[0], one) for one in letter.signatures):
            return letter
        message = f"“{head[0]}” was taken for the sender: it heads the letter, and who signs names it."
        self.findings.note("from[0]", "", message)
        return letter.replace(from_=(Party(head[0]),), subtitle=letter.subtitle[1:])

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
        for block in self.parts.of("aside"):
            if block.text:
                message = f"“{block.label.printed}: {block.text}” has no place in a letter; it was left out."
                self.findings.note("", block.line, message)
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
            texts = [_reply_address(text) for text in texts]
        return ", ".join(texts)

    def _prose(self, field: str) -> str:
        return " ".join(text for block in self.parts.of(field) for text in block.texts if not is_nobody(text))

    def _content_lines(self, top: Top) -> list[Line]:
        lines = []
        for line in self.parts.content:
            if line.text and INSTRUCTION.match(line.text):
                self.findings.note("content", line, f"“{line.text}” is printed by the form; it was left out.")
                continue
            if line.text and is_rule(line.text):
                self.findings.note("content", line, f"The rule “{line.text}” was left out.")
                continue
            if line.text and is_placeholder(line.text):
                self.findings.warning("content", line, f"“{line.text}” is a blank of the form, not filled in.")
                continue
            lines.append(line)
        filled = [at for at, line in enumerate(lines) if line.text][:2]
        if filled and not top.title:
            first, after = lines[filled[0]], lines[filled[1]] if len(filled) > 1 else None
            headed = bool(self.parts.of("to", "from", "purpose"))
            if looks_like_title(first.text) or (headed and is_title_above(first, after, self.width)):
                top.title = lines.pop(filled[0]).text
        return lines

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


def _reply_address(text: str) -> str:
    """An address as it is typed; with words beside it all of them stay."""
    address, rest = read_email(text)
    return address if address and not rest else text.replace("mailto:", "")
