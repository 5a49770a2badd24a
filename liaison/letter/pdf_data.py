"""A Letter and its sheet as the data that `letter.typ` sets: plain JSON values, all text ready to be set.

The template only arranges what it finds here. What Typst or PDF/UA would refuse is settled here: headings that skip
a level, empty headings and links, spans that overlap, links inside a repeated table head, nesting without end.
"""

from __future__ import annotations

import dataclasses
import functools
import re
from collections.abc import Iterable, Iterator
from typing import Any

from . import letter as forms
from .columns import counts_rows
from .coverage import printable
from .directions import is_right_to_left
from .labels import (
    base_language,
    colon,
    comma,
    contact_label,
    full_name,
    labels,
    language_name,
    printed_date,
)
from .letter import Letter
from .pdf_blocks import BODY_WIDTH, VISIBLE, Blocks, breakable, data_table, text_line
from .sheet import Sheet

NAME_EMS = 12.0  # in a line of the letterhead
HEADING_EMS = 30.0  # in a line of a heading
SIDE_EMS = 15.0  # in a line opposite the letterhead, or of a label
SIGNATURE_EMS = 19.0
ROW_EMS = 24.0  # in a line of the block of To, From, For ...
RUNNING = 92  # characters that fit in one line at the head of a page, beside a symbol
AS_THEY_ARE = frozenset({"href", "url", "sha256"})
OF_LINES = frozenset({"action_required", "address"})  # texts that keep their lines; so does an entry's title

Data = dict[str, Any]


class NoSuchAnnexError(LookupError):
    """The sheet asks for an annex that the letter does not have."""


def page_data(letter: Letter, sheet: Sheet) -> Data:
    """Raises NoSuchAnnexError."""
    letter, sheet = printable_form(letter), printable_form(sheet)
    if sheet.only_annex is not None and all(annex.number != sheet.only_annex for annex in letter.annexes):
        raise NoSuchAnnexError(f"There is no annex {sheet.only_annex}.")
    return _Page(letter, sheet).data()


def printable_form(value: Any) -> Any:
    """A copy of a Letter, a Sheet or a part of one in which the fonts draw every character."""
    if isinstance(value, str):
        text = printable(value)
        return text if VISIBLE.search(text) else ""
    if isinstance(value, forms.Run):
        return dataclasses.replace(value, text=printable(value.text))
    if isinstance(value, tuple):
        return tuple(printable_form(item) for item in value)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return type(value)(**{name: _printable_part(value, name) for name in _names(type(value))})
    return value


def _printable_part(value: Any, name: str) -> Any:
    part = getattr(value, name)
    if name in AS_THEY_ARE:
        return part
    if name in OF_LINES or (name == "title" and isinstance(value, forms.Entry)):
        return "\n".join(filter(None, map(printable_form, part.splitlines())))
    return printable_form(part)


@functools.cache
def _names(cls: type) -> tuple[str, ...]:
    return tuple(field.name for field in dataclasses.fields(cls))


class _Page:
    """One letter on its sheet; the words around it are in the letter's language."""

    def __init__(self, letter: Letter, sheet: Sheet) -> None:
        self.letter = letter
        self.sheet = sheet
        self.language = letter.language
        self.words = labels(letter.language)
        code = letter.language.lower().replace("_", "-").partition("-")[0]
        self.code = code if re.fullmatch(r"[a-z]{2,3}", code) else "en"
        self.right_to_left = is_right_to_left(self.code)
        self.blocks = Blocks(self.right_to_left)

    def data(self) -> Data:
        letter, sheet, words = self.letter, self.sheet, self.words
        title = letter.title.strip() or words["liaison_statement"]
        annexes = [annex for annex in letter.annexes if sheet.only_annex in (None, annex.number)]
        alone = sheet.only_annex is not None
        letterhead = [line for line in sheet.letterhead if line.strip()]
        neutral = sheet.transcription or not letterhead
        return {
            "lang": self.code,
            "region": "cn" if base_language(self.language) == "zh" else None,
            "rtl": self.right_to_left,
            "colon": colon(self.language),
            "title": f"{self._annex_heading(annexes[0])} – {title}" if alone else title,
            "author": letterhead[1:2] or letterhead[:1]
            if not neutral
            else [self._party(party) for party in letter.from_[:1]],
            "keywords": [*letter.keywords, words["liaison_statement"]],
            "description": words["liaison_statement"] + (f", {self._date()}" if letter.date else ""),
            "transcription": sheet.transcription,
            "letterhead": [] if neutral else [breakable(line, NAME_EMS) for line in letterhead],
            "note": [words["transcription"], words["transcription_note"]] if sheet.transcription else [],
            "banner": breakable(sheet.banner.strip(), HEADING_EMS),
            "side": self._side(),
            "kind": words["annex_to"] if alone else words["liaison_statement"] if letter.title.strip() else "",
            "heading": text_line(title, HEADING_EMS),
            "subtitle": [text_line(line, HEADING_EMS) for line in letter.subtitle if line.strip()],
            "running": [_shortened(title), _shortened(letter.symbol or self._date(), RUNNING // 4)],
            "running_banner": _shortened(sheet.banner.strip(), 3 * RUNNING),
            "foot": self._foot(letterhead, neutral),
            "page": words["page"],
            "alone": alone,
            "action": self._action(),
            "rows": [] if alone else self._rows(),
            "body": [] if alone else self._body(),
            "signatures": []
            if alone
            else [text_line(line, SIGNATURE_EMS) for line in letter.signatures if line.strip()],
            "attachments": [] if alone else self._attachments(),
            "annexes": [self._annex(annex) for annex in annexes],
        }

    def _foot(self, letterhead: list[str], neutral: bool) -> str:
        if self.sheet.transcription:
            return self.words["transcription"]
        return "" if neutral else _shortened((letterhead[1:2] or letterhead[:1])[0])

    def _date(self) -> str:
        return printed_date(self.letter.date, self.language)

    def _side(self) -> list[Data]:
        """The lines opposite the letterhead: symbol, other symbols, date, original, study period."""
        letter, words = self.letter, self.words
        side: list[Data] = []
        if letter.symbol and letter.symbol.strip():
            side.append({"text": letter.symbol, "symbol": True})
        if others := [symbol for symbol in letter.other_symbols if symbol.strip()]:
            side.append({"label": words["also_issued_as"], "text": ", ".join(others), "ltr": True})
        if letter.date:
            side.append({"text": self._date()})
        if letter.original_language.strip():
            side.append({"label": words["original"], "text": language_name(letter.original_language, self.language)})
        if letter.study_period and letter.study_period.strip():
            side.append({"label": words["study_period"], "text": letter.study_period, "ltr": True})
        return [dict(line, text=breakable(line["text"], SIDE_EMS)) for line in side]

    def _action(self) -> Data | None:
        text = self.letter.action_required
        if self.sheet.only_annex is not None or not text.strip():
            return None
        return {"label": self.words["action_required"], "text": text_line(text)}

    def _rows(self) -> list[Data]:
        """The block of To, From, For ...: a label and its lines, in the order of the form."""
        letter, words = self.letter, self.words
        one_purpose = len({(to.purpose, to.deadline, to.deadline_text) for to in letter.to}) <= 1
        first = letter.to[0] if letter.to and one_purpose else forms.Recipient()
        rows = [
            _row(words["to"], *_apart(self._recipients(letter.to, with_purpose=not one_purpose))),
            _row(words["cc"], *_apart(self._recipients(letter.cc, with_purpose=True))),
            _row(words["from"], *_apart([self._party(party), party.address] for party in letter.from_)),
            _row(words["for"], [words[first.purpose]] if first.purpose in forms.PURPOSES else []),
            _row(words["approval"], [self._approval()]),
            _row(words["deadline"], [first.deadline_text.strip() or printed_date(first.deadline, self.language)]),
            _row(words["in_reply_to"], [self._reply(reply) for reply in letter.in_reply_to]),
            _row(words["reference"], [letter.reference]),
            _row(words["meeting"], [self._meeting(letter.meeting)]),
            *self._contacts(),
            _row(words["reply_to"], [letter.reply_to]),
            _row(words["keywords"], [comma(self.language).join(letter.keywords)]),
        ]
        return [row for row in rows if any(row["groups"])]

    def _party(self, party: forms.Party) -> str:
        return (
            party.text
            if party.text.strip()
            else " ".join([party.body or "", *(f"Q{number}" for number in party.questions)]).strip()
        )

    def _recipients(self, recipients: Iterable[forms.Recipient], *, with_purpose: bool) -> Iterator[list[str]]:
        """The lines of each."""
        for to in recipients:
            purpose = self.words[f"for_{to.purpose}"] if to.purpose in forms.PURPOSES else ""
            deadline = to.deadline_text.strip() or printed_date(to.deadline, self.language)
            if deadline:
                deadline = f"{self.words['deadline'].lower()}{colon(self.language)}{deadline}"
            said = comma(self.language).join(part for part in (purpose, deadline) if part)
            yield [f"{self._party(to)} – {said}" if said and with_purpose else self._party(to), to.address]

    def _approval(self) -> str:
        approval = self.letter.approval
        if approval.text.strip():
            return approval.text
        level = self.words[approval.level] if approval.level in forms.APPROVAL_LEVELS else ""
        return comma(self.language).join(part for part in (level, printed_date(approval.date, self.language)) if part)

    def _reply(self, reply: forms.InReplyTo) -> str:
        symbol = reply.symbol if reply.symbol and reply.symbol not in reply.text else ""
        date = "" if reply.text.strip() else printed_date(reply.date, self.language)
        return comma(self.language).join(part for part in (reply.text.strip(), symbol, date) if part)

    def _meeting(self, meeting: forms.Meeting) -> str:
        days = [printed_date(day, self.language) for day in dict.fromkeys((meeting.start, meeting.end)) if day]
        return meeting.text if meeting.text.strip() else " – ".join(days)

    def _contacts(self) -> list[Data]:
        """Contacts under their labels, in the order in which the labels first appear."""
        groups: dict[str, list[list[Data]]] = {}
        for contact in self.letter.contacts:
            if lines := self._contact(contact):
                groups.setdefault(contact_label(contact.label, self.language), []).append(lines)
        return [{"label": breakable(label, SIDE_EMS - 1), "groups": people} for label, people in groups.items()]

    def _contact(self, contact: forms.Contact) -> list[Any]:
        role = comma(self.language).join(part.strip() for part in (contact.role, contact.affiliation) if part.strip())
        lines = [text_line(line, ROW_EMS) for line in (role, contact.address) if line.strip()]
        for label, value in ((self.words["email"], contact.email), (self.words["phone"], contact.phone)):
            if value.strip():
                start = {"s": f"{label}{colon(self.language)}"}
                lines.append([start, *(dict(run, ltr=True) for run in text_line(value, ROW_EMS))])
        if shown := full_name(contact.honorific, contact.name, self.language):
            lines.insert(0, [dict(run, b=True) for run in text_line(shown, ROW_EMS)])
        return lines

    def _body(self) -> list[Data]:
        abstract = self.blocks(self.letter.abstract)
        if abstract:
            abstract.insert(0, {"t": "h", "l": 2, "c": [{"s": self.words["abstract"]}]})
        return _levelled([*abstract, *self.blocks(self.letter.content)])

    def _attachments(self) -> list[Data]:
        items = []
        for attachment in self.letter.attachments:
            symbol = (
                f" ({attachment.symbol})" if attachment.symbol and attachment.title.strip() else attachment.symbol or ""
            )
            if text := (attachment.title.strip() + symbol or attachment.url):
                items.append([{"t": "p", "c": text_line(text, href=attachment.url)}])
        if not items:
            return []
        heading = {"t": "h", "l": 2, "c": [{"s": self.words["attachments"]}]}
        return [heading, {"t": "list", "ordered": False, "start": 1, "style": "1.", "c": items}]

    def _annex_heading(self, annex: forms.Annex) -> str:
        number = self.words["annex"].format(number=annex.number)
        title = annex.title.strip()
        if not title or re.match(rf"{re.escape(number)}(?!\d)", title, re.I):
            return title or number
        return f"{number}{colon(self.language)}{title}"

    def _annex(self, annex: forms.Annex) -> Data:
        heading = {"t": "h", "l": 1, "c": text_line(self._annex_heading(annex), HEADING_EMS)}
        intro, content = self.blocks(annex.intro), self.blocks(annex.content)
        return {"blocks": _levelled([heading, *intro, *self._entries(annex), *content])}

    def _entries(self, annex: forms.Annex) -> list[Data]:
        if not annex.entries:
            return []
        columns = [column.strip() for column in annex.columns]
        if not any(columns):
            columns = [self.words[name] for name in ("document_and_source", "title", "brief")]
        numbered = counts_rows(columns)
        shapes = {
            1: (("symbol", "source", "title", "brief"),),
            2: (("symbol", "source"), ("title", "brief")),
            3: (("symbol", "source"), ("title",), ("brief",)),
        }
        shape = shapes.get(len(columns) - numbered, (("symbol",), ("source",), ("title",), ("brief",)))
        rows = [[{"c": [{"t": "p", "c": text_line(column)}] if column else [], "cs": 1} for column in columns]]
        for number, entry in enumerate(annex.entries, 1):
            row = [{"c": self._entry_cell(entry, fields), "cs": 1} for fields in shape]
            if numbered:
                row.insert(0, {"c": [{"t": "p", "c": [{"s": str(number)}]}], "cs": 1})
            row[-1]["cs"] = len(columns) - len(row) + 1
            rows.append(row)
        return data_table(rows, head=1, width=BODY_WIDTH)

    def _entry_cell(self, entry: forms.Entry, fields: tuple[str, ...]) -> list[Data]:
        symbol = (entry.symbol or "").strip()
        linked = symbol or entry.title.strip() or entry.source.strip()
        lines: list[Any] = []
        for name, text in (("symbol", symbol), ("source", entry.source.strip()), ("title", entry.title.strip())):
            if name in fields and text:
                runs = text_line(text, href=entry.url if text is linked else "")
                lines.append([dict(run, b=True, ltr=True) for run in runs] if name == "symbol" else runs)
        blocks: list[Data] = []
        if lines:
            together = [run for line in lines for run in (*line, {"br": True})][:-1]
            blocks.append({"t": "p", "c": together})
        return [*blocks, *(self.blocks(entry.brief, in_cell=True) if "brief" in fields else [])]


def _row(label: str, *groups: Iterable[str]) -> Data:
    """A label and its words: lines in groups with space between them."""
    return {
        "label": label,
        "groups": [[text_line(line, ROW_EMS) for line in lines if line.strip()] for lines in groups],
    }


def _apart(groups: Iterable[list[str]]) -> list[list[str]]:
    """Space between parties as soon as one of them has an address under it, so that each address finds its own."""
    groups = [[line for line in lines if line.strip()] for lines in groups]
    return groups if any(len(lines) > 1 for lines in groups) else [[line for lines in groups for line in lines]]


def _shortened(text: str, most: int = RUNNING) -> str:
    if len(text) > most:
        text = (text[:most].rpartition(" ")[0] or text[:most]) + "…"
    return breakable(text, HEADING_EMS / 2)


def _levelled(blocks: list[Data]) -> list[Data]:
    """Headings without a gap in their levels: those of the letter begin at 2, under the title or an annex."""
    last = 1
    for block in blocks:
        if block["t"] == "h":
            last = block["l"] = min(block["l"], last + 1)
    return blocks
