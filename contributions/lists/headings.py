"""Find the row of headings in a sheet, and what each of its columns holds. The words are those of words.csv."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from contacts.enumeration import enumerated
from contacts.keys import match_key
from contributions import symbols

from .cells import BLANK, Cell, Row, Sheet, letters
from .words import HEADINGS, label_of

SEARCHED_ROWS = 60  # with something in them, from the top: the headings stand among them
IN_PART = 100  # added to the rank of a heading of which a part alone is known
MOST_TOLD = 20  # rows of one kind, in the notes
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_PARTS = re.compile(r"[/|\n\\]| [-–—] ")


@dataclass(frozen=True)
class Column:
    """What the column of an index holds. `about` are the words with which a heading of briefs names their topic."""

    index: int
    heading: str
    field: str
    rank: int = 0
    about: str = ""

    @property
    def name(self) -> str:
        """As a clerk finds it: “Title” (B)."""
        return _("“%(heading)s” (%(letters)s)") % {"heading": self.heading, "letters": letters(self.index)}


@dataclass
class TableRow:
    """A row under the headings, by what its cells are; briefs under the words for their topic."""

    number: int
    cells: dict[str, Cell]
    briefs: list[tuple[Column, Cell]] = field(default_factory=list)

    def __getitem__(self, name: str) -> Cell:
        return self.cells.get(name, BLANK)


@dataclass
class Table:
    """The list that stands in a file. `notes` say how it was read and what of it was left out."""

    file: str
    sheet: str
    heading_row: int
    columns: dict[str, Column]
    briefs: list[Column]
    rows: list[TableRow]
    notes: list[str]


def columns_of(row: Row) -> list[Column]:
    """The headings of a row that are known, from the first column on."""
    found = (meaning(cell.text) for cell in row.cells)
    return [
        Column(index, cell.line, *known)
        for index, (cell, known) in enumerate(zip(row.cells, found, strict=True))
        if known
    ]


def meaning(heading: str) -> tuple[str, int, str] | None:
    """What the words of a heading mean, how plainly (0 is plainest), and which topic they name."""
    if known := HEADINGS.get(match_key(heading)):
        return (*known, "")
    if about := _brief_about(heading):
        return about
    bare = _BRACKETS.sub(" ", heading)
    parts = filter(None, (HEADINGS.get(match_key(part)) for part in (bare, *_PARTS.split(bare))))
    names, ranks = {}, []
    for name, rank in parts:
        names[name] = None
        ranks.append(rank)
    return (next(iter(names)), IN_PART + min(ranks), "") if len(names) == 1 else None


def _brief_about(heading: str) -> tuple[str, int, str] | None:
    """“Brief info related to COP”, “Brief (COP)”: the longest words for briefs, and what follows them."""
    words = heading.split()
    for count in range(len(words) - 1, 0, -1):
        known = HEADINGS.get(match_key(" ".join(words[:count])))
        if known and known[0] == "brief":
            return (*known, " ".join(words[count:]).strip("()[]:–—- "))
    return None


def heading_row(sheet: Sheet) -> tuple[Row, list[Column]] | None:
    """The row with the most known headings, the first of equals; None without one for symbols and another one."""
    best, most = None, 1
    for row in sheet.rows[:SEARCHED_ROWS]:
        columns = columns_of(row)
        names = {column.field for column in columns}
        if "symbol" in names and len(names) > most:
            best, most = (row, columns), len(names)
    return best or _only_column(sheet)


def _only_column(sheet: Sheet) -> tuple[Row, list[Column]] | None:
    """In a sheet of one column, symbols alone can be listed."""
    used = {index for row in sheet.rows for index, cell in enumerate(row.cells) if not cell.is_blank}
    if len(used) != 1:
        return None
    found = ((row, columns_of(row)) for row in sheet.rows[:SEARCHED_ROWS])
    return next(((row, columns) for row, columns in found if {c.field for c in columns} == {"symbol"}), None)


def table_of(file: str, sheet: Sheet) -> Table:
    """The rows under the headings of a sheet; ValidationError where it has none, or two of one kind."""
    found = heading_row(sheet)
    if not found:
        raise ValidationError({"file": _no_headings(sheet)})
    row, columns = found
    single, briefs, left_out = _chosen(columns)
    known = {column.index for column in columns}
    unknown = [Column(i, c.line, "") for i, c in enumerate(row.cells) if not c.is_blank and i not in known]
    notes = [*sheet.notes, *left_out]
    if unknown:
        names = enumerated(column.name for column in unknown)
        notes.append(_("Not known, and left out: the columns %(names)s.") % {"names": names})
    table = Table(file, sheet.name, row.number, single, briefs, [], notes)
    table.rows = list(_rows_below(table, row, sheet))
    return table


def _chosen(columns: list[Column]) -> tuple[dict[str, Column], list[Column], list[str]]:
    """The plainest heading of each kind; the others are told. Two that are equally plain cannot be told apart."""
    groups: dict[tuple[str, str], list[Column]] = defaultdict(list)
    for column in columns:
        groups[column.field, match_key(column.about)].append(column)
    single, briefs, left_out = {}, [], []
    for (name, about), group in groups.items():
        first, *others = sorted(group, key=lambda column: column.rank)
        if others and others[0].rank == first.rank:
            words = {"what": label_of(name), "first": first.name, "second": others[0].name}
            text = _("Two columns may be the %(what)s: %(first)s and %(second)s. Give one of them another heading.")
            raise ValidationError({"file": text % words})
        for other in others:
            text = _("The column %(other)s was left out: %(first)s is read as the %(what)s.")
            left_out.append(text % {"other": other.name, "first": first.name, "what": label_of(name)})
        if name == "brief" and about:
            briefs.append(first)
        else:
            single[name] = first
    if "brief" in single:
        briefs.insert(0, single.pop("brief"))
    return single, briefs, left_out


def _rows_below(table: Table, heading: Row, sheet: Sheet) -> Iterator[TableRow]:
    used = [*table.columns.values(), *table.briefs]
    repeated, lone = [], []
    for row in sheet.rows:
        if row.number <= heading.number:
            continue
        if _repeats(row, used):
            repeated.append(row.number)
            continue
        cells = {name: _cell(row, column) for name, column in table.columns.items()}
        briefs = [(column, _cell(row, column)) for column in table.briefs]
        filled = [cell for cell in [*cells.values(), *(cell for _column, cell in briefs)] if not cell.is_blank]
        if not filled or _is_lone(row, cells["symbol"], len(used)):
            lone.append(row)
        else:
            yield TableRow(row.number, cells, briefs)
    _say_left_out(table, repeated, lone)


def _cell(row: Row, column: Column) -> Cell:
    return row.cells[column.index] if column.index < len(row.cells) else BLANK


def _repeats(row: Row, columns: Iterable[Column]) -> bool:
    cells = [(column, _cell(row, column)) for column in columns]
    filled = [(column, cell) for column, cell in cells if not cell.is_blank]
    same = all(match_key(cell.text) == match_key(column.heading) for column, cell in filled)
    return same and (len(filled) > 1 or len(cells) == 1 == len(filled))


def _is_lone(row: Row, symbol: Cell, columns: int) -> bool:
    """A line between documents, such as “Question 3/2”: a single cell that is no symbol."""
    filled = [cell for cell in row.cells if not cell.is_blank]
    return columns > 1 and len(filled) == 1 and (filled[0] is not symbol or not _may_be_symbol(symbol))


def _may_be_symbol(cell: Cell) -> bool:
    """Whether it is one, or one with an error that the clerk has to see."""
    try:
        symbols.parse(cell.line)
    except symbols.SymbolError as error:
        return bool(cell.fault) or error.reason not in ("unknown", "question", "long")
    return True


def _say_left_out(table: Table, repeated: list[int], lone: list[Row]) -> None:
    if repeated:
        rows = enumerated(repeated[:MOST_TOLD]) + (" …" if len(repeated) > MOST_TOLD else "")
        table.notes.append(_("The headings are repeated in row %(rows)s.") % {"rows": rows})
    for row in lone[:MOST_TOLD]:
        words = {"row": row.number, "text": next(cell.line for cell in row.cells if not cell.is_blank)[:80]}
        table.notes.append(_("Row %(row)s, “%(text)s”, is no document and was left out.") % words)
    if len(lone) > MOST_TOLD:
        words = {"count": len(lone) - MOST_TOLD, "row": lone[-1].number}
        table.notes.append(_("So were %(count)s rows more, up to row %(row)s.") % words)


def _no_headings(sheet: Sheet) -> str:
    """What is missing, by the row that comes nearest."""
    rows = [(row, columns_of(row)) for row in sheet.rows[:SEARCHED_ROWS]]
    row, columns = max(rows, key=lambda pair: len(pair[1]), default=(None, []))
    wanted = _("A list needs a row of headings, one of them for the symbol: Symbol, Document or No.")
    wanted = " ".join([wanted, *sheet.notes])
    if not row or not columns:
        return f"{wanted} " + _("None was found in the first rows.")
    words = {"row": row.number, "names": enumerated(column.name for column in columns)}
    return f"{wanted} " + _("In row %(row)s only these are known: %(names)s.") % words
