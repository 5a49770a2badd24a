"""What each row of a list says, written without templates: a list has many rows, and a template that is included costs
as much as all that it prints."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from contacts.models import Entity, StudyPeriod
from liaison.member_papers import Destination
from liaison.models import Party, Statement

from .days import short_day
from .letters import unbroken
from .registers import list_address

register = template.Library()

MOST_NAMES = 3


@register.simple_tag
def party_names(parties: Sequence[Party]) -> SafeString:
    """The first three by their short names; of a body what is printed of it is told too."""
    comma = pgettext("list", ", ")
    names = format_html_join(comma, "{}", ((_name(party),) for party in parties[:MOST_NAMES]))
    return format_html("{}{}…", names, comma) if len(parties) > MOST_NAMES else names


def _name(party: Party) -> SafeString:
    if not party.body:
        return format_html("<bdi>{}</bdi>", unbroken(party.short))
    return format_html('<bdi title="{}">{}</bdi>', party.printed, unbroken(party.short))


@register.simple_tag
def statement_tags(statement: Statement) -> SafeString:
    """Its symbol, and what sets it apart from others."""
    return format_html(
        '<span class="tags">{}</span>', format_html_join(" ", '<span class="{}">{}</span>', _tags(statement))
    )


def _tags(statement: Statement) -> Iterator[tuple[str, str]]:
    if statement.symbol:
        yield "symbol muted", statement.symbol
    if statement.is_withdrawn:
        yield "tag bad", _("Withdrawn")
    if statement.is_transcription:
        yield "tag", statement.get_direction_display()
    if statement.is_header_only:
        yield "tag", _("Header only")


@register.simple_tag
def statement_state(statement: Statement, with_due: bool = False) -> SafeString:
    """What is asked of the recipients, by when, and whether they have answered; `with_due` says what the day is."""
    return format_html_join(" ", "{}", ((part,) for part in _state(statement, with_due)))


def _state(statement: Statement, with_due: bool) -> Iterator[SafeString]:
    is_asked, day = bool(statement.recipients_asked), statement.next_deadline
    if not statement.is_withdrawn:
        if statement.is_answered:
            yield format_html('<span class="tag good">{}</span>', _("Answered"))
        elif statement.is_overdue:
            yield format_html('<span class="tag bad">{}</span>', _("Overdue"))
        elif is_asked:
            yield format_html('<span class="tag warn">{}</span>', _("Reply awaited"))
        if day:
            text = _("due %(day)s") % {"day": short_day(day)} if with_due else short_day(day)
            yield format_html('<time class="nowrap" datetime="{}">{}</time>', day.isoformat(), text)
    if not is_asked and statement.purposes:
        yield format_html('<span class="muted">{}</span>', _("For information"))


@register.simple_tag
def destination_rows(destinations: Sequence[Destination], member: Entity, period: StudyPeriod | None) -> SafeString:
    """How many papers of a member each recipient got, and what became of them; the numbers lead to their lists."""
    labels = [_("Papers"), _("Statements"), _("Reply awaited"), _("Answered")]
    rows = []
    for row in destinations:
        numbers = [len(row.papers), len(row.statements), len(row.open), len(row.answered)]
        addresses = ["", *_addresses(row, member, period)] if row.body else [""] * len(numbers)
        cells = ((label, _linked(number, to)) for label, number, to in zip(labels, numbers, addresses, strict=True))
        rows.append((_recipient(row), format_html_join("\n", CELL, cells)))
    return format_html_join("\n", '<tr>\n<th scope="row">{}</th>\n{}\n</tr>', rows)


CELL = '<td class="num" data-label="{}"><bdi>{}</bdi></td>'


def _recipient(row: Destination) -> SafeString:
    if not row.body:
        return format_html("<bdi>{}</bdi>", unbroken(row.text))
    name = '<a href="{}"><bdi>{}</bdi></a> <span class="muted" lang="{}">{}</span>'
    body = row.body
    return format_html(name, body.get_absolute_url(), body.code, body.local_name_language, body.local_name)


def _addresses(row: Destination, member: Entity, period: StudyPeriod | None) -> list[str]:
    """Of the statements that cite its papers, of those that await a reply and of those that are answered, if any."""
    what = {"source": member.slug, "to": row.body.slug if row.body else "", "period": period.label if period else ""}
    address = list_address("statement-list", **what)
    return [address, *(f"{address}&status={status}" if getattr(row, status) else "" for status in ("open", "answered"))]


def _linked(number: int, address: str) -> SafeString:
    return format_html('<a href="{}">{}</a>', address, number) if address else format_html("{}", number)
