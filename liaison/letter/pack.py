"""What goes to a receiver beside the files of a statement: a page about them, and the documents that it names."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

from liaison.outputs.tables import csv_line

from .addresses import safe_address
from .directions import is_right_to_left
from .html_pages import html_page
from .index import PackedFile, letterhead_html, rows_html
from .labels import base_language, comma, printed_date
from .letter import Letter, Run
from .list_labels import all_labels
from .page import Line, Row, party_text

COLUMNS = ["where", "symbol", "source", "title", "address"]


@dataclass(frozen=True)
class Linked:
    """A document that a statement names: in an annex, as an attachment, or by a link in its text."""

    where: str
    symbol: str
    source: str
    title: str
    address: str


def linked_documents(letter: Letter) -> list[Linked]:
    """In the order in which they are named; an address in the text that an annex names too is not told twice."""
    words = all_labels(letter.language)
    found = [
        Linked(words["annex"].format(number=annex.number), row.symbol or "", row.source, row.title, _web(row.url))
        for annex in letter.annexes
        for row in annex.entries
    ]
    found += [
        Linked(words["attachments"], row.symbol or "", "", row.title, _web(row.url)) for row in letter.attachments
    ]
    told = {row.address for row in found}
    texts = (letter.abstract, letter.content, *((annex.intro, annex.content) for annex in letter.annexes))
    for address, text in _links(texts):
        if address not in told:
            told.add(address)
            found.append(Linked(words["text"], "", "", text, address))
    return found


def documents_csv(letter: Letter) -> bytes:
    lines = [COLUMNS, *(list(dataclasses.astuple(row)) for row in linked_documents(letter))]
    return ("\ufeff" + "".join(map(csv_line, lines))).encode(errors="replace")


def pack_page(
    letter: Letter, *, letterhead: Sequence[str], address: str, files: Sequence[PackedFile], banner: str
) -> bytes:
    """In the statement’s language; `banner` is that of its sheet."""
    words = all_labels(letter.language)
    title = letter.title or words["liaison_statement"]
    joined = comma(letter.language)
    rows = [
        ("", letter.symbol or ""),
        (words["date"], printed_date(letter.date, letter.language)),
        (words["from"], joined.join(map(party_text, letter.from_))),
        (words["to"], joined.join(map(party_text, letter.to))),
    ]
    shown = [Row(label or words["symbol"], ((Line(text),),)) for label, text in rows if text]
    shown.append(Row(words["address"], ((Line(address, href=address, ltr=True),),)))
    stamp = f'<p class="banner">{_text(banner)}</p>\n' if banner else ""
    items = "".join(_item(file, words) for file in files)
    body = (
        f"{letterhead_html(letterhead)}<main>\n{stamp}<h1>{_text(title)}</h1>\n<p>{_text(words['pack'])}</p>\n"
        f"{rows_html(shown, letter.language)}<h2>{_text(words['files'])}</h2>\n<ul>{items}</ul>\n"
        f"{_documents(letter, words)}</main>\n"
    )
    language = base_language(letter.language)
    return html_page(title=title, language=language, right_to_left=is_right_to_left(language), body=body).encode(
        errors="replace"
    )


def _item(file: PackedFile, words: Any) -> str:
    name = f'<a href="{escape(file.name)}"><bdi>{_text(file.name)}</bdi></a>' if file.sha256 else _text(file.name)
    kind = file.name.rpartition(".")[2]
    about = words[f"pack_{kind}"] if file.sha256 else words["problem"]
    return f"<li>{name} – {_text(about)}</li>"


def _documents(letter: Letter, words: Any) -> str:
    documents = linked_documents(letter)
    heading = f"<h2>{_text(words['linked'])}</h2>\n"
    if not documents:
        return f"{heading}<p>{_text(words['nothing'])}</p>\n"
    names = (words["place"], words["document"], words["source"], words["title"])
    head = "".join(f'<th scope="col">{_text(name)}</th>' for name in names)
    rows = "".join(map(_document, documents))
    return f"{heading}<table>\n<thead><tr>{head}</tr></thead>\n<tbody>\n{rows}</tbody>\n</table>\n"


def _document(row: Linked) -> str:
    symbol, title = (f"<bdi>{_text(words)}</bdi>" for words in (row.symbol, row.title or row.address))
    if row.address:
        symbol, title = (
            (f'<a href="{escape(row.address)}">{symbol}</a>', title)
            if row.symbol
            else ("", f'<a href="{escape(row.address)}">{title}</a>')
        )
    cells = (_text(row.where).replace(" ", "\u00a0"), symbol, f"<bdi>{_text(row.source)}</bdi>", title)
    return f"<tr>{''.join(f'<td>{cell}</td>' for cell in cells)}</tr>\n"


def _web(address: str) -> str:
    found = safe_address(address)
    return found if found.startswith(("https://", "http://")) else ""


def _links(value: Any) -> Iterator[tuple[str, str]]:
    """Address and words of each link in texts; runs one after the other with one address are one link."""
    address, text = "", ""
    for run in _runs(value):
        if run.href == address:
            text += run.text
            continue
        if _web(address):
            yield _web(address), text.strip()
        address, text = run.href, run.text
    if _web(address):
        yield _web(address), text.strip()


def _runs(value: Any) -> Iterator[Run]:
    if isinstance(value, Run):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from _runs(item)
    elif dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            yield from _runs(getattr(value, field.name))


def _text(text: str) -> str:
    return escape(text, quote=False)
