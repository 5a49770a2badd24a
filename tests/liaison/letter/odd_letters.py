"""Letters that nobody should send, from a seed: every field may hold anything that its type allows."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date
from typing import Any

from liaison.letter import letter as forms
from liaison.letter.letter import Block, Inline, Letter

WORDS = [
    "word",
    "Ñandú",
    "проверка",
    "مرحبا",
    "中文",
    "😀",
    "👩\u200d👧",
    "a" * 90,
    "W" * 400,
    "م" * 120,
    "https://example.org/" + "x" * 90,
    "me@example.org",
    "www.example.org/a?b=c",
    "1.",
    "\u200f",
    "\u202e",
    "\u2028",
    "\u2066",
    "\ufeff",
    "\ue000",
    "\ud800",
    "\x00\x01\x1b",
    "e\u0301\u0316",
    "\u0300",
    "ﬁ½→✓☐①⁹",
    "",
    " ",
    "\n",
    "\t",
    "\xa0",
    "\xad",
    '#read("/etc/passwd")',
    "*bold* _em_ `raw` $x$ @ref <label> \\ // /* #",
    "2/71 (Rev.1)",
]
ADDRESSES = ["", "https://e.org/x", "mailto:a@b.c", "javascript:alert(1)", "http://[", "https://", "HTTP://É.org/ñ"]
LANGUAGES = ["en", "fr", "es", "ru", "ar", "zh", "zh-hans", "he", "", "EN_us", "x" * 20, "😀"]


class OddLetters:
    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)  # noqa: S311 -- a test's own

    def letter(self) -> Letter:
        pick, text = self.random.choice, self.text
        return Letter(
            title=text(),
            subtitle=self.several(text),
            symbol=pick([None, "", text()]),
            other_symbols=self.several(text),
            reference=text(),
            date=pick([None, date(1, 1, 1), date(1960, 1, 1), date(2023, 5, 22), date(9999, 12, 31)]),
            language=pick(LANGUAGES),
            original_language=pick(LANGUAGES),
            study_period=pick([None, text()]),
            action_required=text(),
            from_=self.several(lambda: forms.Party(text(), pick([None, "EX"]), self.several(text), text())),
            to=self.several(self.recipient),
            cc=self.several(self.recipient),
            in_reply_to=self.several(lambda: forms.InReplyTo(text(), pick([None, text()]), self.day())),
            meeting=forms.Meeting(text(), self.day(), self.day()),
            approval=forms.Approval(text(), pick([None, "study_group", "other"]), self.day()),
            contacts=self.several(lambda: forms.Contact(*[text() for _ in range(8)])),
            reply_to=text(),
            signatures=self.several(text),
            keywords=self.several(text),
            abstract=self.blocks(2),
            content=self.blocks(4),
            annexes=self.several(self.annex),
            attachments=self.several(lambda: forms.Attachment(text(), pick([None, text()]), pick(ADDRESSES), "")),
        )

    def several(self, make: Callable[[], Any]) -> tuple[Any, ...]:
        return tuple(make() for _ in range(self.random.choice([0, 1, 1, 2, 3])))

    def text(self) -> str:
        return self.random.choice(["", " "]).join(self.random.choices(WORDS, k=self.random.randint(0, 5)))

    def day(self) -> date | None:
        return self.random.choice([None, date(2024, 2, 29)])

    def recipient(self) -> forms.Recipient:
        purpose = self.random.choice([None, "action", "comment", "information", "other"])
        return forms.Recipient(self.text(), None, (), self.text(), purpose, self.day(), self.text())

    def annex(self) -> forms.Annex:
        entries = self.several(
            lambda: forms.Entry(
                self.random.choice([None, self.text()]),
                self.text(),
                self.text(),
                self.blocks(2),
                self.random.choice(ADDRESSES),
            )
        )
        columns = tuple(self.text() for _ in range(self.random.randint(0, 7)))
        number = self.random.choice([0, 1, 2, 10**9])
        return forms.Annex(number, self.text(), self.blocks(2), columns, entries, self.blocks(2))

    def inlines(self) -> tuple[Inline, ...]:
        return tuple(self.inline() for _ in range(self.random.randint(0, 5)))

    def inline(self) -> Inline:
        if self.random.random() < 0.15:
            return forms.Break()
        marks = tuple(sorted(self.random.sample(forms.MARKS, self.random.choice([0, 0, 1, 2, 4]))))
        language = self.random.choice(["", *LANGUAGES])
        return forms.Run(self.text(), marks, self.random.choice(["", "", *ADDRESSES]), language)

    def blocks(self, depth: int) -> tuple[Block, ...]:
        return tuple(self.block(depth) for _ in range(self.random.randint(0, 4)))

    def block(self, depth: int) -> Block:
        kind = self.random.choice(["p", "p", "h", "list", "table"]) if depth else "p"
        if kind == "p":
            return forms.Paragraph(self.inlines())
        if kind == "h":
            return forms.Heading(self.random.choice([-1, 0, 1, 3, 4, 9]), self.inlines())
        if kind == "list":
            style = self.random.choice([*forms.LIST_STYLES, "other"])
            start = self.random.choice([0, 1, 7, 4000, 10**12])
            items = self.several(lambda: self.blocks(depth - 1))
            return forms.ItemList(self.random.random() < 0.5, start, style, items)
        rows = tuple(self.several(lambda: self.cell(depth - 1)) for _ in range(self.random.randint(0, 4)))
        return forms.Table(self.random.choice([0, 0, 1, 2, 99]), rows)

    def cell(self, depth: int) -> forms.Cell:
        spans = self.random.choices([0, 1, 1, 1, 2, 3, 10**9], k=2)
        return forms.Cell(self.blocks(depth), *spans)
