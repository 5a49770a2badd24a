"""What hands a message over, and what comes of it."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from enum import Enum
from typing import Protocol

from .message import QueuedMessage

ANSWER_LENGTH = 1000


class Verdict(Enum):
    TAKEN = "taken"
    DEFERRED = "deferred"  # not now: to be tried again
    REFUSED = "refused"  # never
    UNCLEAR = "unclear"  # handed over, and no answer: the server may have it
    UNREACHABLE = "unreachable"  # nothing was said of this mail: the server cannot be spoken to at all


@dataclass(frozen=True)
class Reply:
    """What a server said, or what became of the connection (code 0)."""

    code: int
    text: str

    @classmethod
    def of(cls, code: int, text: bytes | str) -> Reply:
        """On lines without control characters, which a database may not take, and of bounded length."""
        words = text.decode("utf-8", "replace") if isinstance(text, bytes) else text
        kept = (letter if letter == "\n" or unicodedata.category(letter)[0] != "C" else " " for letter in words)
        return cls(code, "".join(kept).strip()[:ANSWER_LENGTH])

    @property
    def is_positive(self) -> bool:
        return 200 <= self.code < 300

    @property
    def is_permanent(self) -> bool:
        return 500 <= self.code < 600

    def __str__(self) -> str:
        return f"{self.code} {self.text}".strip() if self.code > 0 else self.text


@dataclass(frozen=True)
class Outcome:
    verdict: Verdict
    reply: Reply
    replies: dict[str, Reply] = field(default_factory=dict)  # to the addresses that were named, by address


@dataclass(frozen=True)
class Parcel:
    """A message and those of its recipients who have not got it, as the server takes their addresses."""

    sender: str
    recipients: list[str]
    message: QueuedMessage
    data: bytes  # of the message


class Watch(Protocol):
    """Who wants to know how far it is. Either may raise, and the message is then not handed over."""

    def going_on(self) -> None:
        """Called often while the message goes out."""

    def handing_over(self, replies: dict[str, Reply]) -> None:
        """Called once, when the server has all of the message but the sign that it is complete.

        `replies` are the server's to the addresses; an address without one counts as taken.
        """


class Transport(Protocol):
    def send(self, parcel: Parcel, watch: Watch) -> Outcome:
        """Hand a message over. Raises only what `watch` raises."""

    def close(self) -> None: ...
