"""A file under review as its page shows it: the original's lines, and beside them each part with what concerns it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django import forms

from liaison.finding_words import in_words
from liaison.letter.letter import Annex, Entry
from liaison.letter.source_lines import SourceLine

from .corrections import ROW
from .fields import HEADING, MEETINGS, REST, Group, html_name
from .forms import Name, ReviewForm, Shown

GROUP_OF = dict.fromkeys(HEADING, "heading") | dict.fromkeys(MEETINGS, "meetings") | dict.fromkeys(REST, "rest")
GROUP_OF |= {"meeting": "meetings", "approval": "meetings", "content": "text", "abstract": "text"}


@dataclass
class Beside:
    """What stands beside a field, a row or a part."""

    findings: list[Shown] = field(default_factory=list)
    names: list[Name] = field(default_factory=list)


@dataclass
class Section(Beside):
    group: Group | None = None
    known: str = ""  # what of the register was taken for it
    rows: list[tuple[forms.BoundField, Beside]] = field(default_factory=list)

    @property
    def has_errors(self) -> bool:
        return any(bound.errors for bound, _beside in self.rows)

    @property
    def is_open(self) -> bool:
        """Whether there is something to see in it before it is opened."""
        return self.has_errors or bool(self.findings or self.names) or any(bound.value() for bound, _row in self.rows)


@dataclass
class AnnexShown(Beside):
    annex: Annex | None = None
    rows: list[tuple[Entry, Beside]] = field(default_factory=list)


class ReviewPage:
    def __init__(self, form: ReviewForm) -> None:
        self.form = form
        self.review = form.review
        self.letter = form.review.letter
        self.whole, self.text = Beside(), Beside()
        self.sections = [
            Section(group=group, rows=[(form[html_name(path)], Beside()) for path in group.paths])
            for group in form.groups
        ]
        self.annexes = [
            AnnexShown(annex=annex, rows=[(entry, Beside()) for entry in annex.entries])
            for annex in self.letter.annexes
        ]
        self._places: dict[str, Beside] = {"text": self.text}
        for section in self.sections:
            assert section.group  # noqa: S101 -- set above
            self._places[section.group.path or section.group.key] = section
            self._places |= {path: row[1] for path, row in zip(section.group.paths, section.rows, strict=True)}
        for number, annex in enumerate(self.annexes):
            self._places[f"annexes[{number}]"] = annex
            self._places |= {f"annexes[{number}].entries[{at}]": row[1] for at, row in enumerate(annex.rows)}
        for path, known in self._known():
            self._places[path].known = known  # type: ignore[attr-defined]
        for finding in self.review.findings:
            self._place(finding.field).findings.append(form.shown(finding))
        for name in form.names:
            self._place(name.asked.field).names.append(name)

    def _known(self) -> Iterator[tuple[str, str]]:
        """The rows of the register behind parties and contacts."""
        resolved = self.review.resolved
        for name, matches in (("from", resolved.senders), ("to", resolved.recipients), ("cc", resolved.copies)):
            for place, match in enumerate(matches):
                if match.body:
                    yield f"{name}[{place}]", ", ".join([match.body.code, *(one.label for one in match.questions)])
        for place, person in enumerate(resolved.people):
            if person:
                yield f"contacts[{place}]", str(person)

    def _place(self, path: str) -> Beside:
        """The innermost part that a path names: for "to[1].deadline" its field, else the second recipient."""
        inner = path
        while inner:
            if inner in self._places:
                return self._places[inner]
            inner = inner.rpartition(".")[0]
        name = path.partition(".")[0]
        group = GROUP_OF.get(path) or GROUP_OF.get(name.partition("[")[0])
        if group:
            return self._places[group]
        match = ROW.match(path)
        return self._places.get(f"{match[1] if match else name}[0]", self.whole)

    @property
    def lines(self) -> list[tuple[int, SourceLine, bool]]:
        """Each with its number and whether a finding names it."""
        return numbered(self.review.apart.lines, (finding.where for finding in self.review.findings))

    @property
    def unknown(self) -> list[Any]:
        """Symbols and sources that the register does not have."""
        return [one for one in self.review.asked if one.kind in ("document", "entity") and not one.candidates]

    @property
    def open_places(self) -> list[tuple[str, str]]:
        """What is to be looked at, each with the id of its place on the page."""
        doubts = [(f"seen_{one.key}", in_words(one.message)) for one in self.review.doubts]
        names = [(f"name_{one.key}", one.asked.message) for one in self.form.names if one.asked.is_open]
        return [*doubts, *names]


def numbered(lines: Iterable[SourceLine], places: Iterable[str]) -> list[tuple[int, SourceLine, bool]]:
    """Lines of an original, each with its number and whether it is one of the places that findings name."""
    named = set(places) - {""}
    return [(place, line, line.where in named) for place, line in enumerate(lines, start=1)]
