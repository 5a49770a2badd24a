"""The grammar of ITU document symbols: read, print, order, find in prose, suggest the address. No Django here.

One document has many spellings: `2/34`, `Document 2/34-E`, `D22-SG02-C-0034`, `d22-sg02-c-0034`, its page on itu.int.
`parse` makes one `Symbol` of them all; an abbreviated one names neither sector nor period, so it takes a `Context`.
What neither the symbol nor the context tells stays None, and None is not a guess: `matches` lets it fit any value.
The forms, and what is open about them, are in `symbol_forms`.

`(Add.4)(Rev.1)` is a revision of the addendum. `(Rev.1)(Add.4)` would be an addendum to the revision, for which there
is no place beside it: it is refused, as is an addendum to an addendum. A corrigendum comes last. `(2017)` after a
symbol tells the period in the context of ITU-D where one period alone has that year.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from .symbol_forms import BASE, FORMS, SERIES, SUB, Form, RefusedError, development_period, full_year, group_code


def gettext_noop(message: str) -> str:
    """Mark a message for the catalogue; whoever shows a SymbolError translates `message` and fills in `params`."""
    return message


MESSAGES = {
    "empty": gettext_noop("Give a document symbol, such as 2/34 or SG2RGQ/20."),
    "unknown": gettext_noop(
        "“%(text)s” is not a document symbol. Write it as 2/34, 2/71 (Rev.1), SG2RGQ/20 or D22-SG02-C-0034."
    ),
    "characters": gettext_noop(
        "“%(text)s” is not a document symbol: those have Latin letters, the digits 0 to 9 and - / . ( ) only."
    ),
    "long": gettext_noop("“%(text)s…” is too long for a document symbol."),
    "question": gettext_noop("“%(text)s” is a Question, not a document."),
    "group": gettext_noop("“%(text)s” is not a document symbol: ITU-D has study groups 1 and 2 only."),
    "tdag": gettext_noop(
        "“%(text)s” may name a TDAG meeting or a year. Write TDAG17-22/13 for the 22nd meeting, TDAG-20/13 for 2020."
    ),
    "order": gettext_noop(
        "In “%(text)s” write Add., Rev. and Corr. once each and in this order: 2/71 (Add.4) (Rev.1)."
    ),
    "sector": gettext_noop("“%(text)s” is not a document of that sector."),
    "address": gettext_noop("“%(text)s” is not the address of a document on itu.int."),
    "part": gettext_noop("“%(text)s” cannot be part of a document symbol."),
}


class SymbolError(ValueError):
    """The text is not a document symbol; str() says why, in words for a clerk."""

    def __init__(self, reason: str, text: str = "") -> None:
        shown = "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in text.strip()[:60])
        self.reason, self.message, self.params = reason, MESSAGES[reason], {"text": shown}
        super().__init__(self.message % self.params)


LANGUAGES = {"en": "E", "fr": "F", "es": "S", "ru": "R", "ar": "A", "zh": "C"}


@dataclass(frozen=True)
class Context:
    """Where an abbreviated symbol stands: `sector` D, T, R or S, `period_prefix` such as D22, `group` such as SG02."""

    sector: str | None = None
    period_prefix: str | None = None
    group: str | None = None

    def __post_init__(self) -> None:
        prefix, group = (self.period_prefix or "").upper(), (self.group or "").upper()
        sector = (self.sector or prefix[:1]).upper()
        if sector not in ("", "D", "T", "R", "S") or not re.fullmatch(rf"(?:{sector}[0-9]{{2}})?", prefix):
            raise SymbolError("part", f"{self.sector or ''} {self.period_prefix or ''}")
        for name, value in (("sector", sector), ("period_prefix", prefix), ("group", group_code(group))):
            object.__setattr__(self, name, value or None)

    def period(self, sector: str | None) -> str | None:
        """The two digits of the period, if it is one of that sector."""
        return self.period_prefix[1:] if self.period_prefix and sector == self.sector else None


@functools.total_ordering
@dataclass(frozen=True)
class Symbol:
    """One document, whatever its spelling; one revision of it. The language is not part of its identity.

    `group` and `series` are those of the machine code (SG02.RGQ and C, SG12 and 181127-TD-GEN), `period` its two
    digits. `addendum`, `revision` and `corrigendum` are 0 where there is none; after an addendum they are its own.
    """

    sector: str | None
    period: str | None
    group: str
    series: str
    number: int
    addendum: int = 0
    revision: int = 0
    corrigendum: int = 0
    language: str | None = field(default=None, compare=False)

    def __post_init__(self) -> None:
        known = (
            re.fullmatch(rf"{BASE}(?:\.{SUB})?", self.group)
            and group_code(self.group) == self.group
            and re.fullmatch(SERIES, self.series)
            and self.sector in ("D", "T", "R", "S", None)
            and (self.sector or (not self.period and re.match(r"SG[0-9]", self.group)))
            and (self.period is None or re.fullmatch("[0-9]{2}", self.period))
            and 0 < self.number < 1_000_000
            and all(0 <= part <= 99 for part in (self.addendum, self.revision, self.corrigendum))
            and self.language in (*LANGUAGES.values(), None)
        )
        if not known:
            raise SymbolError(
                "part", f"{self.sector or ''}{self.period or ''} {self.group} {self.series} {self.number}"
            )

    @property
    def prefix(self) -> str:
        """Sector and period (D22), "" when the period is unknown."""
        return f"{self.sector}{self.period}" if self.period else ""

    @property
    def context(self) -> Context:
        return Context(self.sector, self.prefix)

    @property
    def series_key(self) -> str:
        return f"{self.group}-{self.series}"

    @property
    def code(self) -> str:
        """The machine code, with a hyphen before the revision so that it is fit for addresses: D22-SG02-C-0071-R1."""
        head = f"{self.sector}{self.period or ''}-" if self.sector else ""
        return "-".join([f"{head}{self.series_key}-{self.number:04d}", *self.suffixes("A{}", "R{}", "C{}")])

    @property
    def slug(self) -> str:
        return self.code.replace(".", "-").lower()

    @property
    def sort_key(self) -> str:
        """Orders as the symbols do under any collation: Latin capitals and digits only; at most 120 characters.

        In names a run of digits is "1" and six digits, and "0" ends the name: SG02 is before SG02.RGQ, SG9 before SG11.
        """
        year = full_year(self.period) if self.period else 0
        group, _, sub = self.group.partition(".")
        names = (group, sub, self.series.replace("-", ""))
        keys = (re.sub("[0-9]+", lambda run: "1" + run[0].zfill(6), name) + "0" for name in names)
        tail = f"{self.number:06d}{self.addendum:02d}{self.revision:02d}{self.corrigendum:02d}"
        return f"{self.sector or '0'}{year:04d}{''.join(keys)}{tail}"

    @property
    def bare(self) -> Symbol:
        """The document without revision and language; an addendum or corrigendum is a paper of its own and stays."""
        return replace(self, revision=0, language=None)

    @property
    def printed(self) -> str:
        """As documents print it, without language: 2/71 (Rev.1).

        A printed form serves only if it reads back as this very document in its own period; else it is the code.
        """
        tail = "".join(f" ({part})" for part in self.suffixes("Add.{}", "Rev.{}", "Corr.{}"))
        for form in FORMS:
            text = form.write(self)
            if text and _reads_as(text + tail, self):
                return text + tail
        return self.code

    def suffixes(self, addendum: str, revision: str, corrigendum: str) -> list[str]:
        """The forms given, filled in, of those of the three that the symbol has."""
        parts = ((addendum, self.addendum), (revision, self.revision), (corrigendum, self.corrigendum))
        return [form.format(number) for form, number in parts if number]

    def matches(self, other: Symbol) -> bool:
        """Equal, where an unknown sector or period fits any."""
        pairs = ((self.sector, other.sector), (self.period, other.period))
        fits = all(mine == theirs or None in (mine, theirs) for mine, theirs in pairs)
        return fits and replace(self, sector=other.sector, period=other.period) == other

    def __str__(self) -> str:
        return self.printed

    def __lt__(self, other: object) -> bool:
        if not isinstance(other, Symbol):
            return NotImplemented
        return (self.sort_key, self.code) < (other.sort_key, other.code)


Tail = list[tuple[str, str]]  # what follows the number, in order: ("revision", "1"), ("language", "E")

_SUFFIXES = {"A": "addendum", "R": "revision", "C": "corrigendum"}  # in the order in which they must stand
_SUFFIX_WORD = r"Rev(?:ision)?|Add(?:endum)?|Corr?(?:igendum)?"
_TAIL = re.compile(
    rf" ?\( ?(?:(?P<in_brackets>{_SUFFIX_WORD}|[RAC])\.? ?)0?(?P<count>[1-9][0-9]?) ?\)"  # (Rev.1)
    rf"|(?:[ !/-]?(?P<word>{_SUFFIX_WORD})\.? ?|[!-]?(?P<letter>[RAC]))0?(?P<bare>[1-9][0-9]?)(?![0-9A-Z])"  # -R1, !A7
    r"|[/-](?P<language>[ACEFRS])(?![0-9A-Z])"
    r"| ?\((?P<year>(?:19|20)[0-9]{2})\)",
    re.ASCII | re.IGNORECASE,
)
_FILE = re.compile(r"(?:!{1,2}[A-Z]{2,4}-(?P<language>[ACEFRS]))?(?:\.(?:DOCX?|PDF|HTML?|PPTX?|XLSX?|ZIP|TXT))?$")
_OF = re.compile(r"(?P<word>REV|ADD|CORR?)(?:ISION|ENDUM|IGENDUM)?\.? ?(?P<count>[0-9]{1,2}) TO ")
_SECTOR = re.compile(r"ITU-(?P<sector>[DTR])[ /]")
_ADDRESS = re.compile(
    r"(?:HTTPS?://)?(?:WWW\.)?ITU\.INT/(?:[^?#]*/|[^#]*=)?(?P<code>[DTRS][0-9]{2}-[^/?&#]+)/?(?P<language>[A-Z]{2})?.*"
)
_QUESTION = re.compile(r"Q(?:UESTIONS?)?\.? ?[0-9]{1,3}(?:-[0-9]{1,3})?[A-Z]?/[0-9]{1,3}")

_SPACES = [*range(0x09, 0x0E), 0x85, 0xA0, 0x1680, *range(0x2000, 0x200B), 0x2028, 0x2029, 0x202F, 0x205F, 0x3000]
_HYPHENS = [*range(0x2010, 0x2016), 0x2212, 0xFE58, 0xFE63, 0xFF0D]
# One character for one, so that places in prose stay. The accent is that of Rév. in French documents.
_PLAIN = dict.fromkeys(_SPACES, " ") | dict.fromkeys(_HYPHENS, "-") | {0x2044: "/", 0x2215: "/", 0xC9: "E", 0xE9: "e"}
_INVISIBLE = dict.fromkeys([0xAD, 0xFEFF, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x206A)])


def parse(text: str, context: Context | None = None) -> Symbol:
    """The document that `text`, and nothing else in it, names; SymbolError for what names none."""
    context = context or Context()
    line, language = _clean(text)
    named = _SECTOR.match(line)
    if named:
        line = line[named.end() :]
        context = context if context.sector == named["sector"] else Context(named["sector"])
    for form in FORMS:
        match = form.whole.match(line)
        end, tail = _read_tail(line, match.end()) if match else (-1, [])
        if match and end == len(line):
            symbol = _symbol(form, match, tail, context, text)
            if named and symbol.sector != named["sector"]:
                raise SymbolError("sector", text)
            return replace(symbol, language=language) if language else symbol
    raise SymbolError("question" if _QUESTION.fullmatch(line) else "unknown", text)


def normalise(text: str, context: Context | None = None) -> str:
    """The printed form of the document that `text` names."""
    return parse(text, context).printed


def spellings(text: str) -> tuple[str, ...]:
    """How else a text prints the document that `text` names: 2/34 and D22-SG02-C-0034; nothing for other words."""
    try:
        symbol = parse(text)
    except SymbolError:
        return ()
    return (symbol.printed, symbol.code)


def suggest_address(symbol: Symbol, language: str = "en") -> str:
    """The page on itu.int that the code leads to, "" where period or group code is unknown. Not known to exist."""
    if not symbol.period or re.match(r"(?:RAG|TDAG)[0-9]{4}|CWG|WGCP", symbol.group):
        return ""
    suffix = "-".join(symbol.suffixes("A{}", "R{}", "C{}"))
    code = f"{symbol.prefix}-{symbol.series_key}-{symbol.number:04d}" + (f"!{suffix}" if suffix else "")
    language = language.partition("-")[0].lower()
    return f"https://www.itu.int/md/{code}/{language if language in LANGUAGES else 'en'}"


def _clean(text: str) -> tuple[str, str | None]:
    """The symbol in plain capitals without its wrapping, and the language that the wrapping tells."""
    if len(text) > 300:
        raise SymbolError("long", text[:40])
    line = text.translate(_INVISIBLE).translate(_PLAIN).strip(" ").replace("%21", "!")
    if not line:
        raise SymbolError("empty")
    if not (line.isascii() and line.isprintable()):
        raise SymbolError("characters", text)
    line, language = line.upper(), None
    if "://" in line or line.startswith(("ITU.INT/", "WWW.")):
        address = _ADDRESS.fullmatch(line)
        if not address:
            raise SymbolError("address", text)
        line, language = address["code"], LANGUAGES.get((address["language"] or "").lower())
    file = _FILE.search(line)
    if file:
        line, language = line[: file.start()], file["language"] or language
    line = re.sub(r" *([-/!().]) *", r"\1", re.sub(" +", " ", line))
    parts: list[str] = []
    while of := _OF.match(line):  # Revision 1 to Document 2/71
        line = line[of.end() :]
        parts.insert(0, f"({of['word']}.{of['count']})")
    return line + "".join(parts), language


def _read_tail(line: str, end: int) -> tuple[int, Tail]:
    """What follows the number, as far as it can be read, and where that ends."""
    tail = []
    while match := _TAIL.match(line, end):
        end = match.end()
        word = match["in_brackets"] or match["word"] or match["letter"]
        if word:
            tail.append((_SUFFIXES[word[0].upper()], match["count"] or match["bare"]))
        else:
            name = "year" if match["year"] else "language"
            tail.append((name, match[name].upper()))
    return end, tail


def _symbol(form: Form, match: re.Match[str], tail: Tail, context: Context, text: str) -> Symbol:
    suffixes = {name: int(value) for name, value in tail if name in _SUFFIXES.values()}
    values = dict(tail)
    if [name for name, _ in tail if name in suffixes] != [name for name in _SUFFIXES.values() if name in suffixes]:
        raise SymbolError("order", text)
    if len(values) < len(tail):
        raise SymbolError("unknown", text)
    if "year" in values and context.sector == "D":
        period = development_period(int(values["year"]), context)
        context = Context("D", f"D{period}" if period else None, context.group)
    parts = match.groupdict()
    series = "-".join(filter(None, [parts.get("series") or "C", parts.get("kind")]))
    try:
        sector, period, group = form.read(parts, context)
        return Symbol(sector, period, group, series, int(parts["number"]), **suffixes, language=values.get("language"))
    except RefusedError as refusal:
        raise SymbolError(str(refusal), text) from None
    except SymbolError:
        raise SymbolError("unknown", text) from None


def _reads_as(text: str, symbol: Symbol) -> bool:
    try:
        return parse(text, symbol.context) == symbol
    except SymbolError:
        return False


_ADDRESS_IN_PROSE = re.compile(r"(?<!\S)\S*(?:://|www\.|@)\S*", re.IGNORECASE)
_NAMED = re.compile(r"(?:^|[^A-Za-z])(?:doc(?:ument)?s?|documentos?|contribu(?:tion|cione)s?)\.?:? ?$", re.IGNORECASE)
_LISTED = re.compile(r" ?(?:[,;&]|,? (?:and|or|et|ou|y|o)) ?", re.IGNORECASE)
_NUMBER_BEFORE = re.compile(r"[0-9][ :]$")
_GOES_ON = re.compile(r"[0-9A-Za-z_/@%]|[.:!-][0-9A-Za-z]")


def find_symbols(text: str, context: Context | None = None) -> Iterator[tuple[int, int, Symbol]]:
    """Start, end and symbol of each document named in prose, in order.

    Capitals only, and never inside a web or e-mail address. Forms that look like a fraction, a date or a Question
    (2/34, 5A/650) count where the word document or contribution stands before them or before their list, where they
    have a series, revision or language letter (2/ADM/1, 2/71 (Rev.1), 2/34-E), or where the context names that group
    and the number cannot be a day or month (2/34 in SG02).
    """
    context = context or Context()
    line = _ADDRESS_IN_PROSE.sub(lambda match: "@" * len(match[0]), text.translate(_PLAIN))
    found = [
        (match.start(), end, symbol, form.certain, bool(match.groupdict().get("series")) or set(dict(tail)) - {"year"})
        for form in FORMS[:-1]
        for match in form.in_prose.finditer(line)
        for end, tail, symbol in _read_in_prose(form, match, context)
    ]
    last, listed = 0, False
    for start, end, symbol, certain, marked in sorted(found, key=lambda hit: (hit[0], -hit[1])):
        if start < last:
            continue
        listed = bool(_NAMED.search(line, max(last, start - 20), start)) or (
            listed and bool(_LISTED.fullmatch(line, last, start))
        )
        at_home = symbol.group == context.group and symbol.number > 31 and not _NUMBER_BEFORE.search(line, last, start)
        if certain or marked or listed or at_home:
            last, listed = end, listed or (bool(marked) and not certain)
            yield start, end, symbol


def _read_in_prose(form: Form, match: re.Match[str], context: Context) -> Iterator[tuple[int, Tail, Symbol]]:
    end, tail = _read_tail(match.string, match.end())
    if not _GOES_ON.match(match.string, end):
        try:
            yield end, tail, _symbol(form, match, tail, context, match[0])
        except SymbolError:
            return
