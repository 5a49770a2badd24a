"""A Word file that we wrote ourselves, known by its styles, to the letter as it was printed.

In such a file nothing is told by its words: the style of a paragraph or table says what it is, and the labels are the
ones that we print. So a name may hold a comma and a title end in "to". Colleagues go on editing these files: what they
add in other styles is content.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from .labels import colon, comma, labels
from .letter import (
    PURPOSES,
    Annex,
    Attachment,
    Block,
    Contact,
    Heading,
    ItemList,
    Letter,
    Meeting,
    Paragraph,
    Party,
    Recipient,
    Run,
    inline_text,
)
from .read_contacts import ROLE, read_email, split_honorific, split_role
from .read_dates import read_date, read_range
from .read_facts import LANGUAGE_BY_NAME, approval_of, reply_of
from .read_labels import label_key
from .read_meetings import read_next_meetings
from .read_own_annex import read_own_annex
from .read_parties import read_deadline
from .read_symbols import find_questions
from .rich_blocks import blocks_of
from .rich_source import OUR_STYLES, Element, Grid, Para, paragraphs_in, split_breaks, tidy
from .text_lines import Findings, Line, flat

NOWHERE = Line(0, False, ())
HEADER, LETTERHEAD, DOCUMENTS = (OUR_STYLES + name for name in ("header table", "letterhead table", "documents"))
FIELDS = (
    "to",
    "cc",
    "from",
    "for",
    "approval",
    "deadline",
    "in_reply_to",
    "reference",
    "meeting",
    "reply_to",
    "keywords",
)


def is_own(elements: Iterable[Element]) -> bool:
    return any(isinstance(one, Para) and one.style == f"{OUR_STYLES}title" for one in elements)


def read_own(elements: Sequence[Element], language: str, findings: Findings) -> Letter:
    """`language` is the one that the file's properties name."""
    return _Own(language, findings).read(elements)


@dataclass
class _Value:
    """A row of the block of To, From, For ...: each group is a party, a person or a fact, in lines."""

    label: str
    groups: list[list[str]]
    place: str

    @property
    def lines(self) -> list[str]:
        return [line for group in self.groups for line in group]

    @property
    def text(self) -> str:
        return " ".join(self.lines)


@dataclass
class _Annex:
    heading: str
    place: str
    elements: list[Element] = field(default_factory=list)


class _Own:
    def __init__(self, language: str, findings: Findings) -> None:
        self.findings = findings
        self.language = language or "en"
        self.words = labels(self.language)
        self.colon, self.comma = colon(self.language), comma(self.language)
        self.letter = Letter(language=self.language, original_language=self.language)
        self.rows: list[_Value] = []
        self.abstract: list[Element] = []
        self.content: list[Element] = []
        self.signatures: list[str] = []
        self.annexes: list[_Annex] = []
        self.subtitle: list[str] = []

    def read(self, elements: Sequence[Element]) -> Letter:
        for element in elements:
            if isinstance(element, Grid) and element.style == LETTERHEAD and not self.content:
                self._letterhead(element)
            elif isinstance(element, Grid) and element.style == HEADER and not self.content:
                self.rows += _rows(element)
            elif isinstance(element, Grid) or not self._head(element):
                self._text(element)
        content, attachments = self._attachments(blocks_of(self.content))
        self.letter = self.letter.replace(
            subtitle=tuple(self.subtitle),
            abstract=self._abstract(),
            content=tuple(content),
            signatures=tuple(self.signatures),
            annexes=tuple(self._annex(number, annex) for number, annex in enumerate(self.annexes)),
            attachments=attachments,
        )
        self._values()
        meetings = read_next_meetings(self.letter.content, (), self.letter.date, self.findings)
        return self.letter.replace(next_meetings=meetings)

    # ---- the head ------------------------------------------------------------------------------------------------

    def _letterhead(self, grid: Grid) -> None:
        """Symbol, other symbols, date, original and study period; the letterhead's lines are no part of a letter."""
        for para in paragraphs_in([grid]):
            text = _text(para)
            if para.style == f"{OUR_STYLES}symbol":
                self.letter = self.letter.replace(symbol=text)
            elif para.style == f"{OUR_STYLES}side":
                self._side(text, para.place)

    def _side(self, text: str, place: str) -> None:
        for name in ("also_issued_as", "original", "study_period"):
            if (value := self._after(self.words[name], text)) is None:
                continue
            if name == "also_issued_as":
                self.letter = self.letter.replace(other_symbols=tuple(value.split(", ")))
            elif name == "study_period":
                self.letter = self.letter.replace(study_period=value)
            else:
                code = LANGUAGE_BY_NAME.get(label_key(value), value)
                self.letter = self.letter.replace(original_language=code)
            return
        day, problem = read_date(text)
        if problem:
            self.findings.warning("date", place, f"The date cannot be read: {problem}.")
        self.letter = self.letter.replace(date=day)

    def _after(self, label: str, text: str) -> str | None:
        """What stands after a label and its colon; None where the text begins otherwise."""
        head = label + self.colon.rstrip(" ")
        return text[len(head) :].strip() if text.startswith(head) else None

    def _head(self, para: Para) -> bool:
        """Whether a paragraph stands in one of the styles of the head, of signatures or of annexes."""
        kind = para.style.removeprefix(OUR_STYLES) if para.is_ours else ""
        text = _text(para)
        if kind == "title":
            kept = label_key(text) != label_key(self.words["liaison_statement"])
            self.letter = self.letter.replace(title=text if kept else "")
        elif kind in ("question", "subtitle"):
            self.subtitle.append(text)
        elif kind == "cover note":
            note = _lines(para)
            note[:1] = [self._after(self.words["action_required"], note[0]) or note[0]] if note else []
            self.letter = self.letter.replace(action_required="\n".join(note))
        elif kind == "signature":
            self.signatures += _lines(para)
        elif kind == "annex":
            self.annexes.append(_Annex(text, para.place))
        else:
            return kind in ("kind", "gap", "letterhead", "letterhead small", "banner")
        return True

    def _text(self, element: Element) -> None:
        if self.annexes:
            self.annexes[-1].elements.append(element)
        elif (isinstance(element, Para) and element.bookmark == "Abstract") or (
            isinstance(element, Grid) and element.bookmark == "Abstract"
        ):
            self.abstract.append(element)
        else:
            self.content.append(element)

    def _abstract(self) -> tuple[Block, ...]:
        blocks = blocks_of(self.abstract)
        named = (
            blocks[:1] and isinstance(blocks[0], Heading) and inline_text(blocks[0].inlines) == self.words["abstract"]
        )
        return tuple(blocks[1:] if named else blocks)

    # ---- To, From, For ... ---------------------------------------------------------------------------------------

    def _values(self) -> None:
        known = {flat(self.words[name]): name for name in FIELDS}
        contacts: list[Contact] = []
        for row in self.rows:
            name = known.get(row.label)
            if name is None:
                contacts += [self._contact(row.label, group) for group in row.groups]
            elif name in ("to", "cc"):
                self.letter = self.letter.replace(**{name: tuple(map(self._recipient, row.groups))})
            elif name == "from":
                self.letter = self.letter.replace(from_=tuple(map(_party, row.groups)))
            else:
                self._fact(name, row)
        self.letter = self.letter.replace(contacts=tuple(contacts))

    def _fact(self, name: str, row: _Value) -> None:
        letter, text = self.letter, row.text
        if name == "for":
            purpose = next((one for one in PURPOSES if label_key(self.words[one]) == label_key(text)), None)
            if purpose is None:
                self.findings.warning("to[0].purpose", row.place, f"“{text}” is no purpose that is known.")
            self.letter = letter.replace(to=tuple(replace(one, purpose=purpose) for one in letter.to))
        elif name == "deadline":
            day, words = read_deadline(text, NOWHERE, "to[0].deadline", self.findings)
            self.letter = letter.replace(to=tuple(replace(o, deadline=day, deadline_text=words) for o in letter.to))
        elif name == "approval":
            self.letter = letter.replace(approval=approval_of(text, row.place, self.findings))
        elif name == "in_reply_to":
            replies = (reply_of(" ".join(one), row.place, at, self.findings) for at, one in enumerate(row.groups))
            self.letter = letter.replace(in_reply_to=tuple(replies))
        elif name == "meeting":
            start, end, _problem = read_range(text)
            self.letter = letter.replace(meeting=Meeting(text, start, end))
        elif name == "keywords":
            self.letter = letter.replace(keywords=tuple(filter(None, map(str.strip, text.split(self.comma.strip())))))
        else:
            self.letter = letter.replace(**{name: text})

    def _recipient(self, group: list[str]) -> Recipient:
        """The wish stands after a dash: "Name – for action, deadline: 1 June 2024"."""
        party = _party(group)
        name, dash, wish = party.text.rpartition(" – ")
        purpose, by, said = self._wish(wish) if dash else (None, "", False)
        if not said:
            return Recipient(party.text, None, party.questions, party.address)
        day, words = read_deadline(by, NOWHERE, "", Findings()) if by else (None, "")
        return Recipient(name, None, find_questions(name), party.address, purpose, day, words)

    def _wish(self, wish: str) -> tuple[str | None, str, bool]:
        """Purpose, deadline, and whether the words are a wish at all."""
        for purpose in PURPOSES:
            head = self.words[f"for_{purpose}"]
            if wish == head:
                return purpose, "", True
            if wish.startswith(head + self.comma):
                by = self._after(self.words["deadline"].lower(), wish[len(head + self.comma) :])
                return (purpose, by, True) if by is not None else (None, "", False)
        by = self._after(self.words["deadline"].lower(), wish)
        return None, by or "", by is not None

    def _contact(self, label: str, group: list[str]) -> Contact:
        """Name, role and affiliation, address, e-mail, telephone: a line each but for the address."""
        contact = Contact(label)
        rest = []
        for line in group:
            mail, phone = (self._after(self.words[name], line) for name in ("email", "phone"))
            if mail is not None:
                contact = replace(contact, email=mail)
            elif phone is not None:
                contact = replace(contact, phone=phone)
            else:
                rest.append(line)
        if rest:
            honorific, name = split_honorific(rest[0])
            contact = replace(contact, honorific=honorific, name=name)
        if len(rest) > 1:
            role, affiliation = split_role(rest[1])
            if not affiliation and not ROLE.search(role):
                role, affiliation = "", role
            contact = replace(contact, role=role, affiliation=affiliation, address="\n".join(rest[2:]))
        return contact

    # ---- attachments and annexes ---------------------------------------------------------------------------------

    def _attachments(self, blocks: list[Block]) -> tuple[list[Block], tuple[Attachment, ...]]:
        """A heading of that name with a list at the end of the content; each item is a file."""
        if len(blocks) < 2:
            return blocks, ()
        title, files = blocks[-2:]
        named = isinstance(title, Heading) and inline_text(title.inlines) == self.words["attachments"]
        if not named or not isinstance(files, ItemList):
            return blocks, ()
        return blocks[:-2], tuple(_attachment(item) for item in files.items)

    def _annex(self, at: int, annex: _Annex) -> Annex:
        number, title = at + 1, annex.heading
        pattern = re.escape(self.words["annex"]).replace(r"\{number\}", r"(?P<number>\d+)")
        if match := re.match(rf"{pattern}(?!\d)\s?[:：]?", annex.heading, re.I):
            number = int(match["number"])
            title = annex.heading[match.end() :].strip()
        return read_own_annex(Annex(number, title), annex.elements, DOCUMENTS)


def _text(para: Para) -> str:
    return " ".join(_lines(para))


def _lines(para: Para) -> list[str]:
    """The lines of a paragraph; no-break spaces stay."""
    return [line for piece in split_breaks(para.inlines) if (line := inline_text(tidy(piece)))]


def _rows(grid: Grid) -> Iterator[_Value]:
    for row in grid.rows:
        if len(row) < 2:
            continue
        label = flat(" ".join(para.text for para in paragraphs_in(row[0].elements))).rstrip(" :：")
        groups = [lines for cell in row[1:] for para in paragraphs_in(cell.elements) if (lines := _lines(para))]
        yield _Value(label, groups, grid.place)


def _party(group: list[str]) -> Party:
    """The name, and below it the address."""
    if len(group) == 1:
        address, rest = read_email(group[0])
        return Party(group[0], None, find_questions(group[0]), address if not rest else "")
    return Party(group[0], None, find_questions(group[0]), "\n".join(group[1:]))


def _attachment(item: tuple[Block, ...]) -> Attachment:
    """ "Title (symbol)", linked with its address; an address alone, or a symbol alone."""
    runs = [run for block in item if isinstance(block, Paragraph) for run in block.inlines if isinstance(run, Run)]
    text = "".join(run.text for run in runs).strip(" ")
    url = next((run.href for run in runs if run.href), "")
    if text == url:
        return Attachment("", None, url)
    if match := re.fullmatch(r"(?P<title>.+) \((?P<symbol>[^()]+(?:\([^()]*\))?)\)", text):
        return Attachment(match["title"], match["symbol"], url)
    return Attachment(text, None, url)
