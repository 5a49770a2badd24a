"""Made-up statements in the text form, put together from parts, so that a test changes what it is about."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from liaison.letter.letter import Finding, Letter
from liaison.letter.readers import read_file


@dataclass(frozen=True)
class Form:
    """A statement to be written as text. `header` maps labels to their blocks; None leaves the label out."""

    title: str = "Liaison statement from ITU-D Study Group 1 Question 4/1 to the Test Council"
    on_top: str = "ITU-D Study Group 1 Question 4/1:\nEconomic aspects of national telecommunications\n3 June 2024\n"
    header: dict[str, str | None] = field(
        default_factory=lambda: {
            "To": "Test Council",
            "From": "ITU-D Study Group 1, Question 4/1",
            "For": "Information",
            "Approval": "Rapporteur Group meeting on Question 4/1, 3 June 2024",
            "Contact": "Ms Ada Example\nRapporteur for Question 4/1, Sampleland\nE-mail: ada@example.org",
        }
    )
    content: str = "Question 4/1 met in June and sends the outcome for information.\n"
    annexes: str = ""

    def with_header(self, **blocks: str | None) -> Form:
        named = {label.replace("_", " "): block for label, block in blocks.items()}
        return replace(self, header=self.header | named)

    def text(self) -> str:
        blocks = [f"\t{label}:\n\t{block}\n\n" for label, block in self.header.items() if block is not None]
        return f"{self.title}\n{self.on_top}{''.join(blocks)}\n{self.content}{self.annexes}"


FORM = Form()


def read(text: str | bytes) -> Letter:
    letter = read_file("a.txt", text.encode() if isinstance(text, str) else text).letter
    assert letter is not None
    return letter


def findings(text: str | bytes) -> tuple[Finding, ...]:
    return read_file("a.txt", text.encode() if isinstance(text, str) else text).findings


def read_with(**blocks: str | None) -> Letter:
    """The letter of the form with other blocks: read_with(For="Action")."""
    return read(FORM.with_header(**blocks).text())


def said_with(**blocks: str | None) -> list[tuple[str, str, str]]:
    """Level, field and place of each finding of the form with other blocks."""
    return [(one.level, one.field, one.where) for one in findings(FORM.with_header(**blocks).text())]


def messages_with(**blocks: str | None) -> list[str]:
    return [one.message for one in findings(FORM.with_header(**blocks).text())]


def table(*rows: tuple[str, ...]) -> str:
    return "".join("".join(f"\t{cell}\n" for cell in row) + "\n" for row in rows)
