"""The annexes: where each begins, its introduction, its table of documents, and what else it says.

The form's table has a row for each document: symbol and source, title, brief. Columns are known by their headings,
in any order and with the symbol and the source in one column or in two; without headings, by the form's order.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from .labels import LABELS
from .letter import Annex, Block, Entry
from .read_blocks import is_rule, read_blocks
from .read_fallen import fallen_rows
from .read_labels import is_nobody, label_key
from .read_symbols import ADDRESS, find_symbols, leading_symbol
from .read_tables import MAX_COLUMNS, RawCell, Region, Row, cell_blocks, read_table, regions
from .rich_blocks import blocks_of, rich_regions
from .text_lines import SENTENCE_END, Findings, Line, continues, flat, joined

_NAMES = "|".join(
    sorted(
        {label_key(words["annex"].replace("{number}", "")) for words in LABELS.values()} | {"annexure"}, reverse=True
    )
)
HEADING = re.compile(
    rf"(?:{_NAMES})(?![^\W\d_])\s*(?P<number>\d{{1,3}}|[A-Za-z]|[IVXivx]{{1,5}})?\s*(?P<mark>[:：.)–—-]|$|(?=\s))\s*(?P<title>.*)",
    re.IGNORECASE | re.DOTALL,
)
ROMANS = "i ii iii iv v vi vii viii ix x xi xii xiii xiv xv".split()
COLUMNS: tuple[tuple[str, str], ...] = (
    ("number", r"^(?:no|n°|nº|#|№|item|row|s/n)$"),
    ("url", r"\b(?:link|url|web ?site|lien|enlace|ссылка)\b"),
    (
        "brief",
        r"\b(?:brief|summary|abstract|description|info|information|remarks?|relevance|comments?|resume|resumen|observations)\b|описание|резюме|информация",
    ),
    ("title", r"\b(?:title|subject|titre|titulo)\b|название|заголовок"),
    (
        "symbol",
        r"\b(?:doc|docs|document|documents|documento|documentos|symbol|contribution|contributions|ref|reference)\b|документ|вклад",
    ),
    (
        "source",
        r"\b(?:sources?|origin|contributors?|submitted by|from|country|member states?|origine|origen)\b|источник",
    ),
)
# words of other scripts, which have no spaces or endings to go by
_MORE = {
    "brief": "简要 信息 معلومات ملخص",
    "title": "标题 题目 العنوان",
    "symbol": "文件 文稿 الوثيقة المساهمة",
    "source": "来源 المصدر",
}
COLUMNS = tuple(
    (role, "|".join([words, *map(label_key, _MORE[role].split())]) if role in _MORE else words)
    for role, words in COLUMNS
)
FORM_ORDER = (("symbol", "source"), ("title",), ("brief",))


@dataclass
class Part:
    """One annex in the file: its heading's line, number and title, and the lines under it."""

    line: Line
    number: int
    title: str
    lines: list[Line] = field(default_factory=list)


def split_annexes(lines: Sequence[Line], findings: Findings) -> tuple[list[Line], list[Part]]:
    """The lines before the first annex, and the annexes."""
    heads = _headings(lines)
    if not heads:
        return list(lines), []
    parts: list[Part] = []
    taken: set[int] = set()
    highest = 0
    for position, (at, number, title) in enumerate(heads):
        end = heads[position + 1][0] if position + 1 < len(heads) else len(lines)
        part = Part(lines[at], _number(number, taken, highest + 1, lines[at], findings), "")
        taken.add(part.number)
        highest = max(highest, part.number)
        part.title, used = _whole_title(title, lines[at], lines[at + 1 : end])
        part.lines = list(lines[at + 1 + used : end])
        parts.append(part)
    return list(lines[: heads[0][0]]), parts


def _headings(lines: Sequence[Line]) -> list[tuple[int, str, str]]:
    """Headings, without those of a list of annexes that comes before the annexes themselves."""
    found: list[tuple[int, str, str]] = []
    before: Line | None = None
    for at, line in enumerate(lines):
        in_table = line.origin is not None and line.origin.grid is not None
        if line.text and not in_table and (head := _heading(line, before)):
            found.append((at, *head))
        before = line
    last = {number: at for at, number, _title in found}
    listed: set[int] = set()
    for position, (at, number, _title) in enumerate(found[:-1]):
        empty = not any(line.text for line in lines[at + 1 : found[position + 1][0]])
        after_listed = position > 0 and found[position - 1][0] in listed
        if last[number] > at and (empty or after_listed):
            listed.add(at)
    return [head for head in found if head[0] not in listed]


def _heading(line: Line, before: Line | None) -> tuple[str, str] | None:
    text = line.text
    if len(text) > 300 or not (match := HEADING.fullmatch(flat(text))):
        return None
    number, mark, title = match["number"] or "", match["mark"], match["title"]
    if mark or not title:
        if not number and title and (is_nobody(title) or title.isdecimal()):
            return None
        return None if text[0].islower() and not mark else (number, _original_title(text, title))
    alone = before is None or before.blank or line.is_heading or line.is_centred
    starts = title[0].isupper() and not SENTENCE_END.search(title)
    return (number, _original_title(text, title)) if number and not number.islower() and alone and starts else None


def _original_title(text: str, title: str) -> str:
    """The title with its no-break spaces, which the match was made without."""
    return text[len(text) - len(title) :].strip() if title and flat(text).endswith(title) else title


def _number(printed: str, taken: set[int], following: int, line: Line, findings: Findings) -> int:
    """The number of a heading; `following` is the one after the highest that was taken."""
    field = f"annexes[{len(taken)}].number"
    lower = printed.lower()
    if printed.isdecimal():
        number = int(printed)
    elif not printed:
        number = following
    else:
        letter = ord(lower) - 96 if len(lower) == 1 else 0
        roman = ROMANS.index(lower) + 1 if lower in ROMANS else 0
        number = following if following in (letter, roman) else (letter or roman)
        findings.note(field, line, f"“{line.text}” is kept as annex number {number}.")
    if number in taken or number < 1:
        findings.warning(field, line, f"“{line.text}” has a number already used; it is kept as {following}.")
        number = following
    return number


def _whole_title(title: str, head: Line, lines: Sequence[Line]) -> tuple[str, int]:
    """The title with the lines in which it goes on; the next line where the heading has none."""
    used = 0
    if not title:
        used = next((at for at, line in enumerate(lines) if line.text), len(lines))
        after = next((line for line in lines[used + 1 :]), None)
        if used == len(lines) or used > 2 or lines[used].tabbed or not _is_title(lines[used].text, after):
            return "", 0
        title = lines[used].text
        used += 1
    last = title
    while used < len(lines) and _goes_on(lines[used], last, lines[used - 1] if used else head):
        last = lines[used].text
        title = joined(title, last)
        used += 1
    return title, used


def _goes_on(line: Line, last: str, before: Line) -> bool:
    return not line.tabbed and line.same_block(before) and continues(last, line.text)


def _is_title(text: str, after: Line | None) -> bool:
    return (
        len(text) <= 200
        and not text.endswith((".", ";", ","))
        and not (after and continues(text, after.text) and len(text) > 120)
    )


def read_annex(part: Part, index: int, width: int, findings: Findings) -> Annex:
    reader = _AnnexReader(part, f"annexes[{index}]", width, findings)
    return reader.run()


class _AnnexReader:
    def __init__(self, part: Part, where: str, width: int, findings: Findings) -> None:
        self.part = part
        self.where = where
        self.width = width
        self.findings = findings
        self.annex = Annex(part.number, part.title)
        self.roles: list[tuple[str, ...]] = []
        self.entries: list[Entry] = []

    def run(self) -> Annex:
        before: list[tuple[Region, list[Block]]] = []
        after: list[Block] = []
        for region in self._regions():
            rows = region.rows if region.elements else _regular(region.rows)
            if len(rows) > 2 and len(rows[0]) == 1 and self._is_head(rows[1]):
                before.append((Region(), list(cell_blocks(rows[0][0], self.width))))
                rows = rows[1:]
            if rows and self._take_table(rows):
                continue
            if self.entries:
                after += self._blocks(region, rows)
            else:
                before.append((region, self._blocks(region, rows)))
        if not self.entries and not self.annex.columns:
            return replace(self.annex, content=tuple(block for _region, blocks in before for block in blocks))
        intro = [block for region, blocks in before for block in self._introduction(region, blocks)]
        return replace(self.annex, entries=tuple(self.entries), intro=tuple(intro), content=tuple(after))

    def _regions(self) -> list[Region]:
        for line in self.part.lines:
            if line.text and is_rule(line.text):
                self.findings.note(self.where, line, f"The rule “{line.text}” was left out.")
        lines = [line for line in self.part.lines if not is_rule(line.text)]
        start, rows, end = fallen_rows(lines, self._is_head, _roles)
        if rows:
            message = "The annex's table has fallen apart into lines; its cells were told apart by their order."
            self.findings.warning(self.where, lines[start], message)
            return [*self._cut(lines[:start]), Region(rows=rows), *self._cut(lines[end:])]
        return self._cut(lines)

    @staticmethod
    def _cut(lines: Sequence[Line]) -> list[Region]:
        return rich_regions(lines) if any(line.origin for line in lines) else regions(lines, long_cells=True)

    @staticmethod
    def _introduction(region: Region, blocks: list[Block]) -> list[Block]:
        """What stands between an annex's heading and its table is a title: its lines go on with one another."""
        rich = region.elements and not region.rows
        return blocks_of(region.elements, titles=True) if rich else blocks

    def _blocks(self, region: Region, rows: Sequence[Row]) -> list[Block]:
        if region.elements:
            return blocks_of(region.elements)
        if rows and 1 < max(map(len, rows)) <= MAX_COLUMNS:
            return [read_table(rows, self.width)]
        if region.rows:
            return [block for row in region.rows for cell in row for block in cell_blocks(cell, self.width)]
        return read_blocks(region.lines, self.width)

    @staticmethod
    def _is_head(row: Row) -> bool:
        """Whether a row is the column headings of a table of documents."""
        roles = {role for cell in row for role in _roles(cell)}
        named = {"title", "symbol"} <= roles or {"title", "source"} <= roles or {"symbol", "brief"} <= roles
        return (named or {"symbol", "source"} <= roles) and leading_symbol(row[0].text)[0] is None

    def _take_table(self, rows: Sequence[Row]) -> bool:
        """Make entries of the rows where this is a table of documents."""
        headed = self._is_head(rows[0])
        roles = [_roles(cell) for cell in rows[0]]
        if headed and not self.annex.columns:
            columns = tuple(flat(cell.text) for cell in rows[0])
            self.annex, self.roles, rows = replace(self.annex, columns=columns), roles, rows[1:]
        elif headed and tuple(flat(cell.text) for cell in rows[0]) == self.annex.columns:
            self.findings.note(self.where, _first_line(rows[0]), "The headings of the columns are printed again.")
            rows = rows[1:]
        elif headed:
            return False
        elif not self.roles:
            if len(rows[0]) not in (3, 2) or not all(leading_symbol(row[0].text)[0] for row in rows):
                return False
            self.roles = list(FORM_ORDER[: len(rows[0])])
            message = "The table has no column headings; they are taken to be document and source, title, brief."
            self.findings.warning(f"{self.where}.columns", _first_line(rows[0]), message)
        elif len(rows[0]) != len(self.roles):
            return False
        for row in rows:
            self._entry(row)
        return True

    def _entry(self, row: Row) -> None:
        where = f"{self.where}.entries[{len(self.entries)}]"
        entry = Entry()
        for number, cell in enumerate(row):
            if number < len(self.roles):
                entry = self._with_cell(entry, self.roles[number], cell, where)
            elif cell.text:
                entry = replace(entry, brief=entry.brief + cell_blocks(cell, self.width))
        if len(row) != len(self.roles):
            message = (
                f"The row of “{flat(row[0].text)}” has {len(row)} cells where the table has {len(self.roles)} columns."
            )
            self.findings.warning(where, _first_line(row), message)
        elif not entry.title:
            self.findings.warning(f"{where}.title", _first_line(row), f"The row of “{flat(row[0].text)}” has no title.")
        self.entries.append(entry)

    def _with_cell(self, entry: Entry, roles: tuple[str, ...], cell: RawCell, where: str) -> Entry:
        if "symbol" in roles:
            return self._document(entry, roles, cell, where)
        if roles == ("number",):
            if cell.text and flat(cell.text).strip(".)") != str(len(self.entries) + 1):
                self.findings.note(where, _first_line([cell]), f"The row's number “{cell.text}” was left out.")
            return entry
        if "source" in roles:
            return replace(entry, source=", ".join(filter(None, (entry.source, *_source_lines(cell)))))
        if "title" in roles:
            title = " ".join(filter(None, (entry.title, *cell.texts)))
            return replace(entry, title=title, url=entry.url or cell.href)
        if "url" in roles and (address := cell.href or (ADDRESS.fullmatch(cell.text) and cell.text)):
            return replace(entry, url=address)
        return replace(entry, brief=entry.brief + cell_blocks(cell, self.width))

    def _document(self, entry: Entry, roles: tuple[str, ...], cell: RawCell, where: str) -> Entry:
        texts, url = [], entry.url
        for text in map(flat, cell.texts):
            if not url and (address := ADDRESS.search(text)):
                url = address[0]
                texts.append(flat(text.replace(url, "").replace("<>", "").replace("()", "")))
            else:
                texts.append(text)
        texts = [text for text in texts if text]
        whole = " ".join(texts)
        symbol, rest = leading_symbol(whole)
        symbols = find_symbols(whole)
        line = _first_line([cell])
        if symbol and len(symbols) > 1:
            self.findings.warning(f"{where}.symbol", line, f"“{whole}” names {len(symbols)} documents; a row has one.")
            symbol = None
        elif not symbol and whole and not is_nobody(whole):
            self.findings.warning(f"{where}.symbol", line, f"“{whole}” begins with no document symbol that is known.")
        url = url or cell.href
        if not symbol:
            return replace(entry, source=", ".join(filter(None, (entry.source, *texts))), url=url)
        first, rest_of_first = leading_symbol(texts[0])
        sources = [rest_of_first, *texts[1:]] if first == symbol else [rest]
        sources = [text.strip(" ,;–—-") for text in sources]
        if "source" not in roles and any(sources):
            self.findings.note(f"{where}.source", line, f"“{' '.join(sources)}” stands beside the symbol.")
        return replace(entry, symbol=symbol, source=", ".join(filter(None, (*sources, entry.source))), url=url)


def _source_lines(cell: RawCell) -> list[str]:
    lines: list[str] = []
    for text in map(flat, cell.texts):
        if lines and continues(lines[-1], text):
            lines[-1] = joined(lines[-1], text)
        else:
            lines.append(text.strip(" ,;"))
    return lines


def _roles(cell: RawCell) -> tuple[str, ...]:
    """What a column holds, by its heading; two where it says both ("Doc. & source")."""
    text = label_key(cell.text)
    if not text or len(text) > 80:
        return ()
    found = [role for role, words in COLUMNS if re.search(words, text)]
    if "symbol" in found and not {"brief", "title"} & set(found):
        return tuple(role for role in ("symbol", "source") if role in found)
    return tuple(found[:1])


def _regular(rows: Sequence[Row]) -> list[Row]:
    """Rows of one length. Where the blank lines between rows are lost or stand between cells, symbols tell the rows."""
    rows = [row for row in rows if any(cell.text for cell in row)]
    cells = [cell for row in rows for cell in row]
    lengths = {len(row) for row in rows}
    if len(rows) > 1 and lengths != {1} and max(lengths) <= 8:
        return rows
    starts = [at for at, cell in enumerate(cells) if len(cell.text) < 120 and leading_symbol(flat(cell.text))[0]]
    if len(starts) < 2 or len({after - before for before, after in pairwise(starts)}) != 1:
        return rows
    size = starts[1] - starts[0]
    if size < 2 or size > 8 or starts[0] not in (0, size) or (len(cells) - starts[0]) % size:
        return rows
    return [cells[at : at + size] for at in range(0, len(cells), size)]


def _first_line(row: Sequence[RawCell]) -> Line | str:
    return next((line for cell in row for line in cell.lines if line), "")
