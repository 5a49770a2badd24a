"""What the made-up statements are like: twenty scenes in turn, so that every state can be seen in any twenty rows."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from liaison.models import Party, Statement

from .words import chance

Status, Visibility, Direction = Statement.Status, Statement.Visibility, Statement.Direction
Purpose = Party.Purpose

FIRST_DAY, LAST_DAY = datetime.date(2018, 2, 1), datetime.date(2026, 10, 31)
REPLY_AFTER = 20  # days from a statement to the next of its thread
TIME_TO_REPLY = 60  # days from a statement to its deadline


@dataclass(frozen=True)
class Ask:
    """What is asked of one recipient. `due`: the deadline lies within so many days from today, to come or past;
    without it the deadline is as old as the statement, or is given in words."""

    purpose: str
    due: int | None = None
    in_words: bool = False


@dataclass(frozen=True)
class Scene:
    """`answers`: how many statements before it the one stands that it replies to, 0 for no reply.
    `registered`: it stands among our documents, as an incoming statement does once it has our symbol."""

    direction: str
    status: str
    visibility: str
    asks: tuple[Ask, ...]
    answers: int = 0
    interim: bool = False
    registered: bool = False

    @property
    def is_ours(self) -> bool:
        return self.direction in (Direction.OUTGOING, Direction.INTERNAL)

    @property
    def is_frozen(self) -> bool:
        """Sent or recorded: there is a revision of it."""
        return self.status in Statement.PUBLIC_STATUSES

    @property
    def is_public(self) -> bool:
        return self.visibility in (Visibility.PUBLIC, Visibility.HEADER)


INFORMATION = (Ask(Purpose.INFORMATION),)
ACTION = (Ask(Purpose.ACTION),)


def _action(due: int) -> tuple[Ask, ...]:
    return (Ask(Purpose.ACTION, due),)


def _comment(due: int) -> tuple[Ask, ...]:
    return (Ask(Purpose.COMMENT, due),)


ALL_PURPOSES = (Ask(Purpose.ACTION, 20), Ask(Purpose.COMMENT, 35), Ask(Purpose.INFORMATION))
IN_WORDS = (Ask(Purpose.COMMENT, in_words=True),)

SCENES = (
    Scene(Direction.OUTGOING, Status.SENT, Visibility.PUBLIC, INFORMATION),
    Scene(Direction.INCOMING, Status.RECORDED, Visibility.PUBLIC, _action(25)),  # open
    Scene(Direction.OUTGOING, Status.SENT, Visibility.PUBLIC, _action(-700)),  # overdue
    Scene(Direction.INCOMING, Status.RECORDED, Visibility.PUBLIC, ACTION, registered=True),
    Scene(Direction.OUTGOING, Status.SENT, Visibility.PUBLIC, INFORMATION, answers=1),
    Scene(Direction.OUTGOING, Status.DRAFT, Visibility.STAFF, _action(60)),
    Scene(Direction.INCOMING, Status.RECORDED, Visibility.HEADER, _comment(10)),
    Scene(Direction.INTERNAL, Status.SENT, Visibility.PUBLIC, IN_WORDS),
    Scene(Direction.OTHER, Status.RECORDED, Visibility.PUBLIC, INFORMATION),
    Scene(Direction.OUTGOING, Status.IN_REVIEW, Visibility.STAFF, _comment(45)),
    Scene(Direction.OUTGOING, Status.WITHDRAWN, Visibility.PUBLIC, _action(-400)),
    Scene(Direction.INCOMING, Status.RECORDED, Visibility.STAFF, INFORMATION, registered=True),
    Scene(Direction.OUTGOING, Status.SENT, Visibility.PUBLIC, ALL_PURPOSES),
    Scene(Direction.INCOMING, Status.RECORDED, Visibility.PUBLIC, INFORMATION, answers=1),
    Scene(Direction.OUTGOING, Status.APPROVED, Visibility.STAFF, INFORMATION),
    Scene(Direction.INCOMING, Status.CLOSED, Visibility.PUBLIC, INFORMATION, registered=True),
    Scene(Direction.INCOMING, Status.RECORDED, Visibility.PUBLIC, _action(-1500)),
    Scene(Direction.OUTGOING, Status.SENT, Visibility.PUBLIC, INFORMATION, answers=1, interim=True),
    Scene(Direction.OUTGOING, Status.SENT, Visibility.PUBLIC, INFORMATION, answers=2),
    Scene(Direction.INCOMING, Status.DRAFT, Visibility.STAFF, _action(30)),
)


def scene_of(number: int) -> Scene:
    """The scene of the made-up statement of a number, counted from 1."""
    return SCENES[(number - 1) % len(SCENES)]


def root_of(number: int) -> int:
    """The first statement of its thread."""
    return number - scene_of(number).answers


def deadline_of(number: int, ask: Ask, today: datetime.date) -> datetime.date | None:
    """Within so many days to come where it is open, within so many past where it is overdue."""
    if ask.purpose == Purpose.INFORMATION or ask.in_words:
        return None
    if ask.due is None:
        return day_of(number, today) + datetime.timedelta(days=TIME_TO_REPLY)
    away = 1 + chance("due", number, abs(ask.due))
    return today + datetime.timedelta(days=away if ask.due > 0 else -away)


def day_of(number: int, today: datetime.date) -> datetime.date:
    """The date of a statement: before its deadlines, after what it answers, and its answers not to come."""
    first = root_of(number)
    if first < number:
        return day_of(first, today) + datetime.timedelta(days=REPLY_AFTER * (number - first))
    ask = scene_of(number).asks[0]
    deadline = deadline_of(number, ask, today) if ask.due is not None else None
    if deadline is None:
        return fixed_day("statement", number)
    waiting = chance("waiting", number, 300) if deadline > today else 0
    return deadline - datetime.timedelta(days=TIME_TO_REPLY + waiting)


def fixed_day(salt: str, number: int) -> datetime.date:
    """A day that is the same whenever the row is made, some time before the last day so that an answer fits in."""
    days = (LAST_DAY - FIRST_DAY).days - 3 * REPLY_AFTER
    return FIRST_DAY + datetime.timedelta(days=chance(salt, number, days))
