"""The table of the forms in which ITU prints document symbols. `contributions.symbols` reads and prints by it.

A new form is one more row of `FORMS`, and its spellings in tests/contributions/test_symbols.py.

Readings where the public evidence leaves room; each is the one least likely to take two documents for one:

- `2/34` is of ITU-D, where study groups are 1 and 2, unless the context is ITU-R; ITU-T prints SG17-C548. A Question
  (3/2) looks the same, hence groups other than 1 and 2 are refused outside ITU-R.
- `TDAG17-22/13` is paper 13 of TDAG's 22nd meeting, in 2017 (D14-TDAG22-C-0041 is a code of that meeting), while
  `TDAG-20/13` is of the year 2020. `TDAG_MEETINGS` joins the two for years whose meeting was seen in a heading. Of
  another year the group is TDAG2022, a name of ours without an address. `TDAG22/13` may be either: it is refused.
- `RAG19/4` is of the year 2019, `RAG15-1/10` of the first meeting of 2015: groups RAG2019 and RAG2015.1, ours.
- `WTDC-17/23` is under D14 (D14-WTDC17-C-0022 was seen): a conference closes its period. The code of the one of 2022,
  planned for 2021, was not seen, so its period stays open.
- `CWG-COP-14/3` is of the fourteenth meeting, in 2018, not of 2014; `WG-CP/1/16` is its forerunner, kept apart.
- `2/REP/33` and `2/33` were once two symbols of one paper; they are not equal. Nor are series REP and R.
- The date in the code of a temporary document (T17-SG12-181127-TD-GEN-0648) belongs to its series, so that SG12-TD648
  is not taken for it.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .symbols import Context, Symbol

Parts = dict[str, Any]  # the named groups of a match
Place = tuple[str | None, str | None, str]  # sector, period, group

# Years of the ITU-D periods as their labels have them, but D18 ran on to its conference in 2022.
PERIODS = {"06": (2006, 2010), "10": (2010, 2014), "14": (2014, 2017), "18": (2018, 2022), "22": (2022, 2025)}
CONFERENCES = {"10": "06", "14": "10", "17": "14"}
TDAG_MEETINGS = {2015: 20, 2016: 21, 2017: 22, 2018: 23, 2019: 24, 2020: 25}
TDAG_YEARS = {meeting: year for year, meeting in TDAG_MEETINGS.items()}

SERIES_WORD = r"(?:C|R|REP|ADM|INF|TD|TEMP|DT|DL|LS|CIR)"
SERIES = rf"(?:[0-9]{{6}}-)?(?:TD-[A-Z][A-Z0-9]{{0,5}}|{SERIES_WORD})"
BASE = r"(?:[A-Z]{2}[A-Z0-9]{0,10})"
SUB = rf"(?:(?!{SERIES_WORD}(?:-|$))[A-Z0-9]{{1,5}})"
NUMBER = r"(?P<number>[0-9]{1,6})"
PAPER = rf"(?:[/-](?P<series>{SERIES_WORD}))?[/-]{NUMBER}"
YEAR = r"(?P<year>(?:19[5-9]|20[0-4])[0-9]|[0-9]{2})"
WORD = r"(?:DOC(?:UMENT)?S?|DOCUMENTO|CONTRIBUTION)\b\.?:? ?(?:NO?\.? ?)?"


class RefusedError(ValueError):
    """The text has this form and yet is no symbol; the key of the message in `contributions.symbols.MESSAGES`."""


@dataclass(frozen=True)
class Form:
    """One way to print symbols. `pattern` ends with the number; revision and language are the same for all forms.

    `read` gives sector, period and group of a match, or raises RefusedError; `write` gives the printed text without
    revision, "" for a symbol that is not of this form. `certain`: it is a symbol wherever it stands in prose.
    """

    name: str
    pattern: str
    read: Callable[[Parts, Context], Place]
    write: Callable[[Symbol], str] = lambda symbol: ""
    certain: bool = True

    @functools.cached_property
    def whole(self) -> re.Pattern[str]:
        return re.compile(f"(?:{WORD})?{self.pattern}", re.ASCII)

    @functools.cached_property
    def in_prose(self) -> re.Pattern[str]:
        return re.compile(rf"(?:(?<![0-9A-Za-z_./@?=&%#+!-])|(?<=Doc\.)){self.pattern}", re.ASCII)


def full_year(digits: str) -> int:
    """2017 of "17" and of "2017"; two digits are of 1950 to 2049."""
    year = int(digits)
    return year if len(digits) == 4 else year + (1900 if year >= 50 else 2000)


def group_code(name: str) -> str:
    """SG02 of SG2; other names as they are."""
    return re.sub(r"^SG0*([1-9][0-9]?)(?=\.|$)", lambda m: f"SG{m[1]:0>2}", name)


def development_period(year: int, context: Context) -> str | None:
    """The ITU-D period of a year; where two periods share it, the context's if it is one of the two."""
    fitting = [digits for digits, (first, last) in PERIODS.items() if first <= year <= last]
    if len(fitting) == 1:
        return fitting[0]
    return context.period("D") if context.period("D") in fitting else None


def _paper(head: str, symbol: Symbol) -> str:
    """2/ADM/1; the series of a contribution is not printed."""
    return "/".join([head, *([] if symbol.series == "C" else [symbol.series]), str(symbol.number)])


def _writer(group: str, head: str) -> Callable[[Symbol], str]:
    """Prints papers of the groups that match `group`, its parts filled into `head`."""

    def write(symbol: Symbol) -> str:
        match = re.fullmatch(group, symbol.group)
        return _paper(head.format(*match.groups()), symbol) if match else ""

    return write


def _read_study_group(parts: Parts, context: Context) -> Place:
    sector = context.sector if context.sector in ("D", "R") else None
    if sector != "R" and parts["group"] not in ("1", "2"):
        raise RefusedError("group")
    return sector, context.period(sector), f"SG0{parts['group']}"


def _read_tdag_meeting(parts: Parts, context: Context) -> Place:
    return "D", development_period(full_year(parts["year"]), context), f"TDAG{parts['meeting']:0>2}"


def _read_tdag_year(parts: Parts, context: Context) -> Place:
    year = full_year(parts["year"])
    return "D", development_period(year, context), f"TDAG{TDAG_MEETINGS.get(year, year)}"


def _read_tdag_either(parts: Parts, context: Context) -> Place:
    raise RefusedError("tdag")


def _write_tdag(symbol: Symbol) -> str:
    """Year and meeting up to 2017, the year alone since."""
    match = re.fullmatch("TDAG([0-9]{2}|[0-9]{4})", symbol.group)
    number = int(match[1]) if match else 0
    year = number if number > 99 else TDAG_YEARS.get(number)
    if not year:
        return ""
    return _paper(f"TDAG{year % 100:02d}-{number}" if year <= 2017 else f"TDAG-{year % 100:02d}", symbol)


def _read_conference(parts: Parts, context: Context) -> Place:
    year = parts["year"][-2:]
    return "D", CONFERENCES.get(year), f"WTDC{year}"


def _read_rag(parts: Parts, context: Context) -> Place:
    return "R", None, f"RAG{full_year(parts['year'])}" + (f".{parts['meeting']}" if parts["meeting"] else "")


def _write_rag(symbol: Symbol) -> str:
    """The year 2000 is printed in full, RAG2000-1/27."""
    match = re.fullmatch(r"RAG([0-9]{4})(?:\.([0-9]))?", symbol.group)
    if not match:
        return ""
    year = match[1] if match[1] == "2000" else match[1][2:]
    return _paper(f"RAG{year}-{match[2]}" if match[2] else f"RAG{year}", symbol)


def _in_context(group: str, context: Context) -> Place:
    """A group of the context's sector, if that has a group of this number: ITU-D has two."""
    sector = None if context.sector == "D" and re.match("SG(?!0[12](?:[.]|$))", group) else context.sector
    return sector, context.period(sector) if sector else None, group


def _read_standards(parts: Parts, context: Context) -> Place:
    return _in_context(group_code(f"SG{parts['group']}"), context)


def _write_standards(symbol: Symbol) -> str:
    group = re.fullmatch("SG0?([1-9][0-9]?)", symbol.group)
    series = re.fullmatch("(C|LS|TD)(?:-([A-Z0-9]{2,6}))?", symbol.series)
    if not (group and series):
        return ""
    return f"SG{group[1]}-{series[1]}{symbol.number}" + (f"/{series[2]}" if series[2] else "")


def _read_code(parts: Parts, context: Context) -> Place:
    """Without sector only a study group's code is one: USB-C-3 is not."""
    sector, base, sub = parts["sector"], parts["base"], parts["sub"]
    group = group_code(f"{base}.{sub}" if sub else base)
    if sector:
        return sector, parts["period"] or context.period(sector), group
    if not re.match("SG[0-9]", base):
        raise RefusedError("unknown")
    return _in_context(group, context)


def _read_in_group(parts: Parts, context: Context) -> Place:
    if not context.group:
        raise RefusedError("unknown")
    return context.sector, context.period(context.sector), group_code(context.group)


FORMS = (
    Form(
        "study group: 2/34, 2/ADM/1",
        rf"(?P<group>[1-9]){PAPER}",
        _read_study_group,
        _writer("SG0([1-9])", "{}"),
        certain=False,
    ),
    Form(
        "rapporteur groups: SG2RGQ/20",
        rf"SG ?0?(?P<group>[1-9])[ .-]?RGQ{PAPER}",
        lambda parts, context: ("D", context.period("D"), f"SG0{parts['group']}.RGQ"),
        _writer(r"SG0([1-9])\.RGQ", "SG{}RGQ"),
    ),
    Form(
        "TDAG, year and meeting: TDAG17-22/13",
        rf"TDAG{YEAR}-(?P<meeting>[0-9]{{1,2}}){PAPER}",
        _read_tdag_meeting,
        _write_tdag,
    ),
    Form("TDAG, year: TDAG-20/13", rf"TDAG[ -]{YEAR}{PAPER}", _read_tdag_year),
    Form("TDAG, year or meeting: refused", rf"TDAG{YEAR}{PAPER}", _read_tdag_either),
    Form(
        "conference: WTDC-17/23, WTDC17/13",
        rf"WTDC[ -]?{YEAR}{PAPER}",
        _read_conference,
        _writer("WTDC([0-9]{2})", "WTDC-{}"),
    ),
    Form(
        "Council: C20/57",
        rf"C(?P<year>[0-9]{{2}}){PAPER}",
        lambda parts, context: ("S", parts["year"], "CL"),
        lambda symbol: _paper(f"C{symbol.period}", symbol) if symbol.group == "CL" and symbol.period else "",
    ),
    Form(
        "Council working group and its meeting: CWG-COP-14/3",
        rf"CWG[ -](?P<name>[A-Z]{{2,8}})[ -](?P<meeting>[1-9][0-9]?){PAPER}",
        lambda parts, context: ("S", None, f"CWG{parts['name']}{parts['meeting']}"),
        _writer("CWG([A-Z]{2,8})([1-9][0-9]?)", "CWG-{}-{}"),
    ),
    Form(
        "its forerunner: WG-CP/2/5",
        rf"WG-CP/(?P<meeting>[1-9]){PAPER}",
        lambda parts, context: ("S", None, f"WGCP{parts['meeting']}"),
        _writer("WGCP([1-9])", "WG-CP/{}"),
    ),
    Form(
        "RAG: RAG19/4, RAG15-1/10",
        rf"RAG-?{YEAR}(?:-(?P<meeting>[1-9]))?(?=/){PAPER}",
        _read_rag,
        _write_rag,
    ),
    Form(
        "ITU-R working party: 5A/650, 8A/TEMP/223",
        rf"(?P<group>[1-9][A-Z]){PAPER}",
        lambda parts, context: ("R", context.period("R"), f"WP{parts['group']}"),
        _writer("WP([1-9][A-Z])", "{}"),
        certain=False,
    ),
    Form(
        "ITU-T study group: SG17-C548, SG2-TD197/GEN, SG2-LS27",
        rf"SG0?(?P<group>[1-9][0-9]?)-(?P<series>C|LS|TD)-?{NUMBER}(?:/(?P<kind>[A-Z][A-Z0-9]{{1,5}}))?",
        _read_standards,
        _write_standards,
    ),
    Form(
        "machine code and slug: D22-SG02.RGQ-C-0020, d22-sg02-rgq-c-0020",
        rf"(?:(?P<sector>[DTRS])(?P<period>[0-9]{{2}})?-)?(?P<base>{BASE})(?:[.-](?P<sub>{SUB}))??"
        rf"-(?P<series>{SERIES})-{NUMBER}",
        _read_code,
    ),
    Form(
        "paper of the context's group: Document 34, ADM/1",
        rf"(?:{WORD}|(?P<series>{SERIES_WORD})/){NUMBER}",
        _read_in_group,
        certain=False,
    ),
)
