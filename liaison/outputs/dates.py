"""Which meetings and deadlines the register's query string stands for."""

from __future__ import annotations

import hashlib
from array import array
from collections.abc import Iterator, Sequence
from typing import Any

from django.db.models import QuerySet
from icalendar import Event

from contacts.models import Body
from contributions.models import Meeting
from contributions.models.meetings import MeetingQuerySet
from liaison.bundles import query_of
from liaison.filters import StatementFilter
from liaison.filters.statements import with_predecessors
from liaison.models import Party
from liaison.renditions import hides_addresses

from .calendar import deadline_events, meeting_events
from .reading import KEYS_AT_ONCE, chunks_of

OF_MEETINGS = {"body", "group", "question", "predecessors", "period", "meeting"}  # filters that meetings have too


class Dates:
    """Of a valid filter. Its deadlines are those of the statements that it finds. Its meetings are those of the same
    body, Question, period ... where it asks for nothing else; else those that these statements name or wait for. Words
    are looked for in both."""

    def __init__(self, found: StatementFilter) -> None:
        self.found = found
        deadlines = Party.objects.deadlines_of(found.qs).order_by("deadline", "pk")
        state = hashlib.sha256(repr(hides_addresses()).encode())
        self.meetings = _keys(self._meetings().order_by("starts_on", "pk"), ["changed_at"], state)
        facts = ["deadline", "answered_on", "statement__announced_at", "statement__updated_at"]
        self.parties = _keys(deadlines, facts, state)
        self.fingerprint = state.hexdigest()[:32]  # another one whenever an event may be

    def events(self) -> Iterator[Event]:
        for meetings in chunks_of(self.meetings, _meetings):
            yield from meeting_events(meetings)
        for parties in chunks_of(self.parties, _parties):
            yield from deadline_events(parties)

    def _meetings(self) -> MeetingQuerySet:
        asked = set(query_of(self.found)) - {"sort"}
        if not asked - {"q"} <= OF_MEETINGS:
            return Meeting.objects.with_keys(self.found.qs.keys_of_meetings())
        same = self._of_the_same()
        if not self.found.words:
            return same
        keys = set(same.matching(self.found.words).values_list("pk", flat=True))
        return Meeting.objects.with_keys(keys | self.found.qs.keys_of_meetings())

    def _of_the_same(self) -> MeetingQuerySet:
        asked: dict[str, Any] = self.found.form.cleaned_data
        found = Meeting.objects.all()
        for bodies in filter(None, (asked["body"], asked["group"])):
            found = found.for_body(*Body.objects.under(*bodies))
        if asked["question"]:
            found = found.for_question(*with_predecessors(asked["question"], asked["predecessors"]))
        if asked["period"]:
            found = found.of_period(*asked["period"])
        if asked["meeting"]:
            found = found.with_keys(Meeting.objects.keys_around(row.pk for row in asked["meeting"]))
        return found


def _keys(rows: QuerySet, facts: Sequence[str], state: Any) -> array[int]:
    """The keys of the rows, and their facts into the state."""
    keys = array("q")
    for key, *values in rows.values_list("pk", *facts).iterator(chunk_size=KEYS_AT_ONCE):
        keys.append(key)
        state.update(repr([key, *values]).encode())
    return keys


def _meetings(keys: Sequence[int]) -> MeetingQuerySet:
    return Meeting.objects.with_keys(keys).for_table()


def _parties(keys: Sequence[int]) -> Any:
    return Party.objects.with_keys(keys).for_calendar()
