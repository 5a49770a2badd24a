"""How a letter ends: the closing words stay in the content, those who sign below them become signatures."""

from __future__ import annotations

import re
from collections.abc import Sequence

from .read_labels import label_key
from .text_lines import MARKER, Line, flat

CLOSING = re.compile(
    r"(?:yours )?(?:very )?(?:sincerely|faithfully|truly)(?: yours)?|(?:with )?(?:best|kind|kindest|warm) regards|"
    r"regards|respectfully|cordially|cordialement|bien a vous|salutations distinguees|atentamente|saludos cordiales|"
    r"с уважением|مع التقدير|此致"
)
MOST = 12  # lines of all signatures
LONG = 100  # characters
END = re.compile(r"--+|_{3,}")
CODE = re.compile(r"[A-Z]{2,}[A-Z0-9/-]*|\d+(?:\.\d+)+|\d*[A-Z]+\d+")
NAME = re.compile(r"(?:(?:[^\W\d_a-zа-я][\w.'’-]*|de|del|der|den|van|von|bin|ibn|al|la|di|da|dos|el)(?:\s|$)){1,5}")
OFFICE = re.compile(
    r"\b(?:chair\w*|co-?chair\w*|rapporteur|secretary|president|director|head|manager|officer|editor|convenor|"
    r"working group|study group|committee|ieee|ietf|3gpp|itu|président\w*|rapporteur\w*)\b",
    re.I,
)


def split_ending(lines: Sequence[Line]) -> tuple[list[Line], tuple[str, ...]]:
    """The content without the lines that sign it, and the signatures: name and role in one, joined by ", "."""
    closing = next((at for at in reversed(range(len(lines))) if _closes(lines[at])), None)
    if closing is None:
        return list(lines), ()
    signers = _Signers()
    at = closing + 1
    while at < len(lines) and signers.count < MOST:
        text = flat(lines[at].text)
        if text and (len(text) > LONG or text.endswith((".", ":", ";")) or MARKER.match(text) or END.match(text)):
            break
        if text and signers.people and signers.gap and not NAME.fullmatch(text) and not OFFICE.search(text):
            break
        following = flat(lines[at + 1].text) if at + 1 < len(lines) else ""
        signers.read(text, following)
        at += 1
    blank = Line(lines[closing].number, False, ())
    return [*lines[: closing + 1], blank, *lines[at:]], signers.signatures


def _closes(line: Line) -> bool:
    return len(line.text) < 60 and bool(CLOSING.fullmatch(label_key(line.text).strip(" ,.!")))


class _Signers:
    """Lines put together to people: a name, then offices; a line may also hold a name and its office."""

    def __init__(self) -> None:
        self.people: list[list[str]] = []
        self.count = 0
        self.gap = True

    def read(self, text: str, following: str) -> None:
        if not text:
            self.gap = True
            return
        self.count += 1
        if self._is_person(text, following):
            self.people.append([text])
        else:
            self.people[-1].append(text)
        self.gap = False

    def _is_person(self, text: str, following: str) -> bool:
        if not self.people or _is_whole(text):
            return True
        if OFFICE.search(text):
            return False
        done = any(map(OFFICE.search, self.people[-1]))
        return self.gap or (done and bool(OFFICE.search(following)))

    @property
    def signatures(self) -> tuple[str, ...]:
        return tuple(", ".join(line.strip(" ,") for line in person) for person in self.people)


def _is_whole(text: str) -> bool:
    """A name with its office beside it: "Ada Example, co-chair"."""
    name, comma, office = text.partition(",")
    return bool(comma and OFFICE.search(office)) and not OFFICE.search(name) and 2 <= len(name.split()) <= 5


def same_group(head: str, signature: str) -> bool:
    """Whether a signature names the body of a letterhead: by the codes in its name ("IEEE 802.3")."""
    codes = [word for word in head.split() if CODE.fullmatch(word)]
    return bool(codes) and all(re.search(rf"(?<!\w){re.escape(code)}(?!\w)", signature) for code in codes)
