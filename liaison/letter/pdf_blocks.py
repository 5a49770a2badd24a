"""The Letter's blocks and tables as data for `letter.typ`; see pdf_data.

An inline is {"s": text} or {"a": address, "c": [inlines]} or {"br": true}, with the marks b, i, sub, sup, lang,
ltr and keep (on one line); a block is {"t": "p" | "h" | "list" | "table", ...}. Lengths are estimates, in points, of
what is set at the size of a table.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import Any

from . import letter as forms
from .addresses import VISIBLE, parted, safe_address
from .bidi import own_direction
from .letter import Block, Inline

Data = dict[str, Any]

BODY_WIDTH = 470.0  # A4 less its margins
TABLE_SIZE = 10.0
CELL_INSET = 13.0
LINE_HEIGHT = 13.5
TALLEST_WHOLE_ROW = 300.0  # a taller row may be torn; real rows are up to twice the estimate, a page holds 700
MOST_COLUMNS = 16
SHORT_COLUMN = 0.24  # of the width: a column no wider than this need not wrap
LIST_DEPTH = 6
LIST_DEPTH_IN_CELL = 3
LIST_INDENT = 16.0
TALLEST_REPEATED_HEAD = 120.0
BODY_EMS = 42.0  # in a line of the body
LIST_EMS = 32.0  # in a line of the innermost list
WIDEST = 1.0  # ems
LONGEST_KEPT = 36  # characters of an address that is not broken where it fits

NUMBERING = dict(zip(forms.LIST_STYLES, ("1.", "a)", "A)", "i)", "I)"), strict=True))
MARKS = {"strong": "b", "em": "i", "sub": "sub", "sup": "sup"}
IDEOGRAPH = r"\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff"
WIDE = re.compile(f"[{IDEOGRAPH}]")
CAPITAL = re.compile(r"[A-ZА-ЯMW@%0-9]")
SPACE = r"\t-\r\x1c-\x20\x85\u1680\u2000-\u200b\u2028\u2029\u205f\u3000"  # no line ends at a no-break space
LETTER = rf"[^{SPACE}{IDEOGRAPH}]"
WORD = re.compile(rf"{LETTER}+")


def text_line(text: str, room: float = BODY_EMS, href: str = "") -> list[Data]:
    """The inlines of a text on lines of so many ems; its addresses are links. `href` makes all of it a link."""
    address = safe_address(href)
    inlines: list[Data] = []
    for line in filter(VISIBLE.search, text.split("\n")):
        inlines += [{"br": True}] if inlines else []
        inlines += [{"a": address, "c": [{"s": line.strip()}]}] if address else _linked(line.strip())
    _fit(inlines, room)
    return inlines


def breakable(text: str, room: float) -> str:
    """The text with places to break (zero-width spaces) in words that a line of so many ems could not hold."""
    run = {"s": text}
    _fit([run], room)
    return run["s"]


def _linked(text: str) -> Iterator[Data]:
    for shown, address in parted(text):
        if not address:
            yield {"s": shown}
            continue
        keep = {"keep": True} if len(shown) <= LONGEST_KEPT else {}
        yield {"a": address, "c": [{"s": shown}], "ltr": True, **keep}


def _fit(inlines: Iterable[Data], room: float) -> None:
    """Makes words breakable that a line of so many ems could not hold, also those that run through several styles."""
    used = 0.0  # by the word that the line before this run ends with
    for inline in inlines:
        if "br" in inline:
            used = 0.0
        elif "keep" in inline:
            whole = used + sum(map(_ems, inline["c"][0]["s"]))
            if whole <= room:
                used = whole
                continue
            del inline["keep"]
        for run in _runs([inline]):
            run["s"], used = _fitted(run["s"], used, room)


def _fitted(text: str, used: float, room: float) -> tuple[str, float]:
    if not used and (len(text) < int(room) or not _longer_word(int(room)).search(text)):
        last_word = WORD.match(text[::-1])
        return text, sum(map(_ems, last_word.group())) if last_word else 0.0
    parts: list[str] = []
    at = 0
    for match in WORD.finditer(text):
        word = match.group()
        used = 0.0 if match.start() else used
        parts.append(text[at : match.start()])
        at = match.end()
        if used + len(word) * WIDEST <= room:
            parts.append(word)
            used += sum(map(_ems, word))
            continue
        for character in word:
            ems = _ems(character)
            if ems and used and used + ems > room:
                parts.append("\u200b")
                used = 0.0
            parts.append(character)
            used += ems
    parts.append(text[at:])
    return "".join(parts), used if at == len(text) else 0.0


@functools.cache
def _longer_word(length: int) -> re.Pattern[str]:
    """No character is wider than an em, so no word of fewer characters than ems is too long."""
    return re.compile(rf"{LETTER}{{{length},}}")


def _fit_blocks(blocks: Iterable[Data], room: float) -> None:
    for block in blocks:
        if block["t"] == "list":
            for item in block["c"]:
                _fit_blocks(item, max(room - LIST_INDENT / TABLE_SIZE, 1.0))
        else:
            _fit(block["c"], room)


def _runs(inlines: Iterable[Data]) -> Iterator[Data]:
    for inline in inlines:
        if "s" in inline:
            yield inline
        else:
            yield from _runs(inline.get("c", ()))


@functools.cache
def _ems(character: str) -> float:
    """No less than the width of the character in any of the fonts."""
    if character == "\u200d" or unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0.0
    if character in "MWmw@%—…" or character >= "\u2000":
        return WIDEST
    if character in "fijlrtI.,:;!|'()[]{}/-":
        return 0.39
    return 0.75 if character.isupper() or character >= "\u0250" else 0.56


class Blocks:
    """Turns blocks into data for a page of one direction."""

    def __init__(self, right_to_left: bool) -> None:
        self.right_to_left = right_to_left

    def __call__(self, blocks: Iterable[Block], *, depth: int = 0, in_cell: bool = False) -> list[Data]:
        return [data for block in blocks for data in self._block(block, depth, in_cell)]

    def _block(self, block: Block, depth: int, in_cell: bool) -> Iterator[Data]:
        if isinstance(block, forms.ItemList):
            yield from self._list(block, depth, in_cell)
        elif isinstance(block, forms.Table):
            if in_cell or depth > 1:
                for row in block.rows:
                    for cell in row:
                        yield from self(cell.blocks, depth=depth, in_cell=True)
            else:
                yield from self._table(block, BODY_WIDTH - depth * LIST_INDENT)
        elif inlines := self._inlines(block.inlines):
            if isinstance(block, forms.Paragraph):
                yield {"t": "p", "c": inlines, **self._direction(inlines)}
            elif depth or in_cell:
                yield {"t": "p", "c": [dict(inline, b=True) for inline in inlines]}
            else:
                yield {"t": "h", "l": min(max(block.level - 1, 2), 4), "c": inlines}

    def _list(self, block: forms.ItemList, depth: int, in_cell: bool) -> Iterator[Data]:
        if depth >= (LIST_DEPTH_IN_CELL if in_cell else LIST_DEPTH):
            for item in block.items:
                yield from self(item, depth=depth, in_cell=in_cell)
            return
        items = [self(item, depth=depth + 1, in_cell=in_cell) for item in block.items]
        if items := [item for item in items if item]:
            style = NUMBERING.get(block.style, "1.")
            start = min(max(block.start, 0), 9999)
            yield {"t": "list", "ordered": block.ordered, "start": start, "style": style, "c": items}

    def _table(self, table: forms.Table, width: float) -> list[Data]:
        rows = [
            [{"c": self(cell.blocks, in_cell=True), "cs": cell.colspan, "rs": cell.rowspan} for cell in row]
            for row in table.rows
        ]
        return data_table([row for row in rows if row], head=table.head_rows, width=width)

    def _inlines(self, inlines: Iterable[Inline]) -> list[Data]:
        """Runs of one address are one link; what shows nothing is no link; no break at either end."""
        out: list[Data] = []
        for inline in inlines:
            if isinstance(inline, forms.Break):
                if out:
                    out.append({"br": True})
                continue
            if not inline.text:
                continue
            marks: Data = {MARKS[mark]: True for mark in inline.marks if mark in MARKS}
            if re.fullmatch(r"[a-z]{2,3}", inline.lang):
                marks["lang"] = inline.lang
            address = safe_address(inline.href) if VISIBLE.search(inline.text) else ""
            if not address:
                out += [dict(part, **marks) for part in _linked(inline.text)]
            elif out and out[-1].get("a") == address and not out[-1].get("ltr"):
                out[-1]["c"].append({"s": inline.text, **marks})
            else:
                out.append({"a": address, "c": [{"s": inline.text, **marks}]})
        while out and "br" in out[-1]:
            out.pop()
        _fit(out, LIST_EMS)
        return out if any(VISIBLE.search(run["s"]) for run in _runs(out)) else []

    def _direction(self, inlines: list[Data]) -> Data:
        """A paragraph written in the other direction only, an Arabic one on an English page, is set in its own."""
        text = "".join(run["s"] for run in _runs(inlines))
        direction = own_direction(text, right_to_left=self.right_to_left)
        return {"dir": direction} if direction else {}


def data_table(rows: list[list[Data]], *, head: int, width: float) -> list[Data]:
    """A table of cells {"c": blocks, "cs", "rs"}: each gets its place, each column its width in points.

    Spans are clipped so that none overlap or leave the table; columns that only spans reach are dropped; holes are
    filled. A table of too many columns becomes its cells' paragraphs.
    """
    head = min(max(head, 0), len(rows) - 1)
    cells = placed(rows, head)
    if not any(cell["c"] for cell in cells):
        return []
    columns = max(cell["x"] + cell["cs"] for cell in cells)
    if columns > MOST_COLUMNS:
        return [block for cell in cells for block in cell["c"]]
    for cell in cells:
        if cell["y"] < head:
            cell["c"] = [_without_links(block) for block in cell["c"]]
    widths = _widths(cells, columns, width)
    heights = _settle_rows(cells, widths, len(rows))
    head_height = sum(heights[:head])
    if head_height > TALLEST_WHOLE_ROW:
        head = 0
    repeat = head_height <= TALLEST_REPEATED_HEAD
    return [{"t": "table", "widths": [round(w, 1) for w in widths], "head": head, "repeat": repeat, "c": cells}]


def placed(rows: list[list[Data]], head: int) -> list[Data]:
    """The cells with x and y, as HTML places them, in columns where some cell begins."""
    busy: list[int] = []  # for each column the first row in which it is free
    cells: list[Data] = []
    for y, row in enumerate(rows):
        end = head if y < head else len(rows)
        x = 0
        for cell in row:
            while x < len(busy) and busy[x] > y:
                x += 1
            across = 1
            while across < min(cell["cs"], 50) and (x + across >= len(busy) or busy[x + across] <= y):
                across += 1
            down = max(min(cell.get("rs", 1), end - y), 1)
            busy += [0] * (x + across - len(busy))
            busy[x : x + across] = [y + down] * across
            cells.append({"x": x, "y": y, "cs": across, "rs": down, "c": cell["c"]})
            x += across
    starts = sorted({cell["x"] for cell in cells})
    for cell in cells:
        last = cell["x"] + cell["cs"]
        cell["cs"] = sum(cell["x"] <= start < last for start in starts)
        cell["x"] = starts.index(cell["x"])
    taken = {(c["x"] + i, c["y"] + j) for c in cells for i in range(c["cs"]) for j in range(c["rs"])}
    places = ((x, y) for y in range(len(rows)) for x in range(len(starts)))
    cells += [{"x": x, "y": y, "cs": 1, "rs": 1, "c": []} for x, y in places if (x, y) not in taken]
    return sorted(cells, key=lambda cell: (cell["y"], cell["x"]))


def _without_links(block: Data) -> Data:
    """A repeated table head is no part of the text, and PDF/UA allows no link in it."""
    if block["t"] == "list":
        return dict(block, c=[[_without_links(part) for part in item] for item in block["c"]])
    inlines = []
    for inline in block["c"]:
        if "a" in inline:
            marks = {key: value for key, value in inline.items() if key not in ("a", "c", "keep")}
            inlines += [{**marks, **run} for run in inline["c"]]
        else:
            inlines.append(inline)
    return dict(block, c=inlines)


def _lines(blocks: Iterable[Data]) -> Iterator[str]:
    for block in blocks:
        if block["t"] == "list":
            for item in block["c"]:
                yield from _lines(item)
        else:
            line = ""
            for inline in block["c"]:
                if "br" in inline:
                    yield line
                    line = ""
                else:
                    line += "".join(run["s"] for run in _runs([inline]))
            yield line


def text_length(text: str) -> float:
    """What the text is about long, set in one line of a table."""
    return TABLE_SIZE * (0.5 * len(text) + 0.5 * len(WIDE.findall(text)) + 0.12 * len(CAPITAL.findall(text)))


def _widths(cells: list[Data], columns: int, width: float) -> list[float]:
    """Each column holds its longest word where it can; the rest goes by how much text a column has."""
    least, natural, weight = [0.0] * columns, [0.0] * columns, [0.0] * columns
    for cell in cells:
        lines, share = list(_lines(cell["c"])), 1 / cell["cs"]
        lengths = [text_length(line) * share for line in lines]
        words = ((TABLE_SIZE * sum(map(_ems, word)) + 1) * share for line in lines for word in WORD.findall(line))
        longest = max(words, default=0.0)
        for x in range(cell["x"], cell["x"] + cell["cs"]):
            least[x] = max(least[x], longest)
            natural[x] = max(natural[x], max(lengths, default=0.0))
            weight[x] += sum(lengths)
    most = max(width / columns, 0.3 * width) - CELL_INSET
    least = [max(min(part, most), TABLE_SIZE) + CELL_INSET for part in least]
    if (asked := sum(least)) >= width:
        return [part * width / asked for part in least]
    natural = [max(part + CELL_INSET, low) for part, low in zip(natural, least, strict=True)]
    if (asked := sum(natural)) <= width:
        return [part * width / asked for part in natural]
    # The square root lets a column of long texts be wide without starving one of short ones.
    shares = [part**0.5 for part in weight]
    total = sum(shares) or 1.0
    short = [part if part <= SHORT_COLUMN * width else 0.0 for part in natural]
    spare = [
        max(min(width * share / total, full), low, line) - low
        for share, low, full, line in zip(shares, least, natural, short, strict=True)
    ]
    scale = (width - sum(least)) / (sum(spare) or 1.0)
    return [low + part * scale for low, part in zip(least, spare, strict=True)]


def _settle_rows(cells: list[Data], widths: list[float], rows: int) -> list[float]:
    """Breaks words that their column can't hold, and marks the rows that stay on one page. The rows' heights."""
    heights = [0.0] * rows
    spanned = [False] * rows
    for cell in cells:
        room = sum(widths[cell["x"] : cell["x"] + cell["cs"]]) - CELL_INSET
        _fit_blocks(cell["c"], room / TABLE_SIZE)
        heights[cell["y"]] = max(heights[cell["y"]], _height(cell["c"], room))
        if cell["rs"] > 1:
            spanned[cell["y"] : cell["y"] + cell["rs"]] = [True] * cell["rs"]
    for cell in cells:
        cell["whole"] = heights[cell["y"]] <= TALLEST_WHOLE_ROW and not spanned[cell["y"]]
    return heights


def _height(blocks: Iterable[Data], room: float) -> float:
    height = 0.0
    for block in blocks:
        if block["t"] == "list":
            inner = max(room - LIST_INDENT, TABLE_SIZE)
            height += sum(_height(item, inner) for item in block["c"])
        else:
            lines = sum(1 + int(TABLE_SIZE * sum(map(_ems, line)) / max(room, TABLE_SIZE)) for line in _lines([block]))
            height += lines * LINE_HEIGHT + 6
    return height
