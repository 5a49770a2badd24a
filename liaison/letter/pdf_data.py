"""A Letter and its sheet as the data that `letter.typ` sets: plain JSON values, all text ready to be set.

What is said, and where, is in `page`; the template only arranges what it finds here. What Typst or PDF/UA would refuse
is settled here: headings that skip a level, empty headings and links, spans that overlap, links inside a repeated table
head, nesting without end.
"""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Iterable
from typing import Any

from . import letter as forms
from .addresses import VISIBLE
from .coverage import printable
from .letter import Letter
from .page import EntryCell, Line, NoSuchAnnexError, Page, Row, keeps_lines
from .pdf_blocks import BODY_WIDTH, Blocks, breakable, data_table, text_line
from .sheet import Sheet

__all__ = ["AS_THEY_ARE", "NoSuchAnnexError", "data_of", "page_data", "printable_form", "printed_page"]

NAME_EMS = 12.0  # in a line of the letterhead
HEADING_EMS = 30.0  # in a line of a heading
SIDE_EMS = 15.0  # in a line opposite the letterhead
LABEL_EMS = 14.0  # in a line of a label
SIGNATURE_EMS = 19.0
ROW_EMS = 24.0  # in a line of the block of To, From, For ...
RUNNING_EMS = 15.0  # of what stands at the head and foot of the pages
AS_THEY_ARE = frozenset({"href", "url", "sha256"})

Data = dict[str, Any]


def page_data(letter: Letter, sheet: Sheet) -> Data:
    """Raises NoSuchAnnexError."""
    return data_of(printed_page(letter, sheet))


def printed_page(letter: Letter, sheet: Sheet) -> Page:
    """The page of which every character can be drawn. Raises NoSuchAnnexError."""
    return Page(printable_form(letter), printable_form(sheet))


def data_of(page: Page) -> Data:
    return _Data(page).whole()


def printable_form(value: Any) -> Any:
    """A copy of a Letter, a Sheet or a part of one in which the fonts draw every character."""
    if isinstance(value, str):
        text = printable(value).strip()
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
    if keeps_lines(value, name):
        return "\n".join(filter(None, map(printable_form, part.splitlines())))
    return printable_form(part)


@functools.cache
def _names(cls: type) -> tuple[str, ...]:
    return tuple(field.name for field in dataclasses.fields(cls))


class _Data:
    def __init__(self, page: Page) -> None:
        self.page = page
        self.blocks = Blocks(page.right_to_left)

    def whole(self) -> Data:
        page = self.page
        return {
            "lang": page.code,
            "region": "cn" if page.language == "zh" else None,
            "rtl": page.right_to_left,
            "colon": page.colon,
            "title": page.file_title,
            "author": [page.author] if page.author else [],
            "keywords": [*page.letter.keywords, page.words["liaison_statement"]],
            "description": page.file_subject,
            "transcription": page.sheet.transcription,
            "letterhead": [breakable(words, NAME_EMS) for words in page.letterhead],
            "note": page.note,
            "banner": breakable(page.sheet.banner, HEADING_EMS),
            "side": [self._side(line) for line in page.side],
            "kind": page.kind,
            "heading": text_line(page.title, HEADING_EMS),
            "subtitle": [text_line(words, HEADING_EMS) for words in page.subtitle],
            "running": [_plain(line, RUNNING_EMS) for line in page.running],
            "running_banner": breakable(page.running_banner, RUNNING_EMS),
            "foot": breakable(page.foot, RUNNING_EMS),
            "page": page.words["page"],
            "alone": page.alone,
            "action": {"label": page.action.label, "text": text_line(page.action.text)} if page.action else None,
            "rows": [self._row(row) for row in page.rows],
            "body": self._body(),
            "signatures": [text_line(line.text, SIGNATURE_EMS) for line in page.signatures],
            "attachments": self._attachments(),
            "annexes": [self._annex(annex) for annex in page.annexes],
        }

    def _side(self, line: Line) -> Data:
        data = _plain(line, SIDE_EMS)
        if line.strong:
            return {**data, "symbol": True}
        return {**data, "label": line.label} if line.label else data

    def _row(self, row: Row) -> Data:
        """Groups have some space between them; what stands close together is one."""
        groups = [[self._line(line) for line in group] for group in row.groups]
        if not row.is_apart:
            groups = [[line for group in groups for line in group]]
        return {"label": breakable(row.label, LABEL_EMS), "groups": groups}

    def _line(self, line: Line) -> list[Data]:
        marks = {"b": True} if line.strong else {"ltr": True} if line.ltr else {}
        runs = [dict(run, **marks) for run in text_line(line.text, ROW_EMS)]
        return [{"s": line.label + self.page.colon}, *runs] if line.label else runs

    def _body(self) -> list[Data]:
        abstract = self.blocks(self.page.abstract)
        if abstract:
            abstract.insert(0, self._heading(2, self.page.words["abstract"]))
        return _levelled([*abstract, *self.blocks(self.page.content)])

    def _attachments(self) -> list[Data]:
        items = [[{"t": "p", "c": text_line(line.text, href=line.href)}] for line in self.page.attachments]
        if not items:
            return []
        heading = self._heading(2, self.page.words["attachments"])
        return [heading, {"t": "list", "ordered": False, "start": 1, "style": "1.", "c": items}]

    def _heading(self, level: int, text: str) -> Data:
        return {"t": "h", "l": level, "c": text_line(text, HEADING_EMS)}

    def _annex(self, annex: forms.Annex) -> Data:
        heading = self._heading(1, self.page.annex_heading(annex))
        intro, content = self.blocks(annex.intro), self.blocks(annex.content)
        return {"blocks": _levelled([heading, *intro, *self._entries(annex), *content])}

    def _entries(self, annex: forms.Annex) -> list[Data]:
        if not annex.entries:
            return []
        columns = self.page.columns(annex)
        head = [{"c": [{"t": "p", "c": text_line(column)}] if column else [], "cs": 1} for column in columns]
        rows = [[self._cell(cell) for cell in row] for row in self.page.entries(annex)]
        return data_table([head, *rows], head=1, width=BODY_WIDTH)

    def _cell(self, cell: EntryCell) -> Data:
        lines = []
        for line in cell.lines:
            runs = text_line(line.text, href=line.href)
            lines.append([dict(run, b=True, ltr=True) for run in runs] if line.strong else runs)
        blocks: list[Data] = []
        if lines:
            together = [run for line in lines for run in (*line, {"br": True})][:-1]
            blocks.append({"t": "p", "c": together})
        return {"c": [*blocks, *self.blocks(cell.brief, in_cell=True)], "cs": cell.across}


def _plain(line: Line, room: float) -> Data:
    """A line as text and not as inlines."""
    return {"text": breakable(line.text, room), **({"ltr": True} if line.ltr else {})}


def _levelled(blocks: Iterable[Data]) -> list[Data]:
    """Headings without a gap in their levels: those of the letter begin at 2, under the title or an annex."""
    result, last = list(blocks), 1
    for block in result:
        if block["t"] == "h":
            last = block["l"] = min(block["l"], last + 1)
    return result
