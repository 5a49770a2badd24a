"""A file that was read, as a clerk looks at it: what it says, what is asked, what is there already."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from contacts.models import Body
from liaison.letter.compare import text_key
from liaison.letter.letter import Finding, Letter
from liaison.letter.read_apart import ApartReading
from liaison.letter.register import Register
from liaison.letter.resolve import Asked, Resolved, resolve
from liaison.models import IntakeFile

from .answers import answers_for
from .duplicates import Duplicate, find_duplicates

DOUBTS = ("error", "warning")


@dataclass
class Review:
    """Raises LetterError, when it is used, for a reading that can no longer be understood."""

    file: IntakeFile
    register: Register | None = None

    @cached_property
    def apart(self) -> ApartReading:
        return self.file.apart

    @property
    def letter(self) -> Letter:
        return self.resolved.letter

    @cached_property
    def resolved(self) -> Resolved:
        return resolve(self.apart.reading.letter or Letter(), self.register, answers_for(self.file))

    @cached_property
    def asked(self) -> list[Asked]:
        """Each name once, the open ones first."""
        once: dict[str, Asked] = {}
        for one in self.resolved.asked:
            once.setdefault(one.key, one)
        return sorted(once.values(), key=lambda one: not one.is_open)

    def places(self, asked: Asked) -> list[str]:
        return [one.field for one in self.resolved.asked if one.key == asked.key]

    @cached_property
    def duplicates(self) -> list[Duplicate]:
        return find_duplicates(self.resolved, self.file.sha256)

    @cached_property
    def twins(self) -> list[IntakeFile]:
        """Other files that wait to be decided and say the same."""
        return list(IntakeFile.objects.alike(self.file).light().select_related("intake"))

    @property
    def findings(self) -> tuple[Finding, ...]:
        return self.apart.reading.findings + self.resolved.findings

    @property
    def doubts(self) -> list[Finding]:
        """Of the reader: what is asked of names stands by itself."""
        return [finding for finding in self.apart.reading.findings if finding.level in DOUBTS]

    @property
    def open_count(self) -> int:
        names = sum(one.is_open for one in self.asked)
        return names + len(self.doubts) + len(self.duplicates) + len(self.twins)

    @cached_property
    def is_ours(self) -> bool:
        """Whether the sender is one of our bodies, so that the statement is recorded as sent, not as received."""
        senders = [match.body.pk for match in self.resolved.senders if match.body]
        return bool(senders) and Body.objects.ours().filter(pk__in=senders).exists()

    def take_down(self) -> None:
        """Write what lists show of it into its row."""
        letter, file = self.letter, self.file
        file.title, file.date = letter.title, letter.date
        file.symbol, file.text_key = (letter.symbol or "")[:80], text_key(letter)
        file.asked = [one.key for one in self.asked]
        file.open_count = self.open_count
