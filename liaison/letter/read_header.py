"""The parts of a statement's text, told apart by its labels: what stands on top, each label's block, the content.

A label is known by its words and place, its block by what follows: the tab-indented lines, the lines right after it,
for contacts also blocks that hold a person. The header ends where a paragraph begins. Later on only a label alone on
its line with its block indented, or one that no header gave, is taken out of the content.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from .read_contacts import HONORIFIC, looks_like_contact
from .read_dates import whole_date
from .read_labels import CORE, ONE_LINE, Label, purposes_in, read_label
from .read_marks import is_mark, is_question_line
from .read_parts import Block, Parts, after_label, block_of, is_form_name, one_cell
from .read_symbols import find_questions
from .text_lines import SENTENCE_END, Line, unfinished

PROSE = frozenset({"abstract", "action_required", "title", "keywords"})
LATE = frozenset({"contact", "deadline", "attachments", "cc", "keywords", "reply_to", "approval"})
UNKNOWN = re.compile(r"(?P<label>[^\W\d_][\w /().'’-]{1,40}?)\s?[:：](?=\s|$)\s*(?P<rest>.*)", re.DOTALL)
FIRST_SECTION = re.compile(
    r"1\.?\s+(?:overall|introduction|overview|background|scope|general|description|discussion|summary)\b", re.I
)
LONG = 200  # characters of a line that can be nothing but prose
ONE_VALUE = frozenset({"question", "study_period", "original", "date"})
AHEAD = 12  # lines within which a label makes what stands before it part of the header


def split_parts(lines: Sequence[Line]) -> Parts:
    return _Splitter(lines).run()


class _Splitter:
    def __init__(self, lines: Sequence[Line]) -> None:
        self.lines = lines
        self.parts = Parts()
        self.block: Block | None = None
        self.state = "top"
        self.gap = 0  # blank lines just passed
        self.has_core = any(
            (label := read_label(line)) and label.field in CORE and (label.marked or line.tabbed) for line in lines
        )

    def run(self) -> Parts:
        if not self.has_core:
            self.state = "content"
        for at, line in enumerate(self.lines):
            if line.blank or (not line.text and self.state != "content"):
                self._blank(line)
                continue
            take = {"top": self._top, "header": self._header, "content": self._content}[self.state]
            take(at, line)
            self.gap = 0
        return self.parts

    def _blank(self, line: Line) -> None:
        self.gap += 1
        if self.state == "content":
            self.parts.content.append(line)
            if self.block and self.block.lines:
                self.block = None
        elif self.block:
            self.block.add(line)

    def _top(self, at: int, line: Line) -> None:
        label = self._label(at, line)
        if label:
            self._open(label, line)
            if label.field in CORE:
                self.state = "header"
        elif is_form_name(line.text) and not self._goes_on_in_top(line):
            self.parts.form_names.append(line)
        elif self._goes_on_in_top(line):
            self._add(line)
        elif len(line.text) > LONG and not self._label_ahead(at):
            self._start_content(line)
        elif len(line.cells) > 1 and (unknown := self._unknown(at, line)):
            self.block = None
            self.parts.unknown.append(unknown)
        elif len(line.cells) > 1 and any(is_mark(cell) or read_label(one_cell(line, cell)) for cell in line.cells):
            for cell in filter(None, line.cells):
                self._top(at, one_cell(line, cell))
        else:
            self.block = None
            self.parts.top.append(line)

    def _goes_on_in_top(self, line: Line) -> bool:
        """Whether a line belongs to the label before it; the title and its like follow such labels unlabelled."""
        block = self.block
        if not block:
            return False
        if not block.filled:
            return block.awaits and (self.gap == 0 or line.tabbed)
        if self.gap or _starts_masthead(line.text) or is_form_name(line.text):
            return False
        before = block.filled[-1].text
        if block.label.field == "title":
            return unfinished(before) or line.text[0].islower()
        if block.label.field in PROSE:
            return not SENTENCE_END.search(before) or line.text.endswith(".") or line.text[0].islower()
        return line.tabbed and not self._is_other_value(line)

    def _is_other_value(self, line: Line) -> bool:
        """Whether a cell stands beside a label that has its one value: the place and date beside the Question."""
        block = self.block
        if block is None or block.label.field not in ONE_VALUE or not block.filled or not line.tabbed:
            return False
        return block.label.field != "question" or not find_questions(f"Question {line.text}")

    def _header(self, at: int, line: Line) -> None:
        label = self._label(at, line)
        if label:
            self._open(label, line)
        elif is_form_name(line.text):
            self.parts.form_names.append(line)
        elif self._is_other_value(line):
            self.parts.top.append(line)
        elif self.block and self._goes_on(at, line):
            self._add(line)
        elif unknown := self._unknown(at, line):
            self.block = unknown
            self.parts.unknown.append(unknown)
        else:
            self._start_content(line)

    def _goes_on(self, at: int, line: Line) -> bool:
        block = self.block
        if block is None:
            return False
        kind = block.label.field
        if not block.filled:
            return block.awaits and (self.gap == 0 or line.tabbed)
        if not line.tabbed and (block.is_nobody or FIRST_SECTION.match(line.text)):
            return False
        if self.gap == 0:
            prose = not line.tabbed and kind not in PROSE and _is_prose(line.text)
            unknown = kind != "contact" and self._unknown(at, line)
            short = kind in ONE_LINE or kind == "contact"
            return not prose and not unknown and not (short and not line.tabbed and _is_sentence(line.text))
        if kind == "contact":
            group = self._group(at)
            near = self.gap == 1 or line.tabbed or HONORIFIC.match(line.text)
            return bool(
                near
                and (looks_like_contact(group) or (self.gap == 1 and self._is_begun(block)))
                and not _is_prose(line.text)
                and not (line.text.endswith(".") and len(line.text.split()) > 3)
            )
        if line.tabbed:
            return (
                self.gap == 1
                and kind in {"to", "cc", "from", "purpose", "in_reply_to", "keywords", "attachments"}
                and not self._unknown(at, line)
            )
        return (
            self.gap == 1
            and kind in {"to", "cc", "from", "purpose"}
            and not _is_sentence(line.text)
            and self._label_ahead(at)
        )

    @staticmethod
    def _is_begun(block: Block) -> bool:
        """Whether a contact has its name, and nothing more yet."""
        return len(block.filled) < 2 and not looks_like_contact(block.filled)

    def _group(self, at: int) -> list[Line]:
        """The lines from here to the next blank one or label."""
        group = []
        for line in self.lines[at:]:
            if line.blank or (group and line.tabbed and read_label(line)):
                break
            group.append(line)
        return group

    def _content(self, at: int, line: Line) -> None:
        label = read_label(line)
        near = line.tabbed or self.gap == 0 or (self.block is not None and not self.block.filled)
        if self.block and near and not _is_prose(line.text) and not (label and line.tabbed):
            self._add(line)
            return
        self.block = None
        if label and self._late(label, at, line):
            self._open(label, line)
        else:
            self.parts.content.append(line)

    def _late(self, label: Label, at: int, line: Line) -> bool:
        """Whether a label in or after the content is one of the form: its block is indented, and no header gave it."""
        if not label.marked or not self.has_core or self.parts.of(label.field):
            return False
        following = self.lines[at + 1 : at + 3]
        if len(following) == 2 and following[0].blank and following[1].indent:
            following = following[1:]
        follows = following[0] if following else None
        alone = not label.rest and follows is not None and bool(follows.text)
        if line.tabbed and alone and follows is not None and follows.tabbed:
            return True
        early = len(self.parts.content) < 6
        if label.field in LATE or (early and label.field in CORE):
            return (alone or bool(label.rest)) and len(label.rest) < LONG and not SENTENCE_END.search(label.rest)
        return False

    def _label(self, at: int, line: Line) -> Label | None:
        """The label that a line of the header is; words that are a value of the block before are none."""
        label = read_label(line)
        if not label:
            return None
        block = self.block
        if (
            block
            and block.label.field in ("for", "to", "cc")
            and not block.filled
            and label.field in ("purpose", "for")
        ):
            return None if label.purpose is None and block.label.field == "for" else label
        if (
            not label.marked
            and label.field != "for"
            and block
            and block.label.field == "contact"
            and not (line.tabbed or self.gap)
        ):
            return None
        if not label.marked and block and not block.filled and label.field != "action_required":
            return (
                None
                if line.tabbed == block.line.tabbed and self.gap == 0 and label.field == block.label.field
                else label
            )
        if label.field == "purpose" and block and block.label.field in ("for", "deadline") and self.gap == 0:
            return None
        return label

    def _open(self, label: Label, line: Line) -> None:
        if label.field == "body":
            self._start_content(after_label(line, label.rest))
            return
        self.block = Block(label, line)
        self.parts.blocks.append(self.block)
        first, *others = label.rest.split("\n")
        if label.field == "contact" or not others:
            if label.rest:
                self.block.add(after_label(line, label.rest))
            return
        block = self.block
        beside = []
        for cell in others:
            piece = one_cell(line, cell)
            inner = read_label(piece)
            if inner and inner.marked:
                self._open(inner, piece)
            elif label.field in ONE_VALUE:
                self.parts.top.append(piece)
            elif unknown := _unknown_label(piece):
                self.parts.unknown.append(block_of(unknown, piece))
            else:
                beside.append(cell)
        block.add(after_label(line, "\n".join([first, *beside])))

    def _add(self, line: Line) -> None:
        if self.block:
            self.block.add(line)

    def _start_content(self, line: Line) -> None:
        self.block = None
        self.state = "content"
        self.parts.content.append(line)

    def _label_ahead(self, at: int) -> bool:
        """Whether a label of the header follows soon, before two blank lines."""
        seen = blanks = 0
        for line in self.lines[at + 1 :]:
            blanks = blanks + 1 if line.blank else 0
            seen += bool(line.text)
            if seen > AHEAD or (blanks > 1 and self.state == "header"):
                return False
            if line.text and (label := read_label(line)) and label.field in CORE and (label.marked or line.tabbed):
                return True
        return False

    def _unknown(self, at: int, line: Line) -> Block | None:
        """A label that no table holds, told by its place: alone and indented with its block, or among others."""
        label = _unknown_label(line)
        if label is None:
            return None
        follows = self.lines[at + 1] if at + 1 < len(self.lines) else None
        indented = line.tabbed and not label.rest and follows is not None and follows.tabbed
        spread = len(line.cells) > 1 and bool(label.rest)
        listed = not line.tabbed and self._at_margin(line) and len(line.text) < 120
        if not (indented or spread or (listed and self._label_ahead(at - 1))):
            return None
        return block_of(label, line)

    def _at_margin(self, line: Line) -> bool:
        """Whether the label before stands like this line: with its value beside it, or indented below it."""
        block = self.block
        if block is None or block.label.rest:
            return block is not None
        at = block.line
        return not at.tabbed and line.indent == at.indent and all(one.indent > at.indent for one in block.filled)


def _unknown_label(line: Line) -> Label | None:
    """What looks like a label that no table holds."""
    match = UNKNOWN.match("\n".join(line.cells))
    if not match or len(match["label"].split()) > 5 or purposes_in(match["rest"]):
        return None
    return Label("unknown", match["label"], match["rest"].strip(), True, frozenset())


def _starts_masthead(text: str) -> bool:
    return is_question_line(text) or whole_date(text) is not None


def _is_prose(text: str) -> bool:
    return len(text) > LONG or (len(text) > 120 and bool(SENTENCE_END.search(text)))


def _is_sentence(text: str) -> bool:
    return len(text.split()) > 8 and text.endswith((".", ":"))
