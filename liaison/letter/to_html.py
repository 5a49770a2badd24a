"""A Letter as one HTML document that stands alone. What it says is in `page`, how it looks in `html_pages`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape

from .directions import block_html
from .html_pages import html_page
from .legible import legible, line
from .letter import Annex, Block, Letter
from .page import EntryCell, Line, NoSuchAnnexError, Page, Row
from .rich_text import inline_html
from .sheet import Sheet

__all__ = ["NoSuchAnnexError", "part_of_page", "to_html"]


def to_html(letter: Letter, sheet: Sheet) -> bytes:
    """UTF-8; the same bytes for the same letter and sheet. Raises NoSuchAnnexError."""
    page = _page(letter, sheet)
    document = html_page(
        title=page.file_title,
        language=page.code,
        right_to_left=page.right_to_left,
        body="".join(_Html(page).parts()),
        kind="neutral" if page.sheet.transcription else "",
    )
    return document.encode()


def part_of_page(letter: Letter, sheet: Sheet) -> str:
    """The same without what makes it a document of its own, for an article in a page of the site."""
    return "".join(_Html(_page(letter, sheet)).parts())


def _page(letter: Letter, sheet: Sheet) -> Page:
    return Page(legible(letter), legible(sheet))


class _Html:
    def __init__(self, page: Page) -> None:
        self.page = page
        self.colon = escape(page.colon.rstrip(" "))

    def parts(self) -> Iterator[str]:
        page = self.page
        yield self._head()
        yield from self._title()
        yield self._rows(page.rows)
        yield self._titled("abstract", self._blocks(page.abstract))
        yield f"{self._blocks(page.content, top=2)}\n"
        if page.signatures:
            yield f'<p class="signed">{self._together(page.signatures)}</p>\n'
        items = "".join(f"<li>{self._line(words)}</li>" for words in page.attachments)
        yield self._titled("attachments", f"<ul>{items}</ul>" if items else "")
        yield from (self._annex(annex) for annex in page.annexes)

    # ---- words ---------------------------------------------------------------------------------------------------

    def _line(self, words: Line) -> str:
        """A line, its label and colon before it; its addresses are links, and a symbol keeps its order."""
        text = inline_html(line(words.text, href=words.href))
        text = f"<bdi>{text}</bdi>" if words.ltr else text
        text = f"<strong>{text}</strong>" if words.strong else text
        return f"{escape(words.label)}{escape(self.page.colon)}{text}" if words.label else text

    def _together(self, lines: Iterable[Line]) -> str:
        return "<br>".join(map(self._line, lines))

    def _blocks(self, blocks: Iterable[Block], *, top: int = 3) -> str:
        return "".join(block_html(block, self.page.code, top=top) for block in blocks)

    def _titled(self, label: str, inner: str) -> str:
        return f"<section><h2>{_text(self.page.words[label])}</h2>{inner}</section>\n" if inner else ""

    # ---- the head ------------------------------------------------------------------------------------------------

    def _head(self) -> str:
        """The letterhead or the note of a transcription, and opposite it symbol, date, original ..."""
        page = self.page
        lines = page.letterhead or page.note
        left = "<span>".join(map(_text, lines)) + "</span>" * max(len(lines) - 1, 0)
        head = f'<header class="head"><p>{left}</p><p>{self._together(page.side)}</p></header>\n'
        return head + (f'<p class="banner">{_text(page.sheet.banner)}</p>\n' if page.sheet.banner else "")

    def _title(self) -> Iterator[str]:
        page = self.page
        yield f'<p class="kind">{_text(page.kind)}</p>\n' if page.kind else ""
        yield f"<p><strong>{_text(page.title)}</strong></p>\n" if page.alone else f"<h1>{_text(page.title)}</h1>\n"
        if page.subtitle:
            yield f'<p class="subtitle">{"<br>".join(map(_text, page.subtitle))}</p>\n'
        if page.action:
            label = f"<strong>{_text(page.action.label)}{self.colon}</strong>"
            yield f'<p class="cover">{label} {inline_html(line(page.action.text))}</p>\n'

    def _rows(self, rows: Iterable[Row]) -> str:
        """The block of To, From, For ...: a label and its words a row."""
        items = "".join(f"<dt>{_text(row.label)}{self.colon}</dt><dd>{self._groups(row)}</dd>\n" for row in rows)
        return f"<dl>\n{items}</dl>\n" if items else ""

    def _groups(self, row: Row) -> str:
        return "".join(f"<p>{self._together(group)}</p>" for group in row.groups)

    # ---- annexes -------------------------------------------------------------------------------------------------

    def _annex(self, annex: Annex) -> str:
        heading = f"<h2>{_text(self.page.annex_heading(annex))}</h2>"
        if self.page.alone:
            heading = heading.replace("h2>", "h1>")
        inner = self._blocks(annex.intro) + self._documents(annex) + self._blocks(annex.content)
        return f'<section class="annex">\n{heading}\n{inner}</section>\n'

    def _documents(self, annex: Annex) -> str:
        if not annex.entries:
            return ""
        head = "".join(f'<th scope="col">{_text(column)}</th>' for column in self.page.columns(annex))
        rows = "\n".join(f"<tr>{''.join(map(self._cell, row))}</tr>" for row in self.page.entries(annex))
        return f"<table>\n<thead><tr>{head}</tr></thead>\n<tbody>\n{rows}\n</tbody>\n</table>\n"

    def _cell(self, cell: EntryCell) -> str:
        across = f' colspan="{cell.across}"' if cell.across > 1 else ""
        return f"<td{across}>{self._together(cell.lines)}{self._blocks(cell.brief)}</td>"


def _text(text: str) -> str:
    return escape(text, quote=False)
