"""Symbols in running text as links to the documents that they name. On HTML pages alone, never in a file."""

from __future__ import annotations

import dataclasses
import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.conf import settings
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from contributions import symbols
from contributions.models import Document
from contributions.models.document_names import NamedDocument
from liaison.letter.letter import Block, Heading, ItemList, Letter, Paragraph, Run, plain_lines
from liaison.letter.rich_text import blocks_from_html
from liaison.models import Annex, Statement

MOST = 300  # symbols of one page that are looked up

Identity = tuple[str, str, int, int, int]  # prefix, series, number, addendum, corrigendum


class SymbolLinks:
    """The symbols of some texts and the addresses of those that are known. One query, none where there is none."""

    def __init__(self, texts: Iterable[str], context: symbols.Context) -> None:
        self.own_prefix = context.period_prefix
        # Without the period, for a symbol that names none may be of another one.
        self.context = context = symbols.Context(sector=context.sector, group=context.group)
        found = [symbol for text in texts for _start, _end, symbol in symbols.find_symbols(text, context)]
        self.documents: dict[tuple[str, int], list[NamedDocument]] = {}
        wanted = list(dict.fromkeys(found))[:MOST]
        for row in Document.objects.public().named_one_of(wanted) if wanted else ():
            self.documents.setdefault((row.series, row.number), []).append(row)

    def address_of(self, symbol: symbols.Symbol) -> str:
        """Of the document in the text's own period, else in the latest; "" where none is known."""
        known = [row for row in self.documents.get((symbol.series_key, symbol.number), []) if _fits(row, symbol)]
        return max(known, key=self._nearness).get_absolute_url() if known else ""

    def _nearness(self, row: NamedDocument) -> tuple[Any, ...]:
        return (row.own_prefix == self.own_prefix, row.own_prefix, row.own_revision, row.is_own, row.sort_key)

    def parts(self, text: str) -> Iterator[tuple[str, str]]:
        """The text in pieces, each with the address that it names, "" for none."""
        last = 0
        for start, end, symbol in symbols.find_symbols(text, self.context):
            if address := self.address_of(symbol):
                if start > last:
                    yield text[last:start], ""
                yield text[start:end], address
                last = end
        if last < len(text):
            yield text[last:], ""

    def html(self, text: str) -> SafeString:
        pieces = (
            (format_html('<a class="symbol" href="{}">{}</a>', address, piece) if address else piece,)
            for piece, address in self.parts(text)
        )
        return format_html_join("", "{}", pieces)

    def blocks(self, blocks: Sequence[Block]) -> tuple[Block, ...]:
        """The blocks with their symbols as links; what is a link already stays as it is."""
        return tuple(self._block(block) for block in blocks)

    def _block(self, block: Block) -> Block:
        if isinstance(block, Paragraph | Heading):
            inlines = [self._runs(inline) if isinstance(inline, Run) else [inline] for inline in block.inlines]
            return dataclasses.replace(block, inlines=tuple(itertools.chain(*inlines)))
        if isinstance(block, ItemList):
            return dataclasses.replace(block, items=tuple(self.blocks(item) for item in block.items))
        rows = tuple(
            tuple(dataclasses.replace(cell, blocks=self.blocks(cell.blocks)) for cell in row) for row in block.rows
        )
        return dataclasses.replace(block, rows=rows)

    def _runs(self, run: Run) -> list[Run]:
        if run.href:
            return [run]
        return [
            dataclasses.replace(run, text=text, href=f"{settings.SITE_URL}{address}" if address else "")
            for text, address in self.parts(run.text)
        ]


def _fits(named: NamedDocument, symbol: symbols.Symbol) -> bool:
    """Whether the document, under one of its symbols, is what the symbol names; all revisions where it names none."""
    if symbol.prefix and named.prefix != symbol.prefix:
        return False
    if symbol.sector and named.prefix and not named.prefix.startswith(symbol.sector):
        return False
    if symbol.revision and named.revision != symbol.revision:
        return False
    return (named.addendum, named.corrigendum) == (symbol.addendum, symbol.corrigendum)


def links_in(statement: Statement, letter: Letter) -> SymbolLinks:
    """The links in the words of a statement that its page shows."""
    texts = [letter.action_required, *plain_lines(letter.abstract), *plain_lines(letter.content)]
    for annex in letter.annexes:
        texts += [*plain_lines(annex.intro), *plain_lines(annex.content)]
        texts += [line for entry in annex.entries for line in plain_lines(entry.brief)]
    return SymbolLinks(texts, context_of(statement))


def links_in_annex(statement: Statement, annex: Annex) -> SymbolLinks:
    """The same of one of its annexes, read with `for_annexes`."""
    texts = [*plain_lines(blocks_from_html(annex.intro)), *plain_lines(blocks_from_html(annex.content))]
    texts += [line for entry in annex.entries.all() for line in entry.brief_paragraphs]
    return SymbolLinks(texts, context_of(statement))


def context_of(statement: Statement) -> symbols.Context:
    """Where the symbols of a statement stand: its period, and the study group that sent it if that is one of ITU-D."""
    prefix = statement.period.prefix if statement.period else ""
    codes = [party.body.code for party in statement.senders if party.body]
    group = next((found[1] for code in codes if (found := re.search(r"\bSG ?0?([1-9][0-9]?)\b", code))), "")
    return symbols.Context(period_prefix=prefix or None, group=f"SG{group:0>2}" if group and prefix else None)


def links_of(document: Document) -> SymbolLinks:
    """The links in the abstract and the briefs of a document read with `for_detail`."""
    texts = [document.abstract, *(line for brief in document.briefs.all() for line in brief.paragraphs)]
    group = document.series.partition("-")[0].partition(".")[0] if document.number is not None else ""
    prefix = document.period.prefix if document.period else ""
    return SymbolLinks(texts, symbols.Context(period_prefix=prefix or None, group=group or None))
