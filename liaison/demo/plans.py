"""Who writes to whom about what, in which language and when: a made-up statement before it is rows."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any

from django.utils.text import slugify

from contacts.models import Body, Question

from .cast import Cast, Subject
from .papers import PAPERS_A_STATEMENT, subject_of
from .scenes import Ask, Direction, Scene, day_of, deadline_of, root_of, scene_of
from .words import LANGUAGES, chance, pick, say

COMMAS = {"ar": "، ", "zh": "，"}


@dataclass(frozen=True)
class Side:
    """A body, with its Question where it has one."""

    body: Body
    question: Question | None = None

    def printed(self, language: str) -> str:
        name = self.body.name_in(language)
        return f"{name}{COMMAS.get(language, ', ')}{self.question.label}" if self.question else name

    @property
    def number(self) -> str:
        return self.question.number if self.question else ""

    @property
    def slug(self) -> str:
        return slugify(f"{self.body.code} q{self.number.replace('/', '-')}" if self.question else self.body.code)


@dataclass(frozen=True)
class Recipient:
    side: Side
    ask: Ask
    deadline: datetime.date | None


@dataclass(frozen=True)
class Plan:
    number: int
    scene: Scene
    language: str
    day: datetime.date
    subject: Subject
    home: Side  # the side of ours that it concerns; that of a statement between others stands idle
    sender: Side
    recipients: tuple[Recipient, ...]
    copies: tuple[Body, ...]

    @property
    def symbol(self) -> str:
        return symbol_of(self.number)

    @property
    def slug(self) -> str:
        return f"{self.day}-{self.sender.slug}-to-{self.recipients[0].side.slug}-made-up-{self.number}"

    @property
    def answered_number(self) -> int | None:
        """The number of the statement that this one replies to."""
        return self.number - self.scene.answers if self.scene.answers else None

    @property
    def paper_numbers(self) -> range:
        return range((self.number - 1) * PAPERS_A_STATEMENT + 1, self.number * PAPERS_A_STATEMENT + 1)

    def say(self, key: str, **values: Any) -> str:
        """A sentence in the statement's language about its own parties and subject."""
        own = {
            "n": self.number,
            "subject": self.subject.names[self.language],
            "sender": self.sender.printed(self.language),
            "recipient": self.recipients[0].side.printed(self.language),
        }
        return say(self.language, key, **own | values)


def symbol_of(number: int) -> str:
    return f"MADE-UP/{number}"


def plan(number: int, cast: Cast, today: datetime.date) -> Plan:
    scene, root, day = scene_of(number), root_of(number), day_of(number, today)
    home = _home_side(cast, root, day_of(root, today))
    start = chance("other", root, len(cast.others))
    others = tuple(Side(cast.others[(start + step) % len(cast.others)]) for step in range(3))
    copies: tuple[Body, ...] = (cast.advisers,) if chance("copy", number, 3) == 0 else ()
    match scene.direction:
        case Direction.OUTGOING:
            sender, receivers = home, others
        case Direction.INCOMING:
            sender, receivers = others[0], (home,)
        case Direction.INTERNAL:
            sender, receivers = home, (_home_side(cast, root, day, besides=home.body),)
        case _:
            sender, receivers, copies = others[0], others[1:2], (others[2].body,)
    return Plan(
        number=number,
        scene=scene,
        language=LANGUAGES[number % len(LANGUAGES)],
        day=day,
        subject=subject_of(root * PAPERS_A_STATEMENT, cast),
        home=home,
        sender=sender,
        recipients=tuple(
            Recipient(side, ask, deadline_of(number, ask, today))
            for side, ask in zip(receivers, scene.asks, strict=False)
        ),
        copies=copies,
    )


def _home_side(cast: Cast, root: int, day: datetime.date, besides: Body | None = None) -> Side:
    """A study group and one of its Questions of that day, the same for all of a thread."""
    group = pick([group for group in cast.groups if group != besides], "group", root)
    questions = cast.questions_of(group, day)
    return Side(group, pick(questions, "question", root) if questions else None)
