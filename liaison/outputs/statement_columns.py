"""The register as a table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from liaison.models import Party, Statement
from liaison.renditions import hide_addresses

from .columns import LANGUAGE, LONG, MIDDLE, PERIOD, QUESTION, SHORT, Column, Table, joined, page_link, shown


def read(keys: Sequence[int]) -> Iterator[Statement]:
    """Without e-mail addresses, where a setting says that they are not shown."""
    for statement in Statement.objects.public().with_keys(keys).for_table():
        yield hide_addresses(statement, [statement, *statement.parties.all(), *statement.replies.all()])


def _names(parties: Iterable[Party]) -> str:
    return joined(party.short for party in parties)


def _reply(statement: Statement) -> str:
    """What the register shows as a tag: nothing where nobody was asked."""
    if statement.is_withdrawn or not statement.recipients_asked:
        return ""
    if statement.is_answered:
        return _("Answered")
    return _("Overdue") if any(party.is_overdue() for party in statement.recipients) else _("Reply awaited")


def _deadlines(statement: Statement) -> str:
    """All of them, words too, where the one column of days cannot say it."""
    rows = [row for row in statement.deadlines if row.deadline_text or row.deadline != first_deadline(statement)]
    return joined(f"{row.short}: {row.deadline_text or row.deadline}" for row in rows)


def first_deadline(statement: Statement) -> object:
    return min((party.deadline for party in statement.recipients if party.deadline), default=None)


def _answered_on(statement: Statement) -> object:
    """The day of the last answer, once all are there."""
    days = [party.answered_on for party in statement.recipients_asked]
    return max(days) if statement.is_answered else None  # type: ignore[type-var]


def _questions(statement: Statement) -> str:
    """Those that the register knows, else those that were printed."""
    return joined(f"Q{number}" for party in statement.parties.all() for number in party.question_numbers)


def _answers(statement: Statement) -> Iterator[str]:
    """As printed; what is not public itself is named by its printed words alone."""
    for reply in statement.replies.all():
        public = reply.target and reply.target.is_public
        yield reply.symbol or reply.text or (reply.target.symbol or reply.target.title if public else "")


def _answered_by(statement: Statement) -> Iterator[str]:
    recorded = (party.answered_by for party in statement.parties.all())
    said = (reply.statement for reply in statement.answered_in.all())
    for answer in (*recorded, *said):
        if answer and answer.is_public and not answer.is_withdrawn:
            yield answer.symbol or page_link(answer)


def _approval(statement: Statement) -> str:
    return joined([statement.get_approval_level_display(), statement.approval_text])


def _registered(statement: Statement) -> str:
    document = statement.registered_as
    return document.symbol if document and document.is_public else ""


def _published(statement: Statement) -> str:
    return _("Header only") if statement.is_header_only else _("In full")


STATEMENTS = Table(
    view="liaison:statement-list",
    name="liaison-statements",
    title=gettext_lazy("Liaison statements"),
    read=read,
    columns=[
        Column(gettext_lazy("Date"), lambda row: row.date, SHORT),
        Column(gettext_lazy("Symbol"), lambda row: row.symbol, 18),
        Column(gettext_lazy("Title"), lambda row: row.title, LONG),
        Column(gettext_lazy("Registered as"), _registered, 18),
        Column(gettext_lazy("Direction"), lambda row: row.get_direction_display(), 16),
        Column(gettext_lazy("State"), lambda row: row.get_status_display(), SHORT),
        Column(gettext_lazy("From"), lambda row: _names(row.senders), MIDDLE),
        Column(gettext_lazy("To"), lambda row: _names(row.recipients), MIDDLE),
        Column(gettext_lazy("Copy"), lambda row: _names(row.copies), MIDDLE),
        Column(gettext_lazy("For"), lambda row: joined(label for label, _parties in row.purposes), 16),
        Column(gettext_lazy("Deadline"), first_deadline, SHORT),
        Column(gettext_lazy("Other deadlines"), _deadlines, MIDDLE),
        Column(gettext_lazy("Reply"), _reply, 16),
        Column(gettext_lazy("Answered"), _answered_on, SHORT),
        Column(QUESTION, _questions, 16),
        Column(PERIOD, lambda row: shown(row.period), SHORT),
        Column(gettext_lazy("Topics"), lambda row: joined(topic.local_name for topic in row.topics.all()), MIDDLE),
        Column(LANGUAGE, lambda row: row.get_language_display(), SHORT),
        Column(gettext_lazy("Meeting"), lambda row: row.meeting_text, MIDDLE),
        Column(gettext_lazy("Approval"), _approval, MIDDLE),
        Column(gettext_lazy("It answers"), lambda row: joined(_answers(row)), MIDDLE),
        Column(gettext_lazy("Answered by"), lambda row: joined(_answered_by(row)), MIDDLE),
        Column(gettext_lazy("Sent"), lambda row: row.sent_on, SHORT),
        Column(gettext_lazy("Received"), lambda row: row.received_on, SHORT),
        Column(gettext_lazy("Withdrawn"), lambda row: row.withdrawn_on, SHORT),
        Column(gettext_lazy("Published"), _published, 16),
        Column(gettext_lazy("Address"), page_link, LONG),
    ],
)
