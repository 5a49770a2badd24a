"""What a list of statements is, in words: the head of a bound PDF and of a bundle's index."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from urllib.parse import unquote

from .labels import base_language, labels, printed_date
from .list_labels import list_labels
from .page import Line, Row


@dataclass(frozen=True)
class Listing:
    """`language` is the reader's. `facts` are the filters: what is filtered by, and the words for its value.

    `address` is the same list on the site; `day` is the day on which it was made.
    """

    day: datetime.date
    count: int
    language: str = "en"
    letterhead: tuple[str, ...] = ()
    facts: tuple[tuple[str, str], ...] = ()
    address: str = ""

    @property
    def title(self) -> str:
        return list_labels(self.language)["statements"]

    @property
    def organisation(self) -> str:
        return (self.letterhead[1:2] or self.letterhead[:1] or ("",))[0]

    @property
    def subject(self) -> str:
        """The list in one line, for the properties of a file."""
        return "; ".join(value for _label, value in self.facts) or list_labels(self.language)["everything"]

    @property
    def rows(self) -> list[Row]:
        words = list_labels(self.language)
        facts = self.facts or ((words["list"], words["everything"]),)
        day = printed_date(self.day, base_language(self.language))
        lines = [Line(value, label) for label, value in facts]
        lines += [Line(str(self.count), words["number"]), Line(day, words["day"])]
        if self.address:
            lines.append(Line(unquote(self.address), words["address"], href=self.address, ltr=True))
        return [Row(line.label, ((Line(line.text, href=line.href, ltr=line.ltr),),)) for line in lines]

    @property
    def page_numbers(self) -> str:
        return labels(self.language)["page"]
