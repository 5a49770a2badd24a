"""A Letter as plain text, fit for the body of a mail: labels, lines of 76 columns, and each document of an annex as
a few lines.

The form is that of `read_text`, which reads it back: a label and its words, a tab before each cell of a table, a blank
line between its rows, a space at the end of a line that goes on (`flowed`). What reading back does not give of a letter
is listed by `printed.lost_in_text`. Never carried are bold and italic letters, raised and lowered ones, headings (they
are lines like others), line breaks, lists inside lists, spans and heads of tables, several paragraphs of a cell, and
where the content ends and signatures begin. A link stands as its address, in angle brackets, behind its words.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Sequence

from .bidi import directed, marked, runs_leftward
from .flowed import SIGNATURE, columns, wrapped
from .labels import STATUS
from .legible import legible, line
from .letter import Annex, Block, Inline, ItemList, Letter, Paragraph, Run, Table, inline_text
from .numerals import roman
from .page import EntryCell, Line, NoSuchAnnexError, Page, Row
from .sheet import Sheet

__all__ = ["NoSuchAnnexError", "to_text"]

LABEL_COLUMNS = (12, 26)  # of the labels and the space after them; a longer one pushes its words aside
GRID_COLUMNS = 72  # of a table that is set as one, its columns below each other
TAB = 8
CELL, INSET = " " * TAB, "  "


def to_text(letter: Letter, sheet: Sheet) -> bytes:
    """UTF-8; the same bytes for the same letter and sheet. Raises NoSuchAnnexError."""
    lines = _Text(Page(legible(letter), legible(sheet))).lines()
    text = re.sub(r"\n{4,}", "\n\n\n", "\n".join(lines)).strip("\n")
    return f"{text}\n".encode()


class _Text:
    def __init__(self, page: Page) -> None:
        self.page = page
        labels = [page.words["document"], *(words.label for words in page.side), *(row.label for row in page.rows)]
        labels += [page.action.label] if page.action else []
        longest = max(columns(label + page.colon.rstrip(" ")) for label in labels) + 2
        self.indent = " " * min(max(longest, LABEL_COLUMNS[0]), LABEL_COLUMNS[1])

    def lines(self) -> Iterator[str]:
        page = self.page
        yield from self._head()
        for row in page.rows:
            yield from self._row(row)
        yield from ("", "")
        yield from self._abstract()
        yield from self._blocks(page.content)
        if page.signatures:
            yield ""
            yield from (part for signed in page.signatures for part in self._wrapped(signed.text))
        yield from self._attachments()
        for annex in page.annexes:
            yield from self._annex(annex)
        if page.letterhead:
            yield from ("", SIGNATURE, *page.letterhead)

    # ---- words ---------------------------------------------------------------------------------------------------

    def _wrapped(self, text: str, first: str = "", rest: str | None = None) -> list[str]:
        return wrapped(self._marked(text), first, first if rest is None else rest)

    def _marked(self, text: str) -> str:
        """In a text from right to left, with the marks that keep symbols whole."""
        if not self.page.right_to_left or not runs_leftward([text], True):
            return text
        return "".join(part for part, _leftward in directed(text, True))

    def _words(self, words: Line) -> list[str]:
        """The lines of a line of the page."""
        texts = _plain(line(words.text, href=words.href)).split("\n")
        if words.ltr and self.page.right_to_left and "@" not in words.text:
            texts = [marked(text) for text in texts]
        return [f"{words.label}{self.page.colon}{texts[0]}", *texts[1:]] if words.label else texts

    def _labelled(self, label: str, values: Sequence[str], tab: bool = False) -> Iterator[str]:
        """The label, and beside it, one below the other, its values."""
        label += self.page.colon.rstrip(" ") + ("\t" if tab else " ")
        label += self.indent[columns(label) :]
        for number, value in enumerate(values):
            yield from self._wrapped(value, self.indent if number else label, self.indent)

    # ---- the head ------------------------------------------------------------------------------------------------

    def _head(self) -> Iterator[str]:
        page = self.page
        if page.sheet.banner:
            yield from (*self._labelled(STATUS[page.language], [page.sheet.banner], tab=True), "")
        if page.note:
            label, note = page.note
            yield from (*self._labelled(label, [note], tab=True), "")
        if page.kind:
            yield from (page.kind, "")
        for side in page.side:
            label = page.words["document"] if side.strong else side.label
            yield from self._labelled(label, [side.text]) if label else [side.text]
        yield ""
        yield from (*self._wrapped(page.title), "")
        for words in page.subtitle:
            yield from (*self._wrapped(words), "")
        if page.action:
            yield from (*self._labelled(page.action.label, page.action.text.split("\n")), "")

    def _row(self, row: Row) -> Iterator[str]:
        every = (words for group in row.groups for words in group)
        yield from self._labelled(row.label, [text for words in every for text in self._words(words)])

    # ---- content -------------------------------------------------------------------------------------------------

    def _abstract(self) -> Iterator[str]:
        if self.page.abstract:
            yield self.page.words["abstract"] + self.page.colon.rstrip(" ")
            yield from self._blocks(self.page.abstract)

    def _attachments(self) -> Iterator[str]:
        if self.page.attachments:
            yield from ("", self.page.words["attachments"] + self.page.colon.rstrip(" "))
            for words in self.page.attachments:
                yield from (part for text in self._words(words) for part in self._wrapped(text))

    def _annex(self, annex: Annex) -> Iterator[str]:
        yield from ("", "", "", *self._wrapped(self.page.annex_heading(annex)), "")
        yield from self._blocks(annex.intro)
        if annex.entries:
            yield from (*(f"\t{column}" for column in self.page.columns(annex)), "")
            for row in self.page.entries(annex):
                for number, cell in enumerate(row):
                    yield from self._cell(self._entry_cell(cell), INSET if number else "")
                yield ""
            yield ""
        yield from self._blocks(annex.content)

    def _entry_cell(self, cell: EntryCell) -> list[str]:
        return [text for words in cell.lines for text in self._words(words)] + self._texts(cell.brief)

    # ---- blocks --------------------------------------------------------------------------------------------------

    def _blocks(self, blocks: Iterable[Block], indent: str = "") -> Iterator[str]:
        """The lines of the blocks, a blank one after each."""
        for block in blocks:
            yield from self._block(block, indent)
            yield ""

    def _block(self, block: Block, indent: str) -> Iterator[str]:
        if isinstance(block, ItemList):
            yield from self._list(block, indent)
        elif isinstance(block, Table):
            yield from self._table(block)
        else:
            for text in _plain(block.inlines).split("\n"):
                yield from self._wrapped(text, indent)

    def _list(self, block: ItemList, indent: str) -> Iterator[str]:
        for number, item in enumerate(block.items, block.start):
            mark = f"{_number(number, block.style)} " if block.ordered else "• "
            within = indent + " " * columns(mark)
            first, rest = (item[0], item[1:]) if isinstance(item[0], Paragraph) else (Paragraph(), item)
            for at, text in enumerate(_plain(first.inlines).split("\n")):
                yield from self._wrapped(text, within if at else indent + mark, within)
            for inner in rest:
                yield from self._block(inner, within)

    def _table(self, table: Table) -> Iterator[str]:
        rows = [[self._texts(cell.blocks) for cell in row] for row in table.rows]
        if grid := _grid(rows) if all(cell.colspan == cell.rowspan == 1 for row in table.rows for cell in row) else []:
            yield from (self._marked(text) for text in grid)
            return
        for number, row in enumerate(rows):
            yield from [""] if number else []
            yield from (part for texts in row for part in self._cell(texts))

    def _cell(self, texts: Sequence[str], inset: str = "") -> Iterator[str]:
        """The lines of a cell: a tab begins it."""
        for number, text in enumerate(texts or [""]):
            yield from self._wrapped(text, (CELL if number else "\t") + inset, CELL + inset)

    def _texts(self, blocks: Iterable[Block]) -> list[str]:
        """The lines of a cell's blocks, not broken yet."""
        texts: list[str] = []
        for block in blocks:
            if isinstance(block, ItemList):
                for number, item in enumerate(block.items, block.start):
                    mark = _number(number, block.style) if block.ordered else "•"
                    first, *rest = self._texts(item) or [""]
                    texts += [f"{mark} {first}", *rest]
            elif isinstance(block, Table):
                rows = ((" ".join(self._texts(cell.blocks)) for cell in row) for row in block.rows)
                texts += [" | ".join(filter(None, row)) for row in rows]
            else:
                texts += _plain(block.inlines).split("\n")
        return texts


def _plain(inlines: Iterable[Inline]) -> str:
    """The text of inlines, a newline for each break; behind the words of a link stands its address."""
    text = ""
    for href, group in itertools.groupby(inlines, lambda inline: inline.href if isinstance(inline, Run) else ""):
        words = inline_text(group)
        text += words if not href or _says(words, href) else f"{words} <{href.removeprefix('mailto:')}>"
    return text


def _says(words: str, href: str) -> bool:
    """Whether the words of a link are its address."""
    return words.strip() in (href, href.removeprefix("mailto:"), href.removeprefix("https://"))


def _grid(rows: Sequence[Sequence[Sequence[str]]]) -> list[str]:
    """A small table as lines, its columns below each other; [] where a cell has several lines or the line no room."""
    if any(len(texts) > 1 for row in rows for texts in row):
        return []
    cells = [[texts[0] if texts else "" for texts in row] for row in rows]
    widths = [(max(map(columns, column)) // TAB + 1) * TAB for column in zip(*cells, strict=True)]
    if len(widths) < 2 or sum(widths) > GRID_COLUMNS:
        return []
    padded = [
        [text + " " * (width - columns(text) - 1) for text, width in zip(row, widths, strict=True)] for row in cells
    ]
    return ["\t".join(row).rstrip() for row in padded]


def _number(number: int, style: str) -> str:
    if style == "decimal":
        return f"{number}."
    text = roman(number) if style.endswith("roman") else _alpha(number)
    return f"{text.upper() if style.startswith('upper') else text})"


def _alpha(number: int) -> str:
    text = ""
    while number > 0:
        number, letter = divmod(number - 1, 26)
        text = chr(97 + letter) + text
    return text
