"""A file that was read, as a clerk looks at it: what it says, what is asked, what is there already."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

from contacts.models import Body
from liaison.letter.compare import text_key
from liaison.letter.letter import Finding, Letter
from liaison.letter.read_apart import ApartReading, apart_from_dict
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
        return apart_from_dict(self.file.reading or {})

    @property
    def letter(self) -> Letter:
        return self.resolved.letter

    @cached_property
    def resolved(self) -> Resolved:
        return resolve(self.apart.reading.letter or Letter(), self.register, answers_for(self.file))

    @cached_property
    def asked(self) -> list[Asked]:
        """Each name of which nothing was said yet, once, the open ones first."""
        once: dict[str, Asked] = {}
        for one in self.resolved.asked:
            once.setdefault(one.key, one)
        return sorted(once.values(), key=lambda one: not one.is_open)

    @cached_property
    def answered(self) -> list[Asked]:
        """Those that were asked and of which something was said, each once; they are no longer open."""
        said = self.file.intake.answers | self.file.answers
        if not said:
            return []
        unsaid = resolve(self.apart.reading.letter or Letter(), self.register)
        once = {one.key: replace(one, is_open=False) for one in reversed(unsaid.asked) if one.key in said}
        return list(reversed(once.values()))

    @cached_property
    def duplicates(self) -> list[Duplicate]:
        return find_duplicates(self.resolved, self.file.sha256)

    @cached_property
    def twins(self) -> list[IntakeFile]:
        """Other files that wait to be decided and say the same."""
        return list(IntakeFile.objects.alike(self.file).light().select_related("intake"))

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Of the reader: what is asked of names stands by itself."""
        return self.apart.reading.findings

    @property
    def settled(self) -> list[Finding]:
        """Doubts that the clerk found in order."""
        return [finding for finding in self.findings if finding.key in self.file.settled]

    @property
    def doubts(self) -> list[Finding]:
        settled = self.settled
        return [finding for finding in self.findings if finding.level in DOUBTS and finding not in settled]

    @property
    def open_names(self) -> list[Asked]:
        return [one for one in self.asked if one.is_open]

    @property
    def open_count(self) -> int:
        return len(self.open_names) + len(self.doubts) + len(self.duplicates) + len(self.twins)

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
