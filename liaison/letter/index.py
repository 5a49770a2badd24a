"""The index of a zip file of statements: a page to read, a table for programs, and the checksums of the files.

They are written line by line while the files are, so that a register of any size fits.
"""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from typing import IO

from liaison.outputs.tables import csv_line

from .directions import is_right_to_left
from .html_pages import STYLE, html_page
from .labels import base_language, colon, printed_date
from .letter import Letter, Party
from .list_labels import all_labels
from .listing import Listing
from .page import Row, party_name

IN_MEMORY = 2**20  # bytes of each part; what is more waits in a file
HERE = "\0"
SUMS = "SHA256SUMS.txt"
COLUMNS = ["date", "symbol", "title", "from", "to", "language", "state", "address", "file", "bytes", "sha256"]
WIDE = STYLE + "body{max-inline-size:75rem}h1{text-align:start}td{min-inline-size:5rem}\n"


@dataclass(frozen=True)
class PackedFile:
    """A file of the zip, or one that could not be made: then without `sha256`."""

    name: str
    label: str
    size: int = 0
    sha256: str = ""


def packed(name: str, label: str, content: bytes | None) -> PackedFile:
    if content is None:
        return PackedFile(name, label)
    return PackedFile(name, label, len(content), hashlib.sha256(content).hexdigest())


class Index:
    """`state` of a statement is a word for the reader, such as that it was withdrawn; "" for none."""

    def __init__(self, listing: Listing) -> None:
        self.listing = listing
        self.words = all_labels(listing.language)
        self.right_to_left = is_right_to_left(listing.language)
        self.count = 0
        self._rows, self._table, self._sums, self._page = (spooled() for _part in range(4))
        self._write(self._table, "\ufeff" + csv_line(COLUMNS))

    def add(self, letter: Letter, *, address: str, state: str, files: Sequence[PackedFile]) -> None:
        self.count += 1
        self._write(self._rows, self._row(letter, address, state, files))
        senders, recipients = (_names(parties) for parties in (letter.from_, letter.to))
        day = letter.date.isoformat() if letter.date else ""
        facts = [day, letter.symbol or "", letter.title, senders, recipients, letter.language, state, address]
        for file in files:
            size = str(file.size) if file.sha256 else self.words["problem"]
            self._write(self._table, csv_line([*facts, file.name, size, file.sha256]))
        self.add_sums(files)

    def add_sums(self, files: Sequence[PackedFile]) -> None:
        self._write(self._sums, "".join(f"{file.sha256}  {file.name}\n" for file in files if file.sha256))

    def files(self) -> Iterator[tuple[str, IO[bytes]]]:
        """Name and content, once everything was added."""
        self._write_page()
        self.add_sums([_of_file("index.html", self._page), _of_file("index.csv", self._table)])
        yield from (("index.html", self._page), ("index.csv", self._table), (SUMS, self._sums))

    def close(self) -> None:
        for file in (self._rows, self._table, self._sums, self._page):
            file.close()

    # ---- the page ------------------------------------------------------------------------------------------------

    def _write_page(self) -> None:
        words = self.words
        names = ("date", "title", "from", "to", "files")
        head = "".join(f'<th scope="col">{_text(words[name])}</th>' for name in names)
        table = f"<table>\n<thead><tr>{head}</tr></thead>\n<tbody>\n{HERE}</tbody>\n</table>\n" if self.count else HERE
        body = (
            f"{letterhead_html(self.listing.letterhead)}<main>\n<h1>{_text(self.listing.title)}</h1>\n"
            f"{rows_html(self.listing.rows, self.listing.language)}{table}"
            f'<p><a href="index.csv"><bdi>index.csv</bdi></a> · <a href="{SUMS}"><bdi>{SUMS}</bdi></a>'
            f"{_text(colon(self.listing.language) + words['sums'])}</p>\n</main>\n"
        )
        document = html_page(
            title=f"{self.listing.title} – {self.listing.subject}".replace(HERE, ""),
            language=base_language(self.listing.language),
            right_to_left=self.right_to_left,
            body=body,
            style=WIDE,
        )
        start, _here, end = document.partition(HERE)
        self._write(self._page, start)
        self._rows.seek(0)
        while piece := self._rows.read(2**16):
            self._page.write(piece)
        self._write(self._page, end)

    def _row(self, letter: Letter, address: str, state: str, files: Sequence[PackedFile]) -> str:
        title = _text(letter.title or self.words["liaison_statement"])
        direction = "rtl" if is_right_to_left(letter.language) else "ltr"
        symbol = f"<br><bdi>{_text(letter.symbol)}</bdi>" if letter.symbol else ""
        note = f"<br><strong>{_text(state)}</strong>" if state else ""
        cells = [
            _text(printed_date(letter.date, self.listing.language)),
            f'<a href="{escape(address)}" lang="{escape(letter.language)}" dir="{direction}">{title}</a>{symbol}{note}',
            *(self._names(parties) for parties in (letter.from_, letter.to)),
            "<br>".join(map(self._file, files)),
        ]
        return f"<tr>{''.join(f'<td>{cell}</td>' for cell in cells)}</tr>\n"

    def _names(self, parties: Sequence[Party]) -> str:
        return "<br>".join(f"<bdi>{_text(party_name(party))}</bdi>" for party in parties)

    def _file(self, file: PackedFile) -> str:
        if not file.sha256:
            return f"<bdi>{_text(file.label)}</bdi>{_text(colon(self.listing.language) + self.words['problem'])}"
        return f'<a href="{escape(file.name)}"><bdi>{_text(file.label)}</bdi></a>'

    def _write(self, file: IO[bytes], text: str) -> None:
        file.write(text.encode(errors="replace"))


def spooled() -> IO[bytes]:
    """A file in memory while it is small, else on the disk."""
    return tempfile.SpooledTemporaryFile(IN_MEMORY)


def letterhead_html(lines: Sequence[str]) -> str:
    inner = "<span>".join(map(_text, lines)) + "</span>" * max(len(lines) - 1, 0)
    return f'<header class="head"><p>{inner}</p><p></p></header>\n' if lines else ""


def rows_html(rows: Sequence[Row], language: str) -> str:
    """Labels and words, as a list of descriptions."""
    after = _text(colon(language).rstrip(" "))
    items = []
    for row in rows:
        lines = [line for group in row.groups for line in group]
        words = "<br>".join(_linked(line.text, line.href, ltr=line.ltr) for line in lines)
        items.append(f"<dt>{_text(row.label)}{after}</dt><dd>{words}</dd>\n")
    return f"<dl>\n{''.join(items)}</dl>\n"


def _linked(text: str, href: str, *, ltr: bool) -> str:
    words = f'<bdi dir="ltr">{_text(text)}</bdi>' if ltr else f"<bdi>{_text(text)}</bdi>"
    return f'<a href="{escape(href)}">{words}</a>' if href else words


def _names(parties: Sequence[Party]) -> str:
    return "; ".join(map(party_name, parties))


def _of_file(name: str, file: IO[bytes]) -> PackedFile:
    file.seek(0)
    return PackedFile(name, "", file.seek(0, 2), _sha256(file))


def _sha256(file: IO[bytes]) -> str:
    file.seek(0)
    sum_of = hashlib.sha256()
    while piece := file.read(2**16):
        sum_of.update(piece)
    return sum_of.hexdigest()


def _text(text: str) -> str:
    return escape(text.replace(HERE, ""), quote=False)
