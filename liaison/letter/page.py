"""What a printed copy says, and in which order: the words of a letter on its sheet, for every writer of copies.

PDF, Word and text files ask here what stands where; how it looks is the writers' business. A writer hands in the letter
and the sheet in the form in which it can write them (`pdf_data.printable_form`, `legible.legible`): single spaces, none
at the ends, and no words that show nothing.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable
from dataclasses import dataclass

from .bidi import own_direction
from .columns import counts_rows
from .labels import (
    RIGHT_TO_LEFT,
    base_language,
    colon,
    comma,
    contact_label,
    full_name,
    labels,
    language_name,
    printed_date,
)
from .letter import (
    APPROVAL_LEVELS,
    PURPOSES,
    Annex,
    Approval,
    Attachment,
    Block,
    Contact,
    Entry,
    InReplyTo,
    Letter,
    Meeting,
    Party,
    Recipient,
)
from .sheet import Sheet

RUNNING = 92  # characters that fit in one line at the head of a page, beside a symbol
SHAPES = {
    1: (("symbol", "source", "title", "brief"),),
    2: (("symbol", "source"), ("title", "brief")),
    3: (("symbol", "source"), ("title",), ("brief",)),
}
WIDE_SHAPE = (("symbol",), ("source",), ("title",), ("brief",))
EPOCH = datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)


class NoSuchAnnexError(LookupError):
    """The sheet asks for an annex that the letter does not have."""


@dataclass(frozen=True)
class Line:
    """A line of plain text, after its label where it has one; the colon between them is the page's.

    The text of a field that keeps its lines (`keeps_lines`) has a newline between them.
    `ltr`: a symbol or number, whose characters keep their order in a text from right to left.
    """

    text: str
    label: str = ""
    href: str = ""
    strong: bool = False
    ltr: bool = False


@dataclass(frozen=True)
class Row:
    """A label, and beside it the lines of each party, person or fact."""

    label: str
    groups: tuple[tuple[Line, ...], ...]
    people: bool = False

    @property
    def is_apart(self) -> bool:
        """Whether there is space between the groups, so that each address finds its own."""
        return self.people or any(len(group) > 1 for group in self.groups)


@dataclass(frozen=True)
class EntryCell:
    """A cell in the row of an annex's document: lines, then the brief text. `across` is how many columns it takes."""

    lines: tuple[Line, ...] = ()
    brief: tuple[Block, ...] = ()
    across: int = 1


def keeps_lines(value: object, name: str) -> bool:
    """Whether a field is a text of several lines; in all others white space is a space."""
    return name in ("action_required", "address") or (name == "title" and isinstance(value, Entry))


class Page:
    """Raises NoSuchAnnexError where the sheet asks for an annex that the letter does not have."""

    def __init__(self, letter: Letter, sheet: Sheet) -> None:
        self.letter = letter
        self.sheet = sheet
        self.words = labels(letter.language)
        self.language = base_language(letter.language)
        code = letter.language.lower().replace("_", "-").partition("-")[0]
        self.code = code if re.fullmatch(r"[a-z]{2,3}", code) else "en"
        self.right_to_left = self.code in RIGHT_TO_LEFT
        self.colon = colon(letter.language)
        self.comma = comma(letter.language)
        self.alone = sheet.only_annex is not None
        self.annexes = [annex for annex in letter.annexes if sheet.only_annex in (None, annex.number)]
        if self.alone and not self.annexes:
            raise NoSuchAnnexError(f"There is no annex {sheet.only_annex}.")

    # ---- the sheet and the file ----------------------------------------------------------------------------------

    @property
    def letterhead(self) -> list[str]:
        return [] if self.sheet.transcription else [words for words in self.sheet.letterhead if words]

    @property
    def note(self) -> list[str]:
        """The heading and the words of a transcription."""
        return [self.words["transcription"], self.words["transcription_note"]] if self.sheet.transcription else []

    @property
    def organisation(self) -> str:
        return (self.letterhead[1:2] or self.letterhead[:1] or [""])[0]

    @property
    def foot(self) -> str:
        """What stands at the foot of each page, opposite its number."""
        return self.words["transcription"] if self.sheet.transcription else shortened(self.organisation)

    @property
    def running(self) -> tuple[Line, Line]:
        """What stands at the head of each page but the first, at its two ends: the title; the symbol, else the date."""
        symbol = self.letter.symbol
        end = Line(shortened(symbol, RUNNING // 4), ltr=True) if symbol else self._day
        return Line(shortened(self.title)), end

    @property
    def running_banner(self) -> str:
        return shortened(self.sheet.banner, 3 * RUNNING)

    @property
    def author(self) -> str:
        senders = (party_text(party) or party.address for party in self.letter.from_)
        return self.organisation or next(filter(None, senders), "")

    @property
    def file_title(self) -> str:
        return f"{self.annex_heading(self.annexes[0])} – {self.title}" if self.alone else self.title

    @property
    def file_subject(self) -> str:
        return ", ".join(filter(None, [self.words["liaison_statement"], self.date]))

    # ---- the head of the first page ------------------------------------------------------------------------------

    @property
    def date(self) -> str:
        return printed_date(self.letter.date, self.language)

    @property
    def _day(self) -> Line:
        """The date; in a language whose words are not known it is in English, and runs as English does."""
        return Line(self.date, ltr=own_direction(self.date, right_to_left=self.right_to_left) == "ltr")

    @property
    def side(self) -> list[Line]:
        """The lines opposite the letterhead; the first is the statement's own symbol, in strong letters."""
        letter, words = self.letter, self.words
        original = language_name(letter.original_language, self.language)
        lines = [
            Line(letter.symbol or "", strong=True, ltr=True),
            Line(", ".join(filter(None, letter.other_symbols)), words["also_issued_as"], ltr=True),
            self._day,
            Line(original, words["original"]),
            Line(letter.study_period or "", words["study_period"], ltr=True),
        ]
        return [line for line in lines if line.text]

    @property
    def kind(self) -> str:
        """What the document is, above its title; "" where that stands in the title's place."""
        if self.alone:
            return self.words["annex_to"]
        return self.words["liaison_statement"] if self.letter.title else ""

    @property
    def title(self) -> str:
        return self.letter.title or self.words["liaison_statement"]

    @property
    def subtitle(self) -> list[str]:
        return [words for words in self.letter.subtitle if words]

    @property
    def action(self) -> Line | None:
        """The receiver's cover note."""
        if self.alone or not self.letter.action_required:
            return None
        return Line(self.letter.action_required, self.words["action_required"])

    # ---- To, From, For ... ---------------------------------------------------------------------------------------

    @property
    def one_wish(self) -> bool:
        """Whether all recipients have one purpose and deadline, which then stand in rows of their own."""
        return len({(to.purpose, to.deadline, to.deadline_text) for to in self.letter.to}) <= 1

    @property
    def rows(self) -> list[Row]:
        """The block of To, From, For ..., in the order of the form."""
        if self.alone:
            return []
        letter, words, one = self.letter, self.words, self.one_wish
        first = letter.to[0] if letter.to and one else Recipient()
        rows = [
            Row(words["to"], tuple(self._recipient(to, with_wish=not one) for to in letter.to)),
            Row(words["cc"], tuple(self._recipient(to, with_wish=True) for to in letter.cc)),
            Row(words["from"], tuple(_filled(party_text(party), party.address) for party in letter.from_)),
            Row(words["for"], (_filled(words[first.purpose] if first.purpose in PURPOSES else ""),)),
            Row(words["approval"], (_filled(self.approval(letter.approval)),)),
            Row(words["deadline"], (_filled(self._deadline(first)),)),
            Row(words["in_reply_to"], tuple(_filled(self.reply(reply)) for reply in letter.in_reply_to)),
            Row(words["reference"], (_filled(letter.reference),)),
            Row(words["meeting"], (_filled(self.meeting(letter.meeting)),)),
            *self._contacts(),
            Row(words["reply_to"], (_filled(letter.reply_to),)),
            Row(words["keywords"], (_filled(self.comma.join(filter(None, letter.keywords))),)),
        ]
        shown = (Row(row.label, tuple(filter(None, row.groups)), row.people) for row in rows)
        return [row for row in shown if row.groups]

    def _recipient(self, to: Recipient, *, with_wish: bool) -> tuple[Line, ...]:
        purpose = self.words[f"for_{to.purpose}"] if to.purpose in PURPOSES else ""
        deadline = self._deadline(to)
        if deadline:
            deadline = f"{self.words['deadline'].lower()}{self.colon}{deadline}"
        wish = self.comma.join(filter(None, [purpose, deadline])) if with_wish else ""
        return _filled(f"{party_text(to)} – {wish}" if wish else party_text(to), to.address)

    def _deadline(self, to: Recipient) -> str:
        return to.deadline_text or printed_date(to.deadline, self.language)

    def approval(self, approval: Approval) -> str:
        level = self.words[approval.level] if approval.level in APPROVAL_LEVELS else ""
        day = printed_date(approval.date, self.language)
        return approval.text or self.comma.join(filter(None, [level, day]))

    def reply(self, reply: InReplyTo) -> str:
        symbol = reply.symbol if reply.symbol and reply.symbol not in reply.text else ""
        day = "" if reply.text else printed_date(reply.date, self.language)
        return self.comma.join(filter(None, [reply.text, symbol, day]))

    def meeting(self, meeting: Meeting) -> str:
        days = [printed_date(day, self.language) for day in dict.fromkeys((meeting.start, meeting.end)) if day]
        return meeting.text or " – ".join(days)

    def _contacts(self) -> list[Row]:
        """Contacts under their labels, in the order in which the labels first appear."""
        groups: dict[str, list[tuple[Line, ...]]] = {}
        for contact in self.letter.contacts:
            if lines := self._contact(contact):
                groups.setdefault(contact_label(contact.label, self.language), []).append(lines)
        return [Row(label, tuple(people), people=True) for label, people in groups.items()]

    def _contact(self, contact: Contact) -> tuple[Line, ...]:
        lines = [
            Line(full_name(contact.honorific, contact.name, self.language), strong=True),
            Line(self.comma.join(filter(None, [contact.role, contact.affiliation]))),
            Line(contact.address),
            Line(contact.email, self.words["email"], ltr=True),
            Line(contact.phone, self.words["phone"], ltr=True),
        ]
        return tuple(line for line in lines if line.text)

    # ---- content, signatures, attachments, annexes ---------------------------------------------------------------

    @property
    def abstract(self) -> tuple[Block, ...]:
        """It stands under a heading of its own, the word of that name."""
        return () if self.alone else self.letter.abstract

    @property
    def content(self) -> tuple[Block, ...]:
        return () if self.alone else self.letter.content

    @property
    def signatures(self) -> tuple[Line, ...]:
        return () if self.alone else _filled(*self.letter.signatures)

    @property
    def attachments(self) -> list[Line]:
        """They stand in a list under a heading of their own, the word of that name."""
        lines = [] if self.alone else [self._attachment(row) for row in self.letter.attachments]
        return [line for line in lines if line.text]

    def _attachment(self, row: Attachment) -> Line:
        symbol = f" ({row.symbol})" if row.symbol and row.title else row.symbol or ""
        return Line(row.title + symbol or row.url, href=row.url)

    def annex_heading(self, annex: Annex) -> str:
        number = self.words["annex"].format(number=annex.number)
        if not annex.title or re.match(rf"{re.escape(number)}(?!\d)", annex.title, re.I):
            return annex.title or number
        return f"{number}{self.colon}{annex.title}"

    def columns(self, annex: Annex) -> tuple[str, ...]:
        """The headings of the table of an annex's documents: its own, else the usual ones."""
        usual = tuple(self.words[name] for name in ("document_and_source", "title", "brief"))
        return annex.columns if any(annex.columns) else usual

    def entries(self, annex: Annex) -> list[tuple[EntryCell, ...]]:
        """The rows of that table. Each fills as many columns as there are."""
        columns = self.columns(annex)
        numbered = counts_rows(columns)
        shape = SHAPES.get(len(columns) - numbered, WIDE_SHAPE)
        rows = []
        for number, entry in enumerate(annex.entries, 1):
            cells = [EntryCell(_filled(str(number)))] if numbered else []
            cells += [_entry_cell(entry, names) for names in shape]
            last = cells.pop()
            rows.append((*cells, EntryCell(last.lines, last.brief, len(columns) - len(cells))))
        return rows


def file_date(letter: Letter, sheet: Sheet) -> datetime.datetime:
    """When what is printed last changed, in UTC; never the time of writing, or no two files would be equal."""
    if sheet.changed:
        aware = sheet.changed if sheet.changed.tzinfo else sheet.changed.replace(tzinfo=datetime.UTC)
        return max(aware.astimezone(datetime.UTC).replace(microsecond=0), EPOCH)
    if letter.date:
        return max(datetime.datetime.combine(letter.date, datetime.time(), datetime.UTC), EPOCH)
    return EPOCH


def party_text(party: Party) -> str:
    return party.text or " ".join(filter(None, [party.body, *(f"Q{number}" for number in party.questions)]))


def party_name(party: Party) -> str:
    """For lists: code and Questions, "ITU-D SG2 Q3/2"; what was printed where no body is known."""
    return " ".join([party.body, *(f"Q{number}" for number in party.questions)]) if party.body else party.text


def shortened(text: str, most: int = RUNNING) -> str:
    if len(text) <= most:
        return text
    return (text[:most].rpartition(" ")[0] or text[:most]) + "…"


def _filled(*texts: str) -> tuple[Line, ...]:
    return tuple(Line(text) for text in texts if text)


def _entry_cell(entry: Entry, names: Iterable[str]) -> EntryCell:
    """The address is the symbol's; where there is none, the title's or the source's."""
    texts = {"symbol": entry.symbol, "source": entry.source, "title": entry.title}
    linked = next((name for name in ("symbol", "title", "source") if texts[name]), "")
    lines = []
    for name, text in texts.items():
        if name in names and text:
            is_symbol = name == "symbol"
            lines.append(Line(text, href=entry.url if name == linked else "", strong=is_symbol, ltr=is_symbol))
    return EntryCell(tuple(lines), entry.brief if "brief" in names else ())
