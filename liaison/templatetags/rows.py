"""What each row of a list of statements says, written without templates: a list has many rows, and a template that is
included costs as much as all that it prints."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from liaison.models import Party, Statement

from .days import short_day
from .letters import unbroken

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
