"""The bytes of a text file as numbered lines, with their tabs kept as cells.

A text export of a table writes each cell as a block whose first line begins with a tab, so a tab says where a cell
begins. Spaces are trimmed and runs of them become one; no-break spaces, quotes, dashes and accents stay as they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING

from .flowed import put_together
from .letter import Finding, Run

if TYPE_CHECKING:
    from .rich_source import Origin

HEADING_LEVELS = 3  # deeper heading styles are used for anything

MAX_WRAP = 130  # characters; a file with longer lines is not broken by hand
NOT_TEXT = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a Word document or another zip file"),
    (b"\xd0\xcf\x11\xe0", "an old Word document or a saved mail"),
    (b"{\\rtf", "a rich text (RTF) file"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"\x1f\x8b", "a compressed file"),
)
BYTE_ORDER_MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\u061c\u200b\u200e\u200f\u2060\ufeff]")
QUIET = frozenset("\u061c\u200b\u200e\u200f\u2060\ufeff")  # such as marks of direction: nobody misses them
SURROGATES = re.compile(r"[\ud800-\udfff\ufffe\uffff]")
LINE_ENDS = re.compile(r"\r\n|[\n\r\x85\u2028\u2029]")
HYPHENS = str.maketrans("\u2010\u2011", "--")  # that Word sets by itself: what they are in a code
DOUBLE_SPACED = 12  # lines with text of a file that is taken to have a blank line after each
BOLD = re.compile(r"\*\*([^*\n]{1,300})\*\*")
QUOTE = re.compile(r"^ ?(?:> ?)+", re.M)
SPACES = re.compile(r" {2,}")
PIPES = re.compile(r"\|(?P<row>[^|]*(?:\|[^|]*)+)\|\s*")
COLUMNS = re.compile(r" {3,}")
SIGNATURE_LINES = 12  # at the end of a file, in which a mail's signature is looked for
ANY_SPACE = re.compile(r"\s+")
SENTENCE_END = re.compile(r"[.!?:;…。:]['\"’”»)\]]*$")
MARKER = re.compile(r"(?:[•·▪●◦‣\uf000-\uf0ff\u25a0*o–—-]|\(?(?:\d{1,3}|[a-zA-Z]|[ivx]{1,5})[.)])(?:[ \u00a0]|$)")
CAMEL = re.compile(r"[a-z]+[A-Z0-9]")  # names such as oneM2M begin a sentence as they are
LINKING = frozenset(
    "a an and at by for from in of on or the to with under via de des du la le les et à au aux sur pour par del el los "
    "y en con para por и в на с по о об от для".split()
)


@dataclass(frozen=True)
class Line:
    """`cells` are the texts between tabs, empty ones at the end left out; `tabbed` says that a tab came first.

    `indent` counts the spaces before the first word; `spaced` says that wide gaps, not tabs, part the cells; `origin`
    is where a line of a rich document comes from.
    """

    number: int
    tabbed: bool
    cells: tuple[str, ...]
    indent: int = 0
    origin: Origin | None = None
    spaced: bool = False

    @cached_property
    def text(self) -> str:
        return " ".join(cell for cell in self.cells if cell)

    @property
    def blank(self) -> bool:
        """A line with a tab alone is not blank: it is an empty cell."""
        return not self.tabbed and not self.text

    @property
    def where(self) -> str:
        return self.origin.place if self.origin else f"line {self.number}"

    @property
    def is_heading(self) -> bool:
        """Whether the line is a heading by its style, which plain text has none of."""
        para = self.origin.para if self.origin else None
        return para is not None and para.heading is not None and para.heading <= HEADING_LEVELS

    @property
    def href(self) -> str:
        """The first link to a page in a line of a rich document."""
        inlines = self.origin.inlines if self.origin else ()
        return next((one.href for one in inlines if isinstance(one, Run) and one.href.startswith("http")), "")

    @property
    def is_centred(self) -> bool:
        return self.origin is not None and self.origin.para.centred

    def same_block(self, other: Line) -> bool:
        """Whether two lines may be one text broken in two: those of plain text, of one paragraph, of one heading."""
        if self.origin is None or other.origin is None:
            return self.origin is other.origin
        one, two = self.origin.para, other.origin.para
        same_look = (one.style, one.heading, one.centred) == (two.style, two.heading, two.centred)
        return one is two or (same_look and (one.centred or one.heading is not None))


class Findings:
    """What a reader notes on its way, in the order in which it was met."""

    def __init__(self) -> None:
        self.all: list[Finding] = []

    def error(self, field: str, where: Line | str, message: str) -> None:
        self._add("error", field, where, message)

    def warning(self, field: str, where: Line | str, message: str) -> None:
        self._add("warning", field, where, message)

    def note(self, field: str, where: Line | str, message: str) -> None:
        self._add("note", field, where, message)

    def _add(self, level: str, field: str, where: Line | str, message: str) -> None:
        self.all.append(Finding(level, field, where if isinstance(where, str) else where.where, message))


def decode(data: bytes | str, findings: Findings) -> str | None:
    """None, and an error among the findings, where the bytes are no text."""
    if isinstance(data, str):
        return _cleaned(data, findings)
    for magic, what in NOT_TEXT:
        if data.startswith(magic):
            findings.error("", "", f"This is {what}, not a text file.")
            return None
    encoding = _encoding(data)
    if encoding:
        try:
            return _cleaned(data.decode(encoding), findings)
        except UnicodeDecodeError as error:
            findings.error("", "", f"The file cannot be read as {encoding}: {error.reason} at byte {error.start}.")
            return None
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError as error:
        findings.error("", "", f"The file is neither UTF-8 nor Windows-1252 text (byte {error.start}).")
        return None
    if len(CONTROLS.findall(text)) > len(text) // 100:
        findings.error("", "", "This is not a text file: it is full of control characters.")
        return None
    findings.warning("", "", "The file is not UTF-8 and was read as Windows-1252: check the accented letters.")
    return _cleaned(text, findings)


def _encoding(data: bytes) -> str | None:
    for mark, encoding in BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return encoding
    head = data[:2000]
    for offset, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        half = head[offset::2]
        if len(head) > 3 and half.count(0) > 0.7 * len(half) and head[1 - offset :: 2].count(0) == 0:
            return encoding
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return None
    return "utf-8"


def _cleaned(text: str, findings: Findings) -> str:
    if lost := len(SURROGATES.findall(text)):
        findings.warning("", "", f"{lost} characters that are no characters were replaced by \ufffd.")
        text = SURROGATES.sub("\ufffd", text)
    if set(CONTROLS.findall(text)) - QUIET:
        findings.note("", "", "Control characters were left out.")
    return CONTROLS.sub("", text)


def unquoted(text: str) -> str:
    """The text without the ">" that a mail puts before each line that it quotes, where most lines have one."""
    lines = [line for line in text.splitlines() if line.strip()]
    quoted = sum(line.lstrip().startswith(">") for line in lines)
    return QUOTE.sub("", text) if quoted > 2 and quoted * 2 > len(lines) else text


def unmarked(text: str) -> str:
    """The text without the asterisks around words that Markdown sets in bold."""
    return BOLD.sub(r"\1", text) if len(BOLD.findall(text)) > 2 else text


def split_lines(text: str) -> list[Line]:
    """Numbers are those that an editor shows: a vertical tab breaks a line but does not count."""
    lines = []
    for number, raw in put_together(enumerate(LINE_ENDS.split(text), 1)):
        for part in raw.replace("\x0c", " ").split("\x0b"):
            lines.append(_line(number, part))
    return lines


def _line(number: int, raw: str) -> Line:
    bare = raw.lstrip(" ")
    parts = bare.split("\t")
    if len(parts) == 1 and (match := PIPES.fullmatch(bare)):
        parts = match["row"].split("|")
    tabbed = len(parts) > 1 and not parts[0].strip()
    if tabbed:
        parts = parts[1:]
    spaced = len(parts) == 1 and bool(COLUMNS.search(parts[0].rstrip()))
    if spaced:
        parts = COLUMNS.split(parts[0].strip())
    cells = [SPACES.sub(" ", cell).strip() for cell in parts]
    while len(cells) > 1 and not cells[-1]:
        cells.pop()
    return Line(number, tabbed, tuple(cells), len(raw) - len(bare), spaced=spaced and len(cells) > 1)


def single_spaced(lines: list[Line]) -> list[Line]:
    """The lines without the blank ones that follow nearly each of them, as copying from a page leaves them."""
    filled = [at for at, line in enumerate(lines) if line.text]
    close = sum(after - before == 1 for before, after in pairwise(filled))
    if len(filled) < DOUBLE_SPACED or close * 20 > len(filled) or any(lines[at].tabbed for at in filled):
        return lines
    return [line for at, line in enumerate(lines) if line.text or not (at and lines[at - 1].text)]


def flat(text: str) -> str:
    """For values that are compared (labels, names, columns): every run of white space is one space."""
    return ANY_SPACE.sub(" ", text).strip()


def split_outside(pattern: re.Pattern[str], text: str) -> list[str]:
    """`pattern.split(text)`, but not where the separator stands in brackets."""
    parts, start, depth, at = [], 0, 0, 0
    for match in pattern.finditer(text):
        depth += text.count("(", at, match.start()) - text.count(")", at, match.start())
        at = match.start()
        if depth <= 0:
            parts.append(text[start : match.start()])
            start, depth = match.end(), 0
    return [*parts, text[start:]]


def wrap_width(lines: Iterable[Line]) -> int:
    """The width at which the file's paragraphs were broken by hand; 0 where they were not."""
    texts = [line.text for line in lines if not line.tabbed and " " in line.text]
    widest = max(map(len, texts), default=0)
    if not texts or widest > MAX_WRAP or widest < 50:
        return 0
    full = [text for text in texts if len(text) > 0.8 * widest]
    broken = [text for text in full if not SENTENCE_END.search(text)]
    return widest if len(full) >= 3 and 2 * len(broken) > len(full) else 0


def continues(before: str, after: str, width: int = 0) -> bool:
    """Whether `after` goes on with the sentence that `before` began, as a person would read two lines.

    In a file whose paragraphs are wrapped at `width`, a line that had room for the next word ends its paragraph.
    """
    if not before or not after or MARKER.match(after):
        return False
    reach = len(before) + 1 + len(after.split(" ", 1)[0])
    if width and reach > 0.97 * width:
        return True
    if SENTENCE_END.search(before):
        return False
    small = after[0] == "(" or (after[0].islower() and not CAMEL.match(after))
    if width:
        return reach > 0.85 * width or (reach > 0.5 * width and (small or unfinished(before)))
    return small or unfinished(before)


def unfinished(text: str) -> bool:
    """Whether a line ends in a comma, a hyphen or a word such as "of", so that more must follow."""
    last = text.rsplit(" ", 1)[-1]
    capitals = len(last) > 1 and text.isupper()
    return text[-1:] in ",-–—/&" or (last.casefold() if capitals else last) in LINKING


def joined(before: str, after: str) -> str:
    """Two lines of one sentence: a word broken at its hyphen is put together, all else gets one space."""
    hyphenated = before[-1:] == "-" and before[-2:-1].isalpha() and after[:1].islower()
    return before + after if hyphenated else f"{before} {after}"


def without_signature(lines: Sequence[Line], findings: Findings) -> Sequence[Line]:
    """The lines before the two hyphens under which a mail tells who sends it."""
    first = max(len(lines) - SIGNATURE_LINES, 0)
    at = next((at for at in range(len(lines) - 1, first - 1, -1) if lines[at].cells == ("--",)), len(lines))
    for line in lines[at + 1 :]:
        if line.text:
            findings.note("", line, f"“{line.text}” in the signature was left out.")
    return lines[:at]
