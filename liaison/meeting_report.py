"""The liaison statements of a meeting as its report lists them: what came in, what went out, and what became of it."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.utils.translation import override

from contacts.models import Body
from contributions.models import Meeting

from . import wording
from .letter.labels import colon, comma, printed_date
from .letter.list_labels import all_labels
from .letter.meeting_table import Group, MeetingTable, TableRow
from .models import Party, Statement
from .models.statement_queries import StatementQuerySet

MOST_ROWS = 500  # of each table


def table_of(meeting: Meeting, language: str, *, for_staff: bool = False) -> MeetingTable:
    """Of what is public; for staff also of what is agreed and not sent yet, and of what came in and is not published.

    Its words are in the reader's language.
    """
    report, home = _Report(meeting, language, for_staff), Body.objects.home()
    listed = Statement.objects.agreed_or_recorded() if for_staff else Statement.objects.listed()
    return MeetingTable(
        name=wording.meeting(meeting, language),
        language=language,
        organisation=home.name_in(language) if home else "",
        incoming=_group(listed.incoming_for(meeting), report.incoming),
        outgoing=_group(listed.agreed_at(meeting), report.outgoing),
    )


def _group(found: StatementQuerySet, row: Callable[[Statement], TableRow]) -> Group:
    rows = found.for_meeting_table().sorted_by("date")[: MOST_ROWS + 1]
    shown = tuple(map(row, rows))[:MOST_ROWS]
    return Group(shown, found.count() - MOST_ROWS if len(rows) > MOST_ROWS else 0)


class _Report:
    def __init__(self, meeting: Meeting, language: str, for_staff: bool) -> None:
        self.meeting = meeting
        self.for_staff = for_staff
        self.language = language
        self.words = all_labels(language)

    def incoming(self, statement: Statement) -> TableRow:
        asked = dict.fromkeys(self._wish(party, short=True) for party in statement.recipients)
        return self._row(statement, tuple(filter(None, asked)), self._decided(statement))

    def outgoing(self, statement: Statement) -> TableRow:
        asked = [" – ".join(filter(None, [party.short, self._wish(party)])) for party in statement.recipients]
        day = printed_date(statement.sent_on, self.language)
        sent = comma(self.language).join([self.words["sent"], day]) if day else ""
        return self._row(statement, tuple(asked), (self.words["agreed"], sent))

    def _row(self, statement: Statement, wishes: tuple[str, ...], outcome: tuple[str, ...]) -> TableRow:
        registered = statement.registered_as
        own = [registered.symbol] if registered and (registered.is_public or self.for_staff) else []
        with override(settings.LANGUAGE_CODE):
            address = settings.SITE_URL + statement.get_absolute_url() if statement.is_public else ""
        return TableRow(
            document=next(filter(None, [*own, statement.symbol]), printed_date(statement.date, self.language)),
            address=address,
            source=tuple(party.short for party in statement.senders),
            title=statement.title or self.words["liaison_statement"],
            language=statement.language,
            wishes=wishes,
            outcome=outcome,
        )

    def _wish(self, party: Party, *, short: bool = False) -> str:
        """Purpose and deadline: “Action, deadline: 1 June 2024”, after a name “for action, ...”."""
        purpose = self.words[party.purpose if short else f"for_{party.purpose}"] if party.purpose else ""
        deadline = party.deadline_text or printed_date(party.deadline, self.language)
        if deadline:
            label = self.words["deadline"]
            deadline = f"{label.lower() if purpose else label}{colon(self.language)}{deadline}"
        return comma(self.language).join(filter(None, [purpose, deadline]))

    def _decided(self, statement: Statement) -> tuple[str, ...]:
        """At this meeting: on its list, else of a recipient who took the statement up here or does not say where."""
        for place in statement.considerations.all():
            if place.meeting_id == self.meeting.pk and place.outcome:
                return (self.words[place.outcome],)
        said: list[str] = []
        for party in statement.recipients:
            if party.considered_at_id in (None, self.meeting.pk):
                said += [self.words[party.outcome] if party.outcome else "", party.outcome_text]
        return tuple(dict.fromkeys(filter(None, said)))
