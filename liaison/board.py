"""The follow-up board: what is to be done today, by whom; in a constant number of queries."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import Truncator
from django.utils.translation import get_language_bidi
from django.utils.translation import gettext as _

from contacts.keys import natural_key
from contacts.models import Appointment, Body, User
from liaison.handover import work_of
from liaison.models import BoardVisit, Consideration, Event, Mail, Party, Statement

SHOWN = 6  # rows of a section on the index
MOST = 500  # rows of a section on its own page
SOON = 14  # days
ENDED_SINCE, ENDING_WITHIN = 90, 30  # days around today in which a role that ends is shown
NEW_AT_FIRST = datetime.timedelta(days=7)


@dataclass(frozen=True)
class Row:
    text: str
    url: str
    detail: str = ""
    is_late: bool = False
    language: str = ""


@dataclass
class Section:
    name: str
    title: str
    explanation: str
    rows: list[Row]
    count: int

    @property
    def has_more(self) -> bool:
        return self.count > len(self.rows)


@dataclass
class Tally:
    """Of a body or Question: what we are to answer, how much of it is late, what others owe us, what is drafted."""

    label: str
    asked: int = 0
    late: int = 0
    awaited: int = 0
    drafts: int = 0


@dataclass
class Board:
    """For one user on one day. `limit` is how many rows each section shows."""

    user: User
    on: datetime.date = field(default_factory=timezone.localdate)
    limit: int = SHOWN

    def __post_init__(self) -> None:
        self.ours = set(Body.objects.ours().values_list("pk", flat=True))

    def sections(self) -> list[Section]:
        """Those that the user may see, in the order of the work."""
        return [self.section(name) for name in BUILDERS if self.user.has_perm(_permission(name))]

    def section(self, name: str) -> Section:
        return BUILDERS[name](self)

    def _section(
        self, name: str, title: str, explanation: str, rows: QuerySet[Any], shown: Callable[[Any], Row]
    ) -> Section:
        found = [shown(row) for row in rows[: self.limit]]
        count = rows.count() if len(found) == self.limit else len(found)
        return Section(name, title, explanation, found, count)

    # Statements

    def mine(self) -> Section:
        rows = Statement.objects.mine(self.user).newest_first().for_list()
        text = _("What you look after, and the drafts that you began.")
        return self._section("mine", _("Mine"), text, rows, lambda row: _statement_row(row, _state(row)))

    def to_be_agreed(self) -> Section:
        rows = Statement.objects.agreed_by_now(self.on).newest_first().for_list()
        text = _("The meeting where it was prepared is over: record what it agreed.")
        title = _("To be recorded as agreed")
        return self._section("to-be-agreed", title, text, rows, lambda row: _statement_row(row, _state(row)))

    def without_a_place(self) -> Section:
        rows = Statement.objects.without_a_place().newest_first().for_list()
        text = _("Recorded as received, and on no meeting’s list.")
        return self._section("to-be-placed", _("To be registered"), text, rows, _incoming_row)

    # Requests

    def overdue(self) -> Section:
        rows = self._awaited().due_by(self.on - datetime.timedelta(days=1))
        text = _("The date for reply is over: of ours and of others.")
        return self._section("overdue", _("Overdue"), text, rows.soonest_first().for_board(), self._request)

    def due_soon(self) -> Section:
        rows = self._awaited().due_by(self.on + datetime.timedelta(days=SOON), self.on)
        text = _("A reply is due within %(days)d days: of ours and of others.") % {"days": SOON}
        return self._section("due-soon", _("Due soon"), text, rows.soonest_first().for_board(), self._request)

    def awaiting(self) -> Section:
        rows = self._awaited().outside(self.ours)
        text = _("What we asked of others and is not answered.")
        title = _("Awaiting their reply")
        return self._section("awaiting", title, text, rows.soonest_first().for_board(), self._request)

    def _awaited(self) -> Any:
        return Party.objects.awaited()

    def _request(self, party: Party) -> Row:
        who = _("we: %(party)s") if party.body_id in self.ours else _("they: %(party)s")
        day = date_format(party.deadline) if party.deadline else party.deadline_text
        detail = _in_one_line(who % {"party": _apart(party.short)}, day)
        return _statement_row(party.statement, detail, is_late=bool(party.deadline and party.deadline < self.on))

    # Meetings, mails, people

    def on_lists(self) -> Section:
        rows = Consideration.objects.open().by_meeting().for_list()
        text = _("Incoming statements that wait for a meeting, the next one first.")
        return self._section("on-lists", _("On the next meeting’s list"), text, rows, self._place)

    def _place(self, place: Consideration) -> Row:
        meeting = place.meeting
        last = meeting.ends_on or meeting.starts_on
        is_over = bool(last and last < self.on)
        day = date_format(meeting.starts_on) if meeting.starts_on else meeting.dates_text
        symbol = str(place.statement.registered_as or "")
        over = _("over, no outcome yet") if is_over else ""
        detail = _in_one_line(symbol, f"{_apart(meeting.body.code)}, {_apart(str(meeting))}", day, over)
        return _incoming_row(place.statement, detail, is_late=is_over)

    def mails(self) -> Section:
        rows = Mail.objects.troubled().defer("text").order_by("queued_at", "pk")
        text = _("Mails that failed, or of which it is not known whether they arrived: decide.")
        return self._section("mails", _("Mails failed or unknown"), text, rows, _mail_row)

    def handovers(self) -> Section:
        """Roles that ended lately or end soon, of which something is left."""
        first = self.on - datetime.timedelta(days=ENDED_SINCE)
        last = self.on + datetime.timedelta(days=ENDING_WITHIN)
        ending = list(Appointment.objects.ending(first, last).for_list()[:MOST])
        questions = {row.question_id for row in ending if row.question_id}
        work = work_of(questions, {row.body_id for row in ending if row.body_id})
        rows = [_ending_row(row, work.of(row).count, self.on) for row in ending if work.of(row).count]
        text = _("Drafts and open requests of people whose role ended lately, or ends soon.")
        return Section("handovers", _("Roles that end"), text, rows[: self.limit], len(rows))

    # What is new, and how much there is

    def news(self) -> tuple[datetime.datetime, list[Event], int]:
        """Since when, the latest events of others since then, and how many they are."""
        since = BoardVisit.objects.seen_by(self.user) or timezone.now() - NEW_AT_FIRST
        events = Event.objects.since(since).by_others(self.user)
        shown = list(events.for_board()[: self.limit])
        return since, shown, events.count() if len(shown) == self.limit else len(shown)

    def tallies(self) -> list[tuple[str, list[Tally]]]:
        """Counts by body and by Question of ours, each table with its title."""
        by_body, by_question = ["body__code"], ["questions__number", "questions__period__label"]
        return [(_("By body"), self._tallies(by_body)), (_("By Question"), self._tallies(by_question))]

    def _tallies(self, columns: list[str]) -> list[Tally]:
        found: dict[tuple[str, ...], Tally] = {}
        named = {f"{columns[0]}__isnull": False}
        asked = Party.objects.awaited().among(self.ours)
        open_requests = Party.objects.filter(part=Party.Part.FROM).among(self.ours).of_open_requests(self.ours)
        counts = {
            "asked": asked,
            "late": asked.due_by(self.on - datetime.timedelta(days=1)),
            "awaited": open_requests.prefetch_related(None),
            "drafts": Party.objects.of_drafts().among(self.ours),
        }
        for name, parties in counts.items():
            rows = parties.filter(**named).order_by().values_list(*columns)
            for *key, number in rows.annotate(number=Count("statement", distinct=True)):
                tally = found.setdefault(tuple(key), Tally(_label(key)))
                setattr(tally, name, number)
        return [found[key] for key in sorted(found, key=lambda key: (key[1:], natural_key(key[0])))]


def _label(key: list[str]) -> str:
    return key[0] if len(key) == 1 else f"Q{key[0]} ({key[1]})"


BUILDERS: dict[str, Callable[[Board], Section]] = {
    "mine": Board.mine,
    "overdue": Board.overdue,
    "due-soon": Board.due_soon,
    "to-be-agreed": Board.to_be_agreed,
    "to-be-placed": Board.without_a_place,
    "on-lists": Board.on_lists,
    "awaiting": Board.awaiting,
    "mails": Board.mails,
    "handovers": Board.handovers,
}


def _permission(name: str) -> str:
    return {"mails": "liaison.view_mail", "handovers": "contacts.view_appointment"}.get(name, "liaison.view_statement")


def may_see(user: User, name: str) -> bool:
    return name in BUILDERS and user.has_perm(_permission(name))


def _title(statement: Statement) -> str:
    return Truncator(statement.title or str(statement)).chars(110)


def _statement_row(statement: Statement, detail: str, *, is_late: bool = False) -> Row:
    url = statement.get_admin_url()
    return Row(_title(statement), url, detail, is_late, statement.language)


def _incoming_row(statement: Statement, detail: str = "", *, is_late: bool = False) -> Row:
    url = reverse("admin:liaison_statement_incoming", args=[statement.pk])
    return Row(_title(statement), url, detail or _state(statement), is_late, statement.language)


def _state(statement: Statement) -> str:
    parties = "; ".join(party.short for party in statement.senders[:2])
    day = date_format(statement.date) if statement.date else ""
    return _in_one_line(str(statement.get_status_display()), parties, day)


def _in_one_line(*parts: str) -> str:
    return " · ".join(_apart(part) for part in parts if part)


def _apart(text: str) -> str:
    """In a line that runs from right to left, words that run their own way: else a day after “SG20” is drawn to it."""
    return f"\u2068{text}\u2069" if get_language_bidi() else text


def _mail_row(mail: Mail) -> Row:
    url = reverse("admin:liaison_mail_change", args=[mail.pk])
    detail = _in_one_line(str(mail.get_state_display()), Truncator(mail.answer).chars(80))
    return Row(Truncator(mail.subject).chars(110), url, detail, is_late=True)


def _ending_row(appointment: Appointment, count: int, on: datetime.date) -> Row:
    last = appointment.last_day
    url = reverse("admin:handover", args=[appointment.pk])
    words = _("%(count)d left · until %(day)s") % {"count": count, "day": date_format(last) if last else "?"}
    return Row(str(appointment), url, words, is_late=bool(last and last < on))
