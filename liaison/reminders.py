"""Reminders of deadlines: which are due on a day, to whom they go, what they say.

Each offset of `REMINDER_DAYS` is a number of days after the deadline, negative before it. On a day the latest of them
that has come is due, for a week at most: a timer that stood still sends one reminder and not all that it missed.
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from contacts.models import Appointment, Body, Person
from liaison.letter.labels import colon, printed_date
from liaison.models import Party, Reminder, Statement

CATCH_UP = 7  # days for which a reminder that was missed is still sent


@dataclass(frozen=True)
class Due:
    """A reminder to be sent: for which request, which of the offsets, and to whom."""

    party: Party
    days: int
    people: tuple[Person, ...]
    is_ours: bool  # whether we are to answer

    @property
    def addresses(self) -> list[str]:
        return list(dict.fromkeys(person.email for person in self.people if person.email))

    def addresses_by_language(self) -> dict[str, list[str]]:
        """By the language in which each of them is written to: fr, zh. Nobody gets two, whatever names share an
        address."""
        languages: dict[str, str] = {}
        for person in self.people:
            if person.email:
                languages.setdefault(person.email, person.language or settings.LANGUAGE_CODE)
        found: dict[str, list[str]] = defaultdict(list)
        for address, language in languages.items():
            found[language].append(address)
        return dict(found)


def due_offset(deadline: datetime.date, on: datetime.date, offsets: Iterable[int]) -> int | None:
    """The offset that is due on a day, if one is."""
    come = [days for days in offsets if deadline + datetime.timedelta(days=days) <= on]
    if not come:
        return None
    latest = max(come)
    age = on - deadline - datetime.timedelta(days=latest)
    return latest if age.days < CATCH_UP else None


def reminders_due(on: datetime.date | None = None, offsets: Sequence[int] | None = None) -> list[Due]:
    """All that are due and were not sent, in a constant number of queries."""
    day = on or timezone.localdate()
    chosen = list(settings.REMINDER_DAYS if offsets is None else offsets)
    if not chosen:
        return []
    first = day - datetime.timedelta(days=max(chosen) + CATCH_UP)
    last = day - datetime.timedelta(days=min(chosen))
    parties = list(Party.objects.awaited().due_by(last, first).soonest_first().for_reminder())
    wanted = {party: due_offset(party.deadline, day, chosen) for party in parties if party.deadline}
    sent = set(Reminder.objects.filter(party__in=parties).values_list("party", "deadline", "days"))
    open_ones = [
        (party, days)
        for party, days in wanted.items()
        if days is not None and (party.pk, party.deadline, days) not in sent
    ]
    ours = set(Body.objects.ours().values_list("pk", flat=True))
    holders = _Holders([party for party, _days in open_ones], ours, day)
    return [Due(party, days, holders.of(party), party.body_id in ours) for party, days in open_ones]


class _Holders:
    """Who holds a role on a day for those whom requests concern. Two queries for all of them."""

    def __init__(self, parties: Collection[Party], ours: set[int], on: datetime.date) -> None:
        self.ours = ours
        self.of_question: dict[int, list[Person]] = defaultdict(list)
        self.of_body: dict[int, list[Person]] = defaultdict(list)
        questions = {key for party in parties for key in self._questions(party)}
        bodies = {body for party in parties for body in self._bodies(party)}
        current = Appointment.objects.current(on)
        for holder in current.taking_up(questions).for_reminder():
            for key in {holder.question_id, *(question.pk for question in holder.question.continues.all())}:
                self.of_question[key].append(holder.person)
        for holder in current.filter(body__in=bodies).for_reminder():
            self.of_body[holder.body_id].append(holder.person)

    def of(self, party: Party) -> tuple[Person, ...]:
        """Holders for its Questions, those to which it is assigned first of all; else for its body."""
        questions = self._questions(party)
        if questions:
            people = [person for key in questions for person in self.of_question[key]]
        else:
            people = [person for body in self._bodies(party) for person in self.of_body[body]]
        return tuple(dict.fromkeys(people))

    def _concerned(self, party: Party) -> list[Party]:
        """Who is to answer, where that is one of ours; else the senders, who wait for it."""
        if party.body_id in self.ours:
            return [party]
        return [sender for sender in party.statement.senders if sender.body_id in self.ours]

    def _questions(self, party: Party) -> list[int]:
        assigned = [question.pk for question in party.statement.assigned_questions.all()]
        if assigned and party.body_id in self.ours:
            return assigned
        return [question.pk for one in self._concerned(party) for question in one.questions.all()]

    def _bodies(self, party: Party) -> Iterator[int]:
        yield from (one.body_id for one in self._concerned(party) if one.body_id)


# What they say


def reminder_words(due: Due, on: datetime.date | None = None) -> tuple[str, str]:
    """Subject and text, in the language that is active."""
    party, statement = due.party, due.party.statement
    language = get_language() or settings.LANGUAGE_CODE
    day, between = printed_date(party.deadline, language), colon(language)
    title = Truncator(statement.title).chars(150)
    subject = f"{_when(party.deadline, on or timezone.localdate())}{between}{title}"
    if due.is_ours:
        opening = _("A reply to this liaison statement is to be sent by %(day)s.") % {"day": day}
    else:
        opening = _("We asked for a reply by %(day)s. None is recorded.") % {"day": day}
    lines = [
        (_("Title"), statement.title),
        (_("Symbol"), _symbol(statement)),
        (_("From"), "; ".join(row.printed for row in statement.senders)),
        (_("To"), party.printed),
        (_("For"), str(party.get_purpose_display())),
        (_("Reply by"), day),
        (_("Read it at"), f"{settings.SITE_URL}{statement.get_absolute_url()}" if statement.is_public else ""),
    ]
    head = "\n".join(f"{label}{between}{value}" for label, value in lines if value)
    closing = _(
        "Where it is answered already, tell the secretariat, who will record the reply. This is sent to whoever holds "
        "a role for it today."
    )
    return subject, "\n\n".join([_("Dear colleagues,"), opening, head, closing]) + "\n"


def _symbol(statement: Statement) -> str:
    return ", ".join(filter(None, [statement.symbol, str(statement.registered_as or "")]))


def _when(deadline: datetime.date, on: datetime.date) -> str:
    days = (deadline - on).days
    if days > 0:
        return ngettext("Reply due in %(days)d day", "Reply due in %(days)d days", days) % {"days": days}
    if days == 0:
        return _("Reply due today")
    return ngettext("Reply overdue by %(days)d day", "Reply overdue by %(days)d days", -days) % {"days": -days}
