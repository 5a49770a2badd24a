"""The follow-up board: what is to be done today, by whom; in a constant number of queries.

What the lists hold is asked of the database at once, as keys; then the rows of each model are read for all lists of it.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Model, QuerySet
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import Truncator
from django.utils.translation import get_language_bidi
from django.utils.translation import gettext as _

from contacts.keys import natural_key
from contacts.models import Appointment, Body, User
from contacts.unions import first_of, read_all
from liaison.handover import left_counts
from liaison.models import BoardVisit, Consideration, Event, Mail, Party, Statement

SHOWN = 6  # rows of a section on the index
MOST = 500  # rows of a section on its own page
SOON = 14  # days
ENDED_SINCE, ENDING_WITHIN = 90, 30  # days around today in which a role that ends is shown
NEW_AT_FIRST = datetime.timedelta(days=7)
HANDOVERS, NEWS = "handovers", "news"


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


@dataclass(frozen=True)
class Listing:
    """What a section lists: a query in the order of the list, and how a row of it is shown."""

    title: str
    explanation: str
    rows: QuerySet[Any]
    shown: Callable[[Any], Any]


@dataclass(frozen=True)
class News:
    """What others did since a moment: the latest events, and how many they are. None for who may not see events."""

    since: datetime.datetime | None = None
    events: list[Event] = field(default_factory=list)
    count: int = 0


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
        self.ours = Body.objects.keys_of_ours()

    def index(self) -> tuple[list[Section], News]:
        """The sections that the user may see, in the order of the work, and what is new."""
        names = [name for name in SECTIONS if self.user.has_perm(_permission(name))]
        may_see_news = self.user.has_perm("liaison.view_event")
        found = self._sections([*names, NEWS] if may_see_news else names)
        return [found[name] for name in names], self._news(found[NEWS]) if may_see_news else News()

    def section(self, name: str) -> Section:
        return self._sections([name])[name]

    def _sections(self, names: Iterable[str]) -> dict[str, Section]:
        """One query for what is in all of them, then one or two a model; two more for the roles that end."""
        listings = {name: LISTINGS[name](self) for name in names if name in LISTINGS}
        first = first_of({name: listing.rows for name, listing in listings.items()}, self.limit)
        keys: dict[type[Model], set[int]] = {}
        for name, listing in listings.items():
            keys.setdefault(listing.rows.model, set()).update(first[name].keys)
        rows = {model: list(READ[model](self, wanted)) if wanted else [] for model, wanted in keys.items()}
        found = {}
        for name, listing in listings.items():
            own = [row for row in rows[listing.rows.model] if row.pk in first[name].keys]
            shown = [listing.shown(row) for row in own]
            found[name] = Section(name, listing.title, listing.explanation, shown, first[name].count)
        return found | ({HANDOVERS: self.handovers()} if HANDOVERS in names else {})

    # Statements

    def mine(self) -> Listing:
        rows = Statement.objects.mine(self.user).newest_first()
        text = _("What you look after, and the drafts that you began.")
        return Listing(_("Mine"), text, rows, lambda row: _statement_row(row, _state(row)))

    def to_be_agreed(self) -> Listing:
        rows = Statement.objects.agreed_by_now(self.on).newest_first()
        text = _("The meeting where it was prepared is over: record what it agreed.")
        title = _("To be recorded as agreed")
        return Listing(title, text, rows, lambda row: _statement_row(row, _state(row)))

    def without_a_place(self) -> Listing:
        rows = Statement.objects.without_a_place().newest_first()
        text = _("Recorded as received, and on no meeting’s list.")
        return Listing(_("To be registered"), text, rows, _incoming_row)

    # Requests

    def overdue(self) -> Listing:
        rows = self._awaited().due_by(self.on - datetime.timedelta(days=1))
        text = _("The date for reply is over: of ours and of others.")
        return Listing(_("Overdue"), text, rows.soonest_first(), self._request)

    def due_soon(self) -> Listing:
        rows = self._awaited().due_by(self.on + datetime.timedelta(days=SOON), self.on)
        text = _("A reply is due within %(days)d days: of ours and of others.") % {"days": SOON}
        return Listing(_("Due soon"), text, rows.soonest_first(), self._request)

    def awaiting(self) -> Listing:
        rows = self._awaited().outside(self.ours)
        text = _("What we asked of others and is not answered.")
        title = _("Awaiting their reply")
        return Listing(title, text, rows.soonest_first(), self._request)

    def _awaited(self) -> Any:
        return Party.objects.awaited()

    def _request(self, party: Party) -> Row:
        who = _("we: %(party)s") if party.body_id in self.ours else _("they: %(party)s")
        day = date_format(party.deadline) if party.deadline else party.deadline_text
        detail = _in_one_line(who % {"party": _apart(party.short)}, day)
        return _statement_row(party.statement, detail, is_late=bool(party.deadline and party.deadline < self.on))

    # Meetings, mails, people

    def on_lists(self) -> Listing:
        rows = Consideration.objects.open().by_meeting()
        text = _("Incoming statements that wait for a meeting, the next one first.")
        return Listing(_("On the next meeting’s list"), text, rows, self._place)

    def _place(self, place: Consideration) -> Row:
        meeting = place.meeting
        last = meeting.ends_on or meeting.starts_on
        is_over = bool(last and last < self.on)
        day = date_format(meeting.starts_on) if meeting.starts_on else meeting.dates_text
        symbol = str(place.statement.registered_as or "")
        over = _("over, no outcome yet") if is_over else ""
        detail = _in_one_line(symbol, f"{_apart(meeting.body.code)}, {_apart(str(meeting))}", day, over)
        return _incoming_row(place.statement, detail, is_late=is_over)

    def mails(self) -> Listing:
        rows = Mail.objects.troubled().oldest_first()
        text = _("Mails that failed, or of which it is not known whether they arrived: decide.")
        return Listing(_("Mails failed or unknown"), text, rows, _mail_row)

    def handovers(self) -> Section:
        """Roles that ended lately or end soon, of which something is left."""
        first = self.on - datetime.timedelta(days=ENDED_SINCE)
        last = self.on + datetime.timedelta(days=ENDING_WITHIN)
        ending = list(Appointment.objects.ending(first, last).for_list()[:MOST])
        counts = left_counts(ending, self.ours)
        rows = [_ending_row(row, counts[row.pk], self.on) for row in ending if counts[row.pk]]
        text = _("Drafts and open requests of people whose role ended lately, or ends soon.")
        return Section(HANDOVERS, _("Roles that end"), text, rows[: self.limit], len(rows))

    # What is new, and how much there is

    def news(self) -> Listing:
        rows = Event.objects.since(self.seen_until()).by_others(self.user)
        return Listing("", "", rows.newest_first(), lambda event: event)

    def seen_until(self) -> Coalesce:
        """As an expression, for it is read with the events. Who never said what they have seen is told of a week."""
        return BoardVisit.objects.last_seen(self.user, otherwise=self._first_time())

    def _first_time(self) -> datetime.datetime:
        return timezone.now() - NEW_AT_FIRST

    def _news(self, found: Section) -> News:
        events: list[Any] = found.rows
        since = events[0].new_since if events else BoardVisit.objects.seen_by(self.user) or self._first_time()
        return News(since, events, found.count)

    def tallies(self) -> list[tuple[str, list[Tally]]]:
        """Counts by body and by Question of ours, each table with its title. One query."""
        yesterday = self.on - datetime.timedelta(days=1)
        senders = Party.objects.filter(part=Party.Part.FROM)
        counted = {
            "asked": Party.objects.awaited(),
            "awaited": senders.of_open_requests(self.ours),
            "drafts": Party.objects.of_drafts(),
        }
        ours = {name: parties.among(self.ours) for name, parties in counted.items()}
        by_body = {name: parties.tallied_by_body(yesterday) for name, parties in ours.items()}
        by_question = {f"{name}, by Question": parties.tallied_by_question(yesterday) for name, parties in ours.items()}
        found = read_all(by_body | by_question)
        return [
            (_("By body"), _tallies({name: found[name] for name in by_body})),
            (_("By Question"), _tallies({name.partition(",")[0]: found[name] for name in by_question})),
        ]


def _tallies(found: dict[str, list[tuple[Any, ...]]]) -> list[Tally]:
    """Of one table: what was read of each of its columns."""
    tallies: dict[tuple[str, str], Tally] = {}
    for name, rows in found.items():
        for label, period, count, late in rows:
            tally = tallies.setdefault((period, label), Tally(f"Q{label} ({period})" if period else label))
            setattr(tally, name, count)
            tally.late += late  # what has no deadline is never late
    return [tallies[key] for key in sorted(tallies, key=lambda key: (key[0], natural_key(key[1])))]


# In the order of the work. What they list, by name; beside these the roles that end.
LISTINGS: dict[str, Callable[[Board], Listing]] = {
    "mine": Board.mine,
    "overdue": Board.overdue,
    "due-soon": Board.due_soon,
    "to-be-agreed": Board.to_be_agreed,
    "to-be-placed": Board.without_a_place,
    "on-lists": Board.on_lists,
    "awaiting": Board.awaiting,
    "mails": Board.mails,
}
SECTIONS = [*LISTINGS, HANDOVERS]
LISTINGS[NEWS] = Board.news

# The rows of some keys, in the order of the lists of their model.
READ: dict[type[Model], Callable[[Board, set[int]], QuerySet[Any]]] = {
    Statement: lambda board, keys: Statement.objects.with_keys(keys).newest_first().for_list(),
    Party: lambda board, keys: Party.objects.with_keys(keys).soonest_first().for_board(),
    Consideration: lambda board, keys: Consideration.objects.with_keys(keys).by_meeting().for_list(),
    Mail: lambda board, keys: Mail.objects.with_keys(keys).oldest_first(),
    Event: lambda board, keys: Event.objects.with_keys(keys).newest_first().for_board(board.seen_until()),
}


def _permission(name: str) -> str:
    return {"mails": "liaison.view_mail", HANDOVERS: "contacts.view_appointment"}.get(name, "liaison.view_statement")


def may_see(user: User, name: str) -> bool:
    return name in SECTIONS and user.has_perm(_permission(name))


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
