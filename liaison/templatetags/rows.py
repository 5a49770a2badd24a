"""What each row of a list says, written without templates: a list has many rows, and a template that is included costs
as much as all that it prints."""

from __future__ import annotations

import datetime
import functools
from collections.abc import Iterable, Iterator, Sequence
from urllib.parse import urlencode

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from contacts.models import Entity, StudyPeriod
from contributions.models import Document
from liaison.member_papers import Destination
from liaison.models import Party, Statement

from .days import short_day
from .letters import unbroken
from .registers import list_address

register = template.Library()

MOST_NAMES = 3
NOTHING = SafeString("")


@register.simple_tag
def statement_rows(statements: Sequence[Statement]) -> SafeString:
    """Of a table with date, title, from, to and reply due; of statements read with `for_list`."""
    sender, recipient = _("From"), _("To")
    row = """<tr>
<td class="nowrap muted">{}</td>
<th scope="row"><a class="title" href="{}" lang="{}" dir="{}">{}</a> {}{}</th>
<td data-label="{}">{}</td>
<td data-label="{}">{}</td>
<td>{}</td>
</tr>"""
    return format_html_join(
        "\n",
        row,
        (
            (
                *(_time(one.date), one.get_absolute_url(), one.language, one.direction_of_text, unbroken(one.title)),
                *(statement_tags(one), _excerpt(one)),
                *(sender, party_names(one.senders), recipient, party_names(one.recipients), statement_state(one)),
            )
            for one in statements
        ),
    )


@register.simple_tag
def document_rows(papers: Sequence[Document], without_question: bool = False, one_period: bool = False) -> SafeString:
    """Of a table with symbol, title, source, Question and day received; of documents read with `for_list`.

    `without_question` and `one_period` leave out what is the same in all rows.
    """
    source, question, received = _("Source"), _("Question"), _("Received")
    row = """<tr>
<th scope="row"><a class="symbol" href="{}">{}</a>{}</th>
<td><span lang="{}" dir="auto">{}</span> <span class="tag">{}</span>{}</td>
{}{}{}
</tr>"""
    period = ' <span class="meta"><bdi class="nowrap">{}</bdi></span>'
    return format_html_join(
        "\n",
        row,
        (
            (
                *(one.get_absolute_url(), one.symbol),
                format_html(period, one.period.label) if one.period and not one_period else NOTHING,
                *(one.language, one.title, one.get_kind_display(), _excerpt(one)),
                _cell("", source, source_names(one)),
                NOTHING if without_question else _cell("", question, _questions(one)),
                _cell("nowrap muted", received, _time(one.received_on)),
            )
            for one in papers
        ),
    )


@register.simple_tag
def source_names(document: Document) -> SafeString:
    """The sources of a document read with `for_list`, as links; else as they are printed."""
    if document.entities:
        link = '<a href="{}" lang="{}">{}</a>'
        found = ((row.get_absolute_url(), row.local_name_language, row.local_name) for row in document.entities)
        return format_html_join(pgettext("list", ", "), link, found)
    if not document.source_text:
        return NOTHING
    return format_html('<span lang="{}" dir="auto">{}</span>', document.language, document.source_text)


def _questions(document: Document) -> SafeString:
    link = '<a href="{}"><bdi>{}</bdi></a>'
    found = ((row.get_absolute_url(), row.label) for row in document.questions.all())
    return format_html_join(pgettext("list", ", "), link, found)


def _cell(css: str, label: str, content: SafeString) -> SafeString:
    """With its label, which narrow windows print before it; where it says nothing, without."""
    if not content:
        return SafeString("<td></td>")
    return format_html('<td{} data-label="{}">{}</td>', format_html(' class="{}"', css) if css else "", label, content)


def _joined(parts: Iterable[str], between: str = " ") -> SafeString:
    return format_html_join(between, "{}", ((part,) for part in parts))


def _time(day: datetime.date | None, css: str = "", text: str = "") -> SafeString:
    if not day:
        return NOTHING
    of_class = format_html(' class="{}"', css) if css else ""
    return format_html('<time{} datetime="{}">{}</time>', of_class, day.isoformat(), text or short_day(day))


def _excerpt(row: Statement | Document) -> SafeString:
    """What was found in it, where it was searched for."""
    text = getattr(row, "excerpt", "")
    return format_html(' <span class="excerpt" dir="auto">{}</span>', text) if text else NOTHING


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
    return _joined(_state(statement, with_due))


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
def papers_went(papers: Sequence[Document]) -> SafeString:
    """Of each paper of a member the newest statements that cite it, and what became of them; see `tell_outcomes`."""
    row = """<li>
<h3><a class="symbol" href="{}">{}</a> <span lang="{}" dir="auto">{}</span></h3>
{}<ul class="bare">{}</ul>
{}</li>"""
    return format_html_join(
        "\n",
        row,
        (
            (
                *(one.get_absolute_url(), one.symbol, one.language, unbroken(one.title), _received(one)),
                *(format_html_join("", "<li>{}</li>", ((_went(statement),) for statement in one.went)), _others(one)),
            )
            for one in papers
        ),
    )


def _received(document: Document) -> SafeString:
    """Its study period, and the day on which it was received."""
    told = []
    if document.period:
        told.append(format_html('<bdi class="nowrap">{}</bdi>', document.period.label))
    if document.received_on:
        told.append(_("received %(day)s") % {"day": short_day(document.received_on)})
    return format_html('<p class="meta">{}</p>\n', _joined(told, " · ")) if told else NOTHING


def _others(document: Document) -> SafeString:
    if not document.others:
        return NOTHING
    more = ngettext("%(number)s more statement cites it", "%(number)s more statements cite it", document.others) % {
        "number": document.others
    }
    return format_html('<p class="more"><a href="{}">{}</a></p>\n', document.get_absolute_url(), more)


def _went(statement: Statement) -> SafeString:
    """When it went, to whom, for what, and what became of it there; of a statement read with `for_outcomes`."""
    fates = ((party_asked(party), _news(party)) for party in statement.received_by)
    return format_html(
        '<p>{} {}</p>\n<ul class="bare fates">{}</ul>',
        *(_time(statement.date, "muted"), _titled(statement), format_html_join("\n", "<li>{}{}</li>", fates)),
    )


def _titled(statement: Statement) -> SafeString:
    """Its title, in its own language, as a link to it."""
    link = '<a href="{}" lang="{}" dir="{}">{}</a>'
    title = unbroken(statement.title)
    return format_html(link, statement.get_absolute_url(), statement.language, statement.direction_of_text, title)


def _news(party: Party) -> SafeString:
    """What is known of what became of it."""
    if not party.has_news:
        return NOTHING
    told: list[str] = []
    if party.their_url:
        told.append(
            format_html('<a class="symbol" href="{}">{}</a>', party.their_url, party.their_symbol or party.their_url)
        )
    elif party.their_symbol:
        told.append(format_html('<span class="symbol">{}</span>', party.their_symbol))
    if party.considered_at:
        meeting = party.considered_at
        told.append(format_html('<a href="{}">{}</a>', meeting.get_absolute_url(), meeting))
    told += filter(None, [party.get_outcome_display(), party.outcome_text])
    if party.answered_by and party.answered_by.is_public:
        told.append(_titled(party.answered_by))
    return format_html('\n<p class="meta">{}</p>', _joined(told))


@register.simple_tag
def party_asked(party: Party) -> SafeString:
    """Who it is, what was asked of it, by when, and whether it has answered."""
    told = [format_html("<bdi>{}</bdi>", unbroken(party.short))]
    if party.is_copy or party.purpose:
        asked = _("in copy") if party.is_copy else party.get_purpose_display()
        told.append(format_html('<span class="muted">{}</span>', asked))
    if party.answered_on:
        told.append(_state_until("good", _("Answered"), _time(party.answered_on)))
    elif party.is_open:
        state = ("bad", _("Overdue")) if party.is_overdue() else ("warn", _("Reply awaited"))
        day = _("by %(day)s") % {"day": short_day(party.deadline)} if party.deadline else ""
        told.append(_state_until(*state, _time(party.deadline, text=day)))
        if party.deadline_text and not party.deadline:
            told.append(party.deadline_text)
    return format_html("<p>{}</p>", _joined(told))


def _state_until(css: str, state: str, day: SafeString) -> SafeString:
    return format_html('<span class="nowrap"><span class="tag {}">{}</span> {}</span>', css, state, day)


@register.simple_tag
def destination_rows(destinations: Sequence[Destination], member: Entity, period: StudyPeriod | None) -> SafeString:
    """How many papers of a member each recipient got, and what became of them; the numbers lead to their lists."""
    register = list_address("statement-list", source=member.slug, period=period.label if period else "")
    row_of = functools.cache(_destination_row)
    rows = []
    for one in destinations:
        numbers = [len(one.papers), len(one.statements), len(one.open), len(one.answered)]
        row = row_of(is_body=one.body is not None, linked=tuple(map(bool, numbers)))
        rows.append(format_html(row, *numbers, *_recipient(one, register)))
    return _joined(rows, "\n")


LISTS = ["", "&amp;status=open", "&amp;status=answered"]  # of statements: all, those that await a reply, those answered


def _destination_row(*, is_body: bool, linked: tuple[bool, ...]) -> str:
    """A row to be filled with four numbers and the recipient. A number that is not 0 leads to its list; the papers have
    none, nor has who is no body that we know."""
    labels = [_("Papers"), _("Statements"), _("Reply awaited"), _("Answered")]
    numbers = ["{0}", "{1}", "{2}", "{3}"]
    name = "<bdi>{4}</bdi>"
    if is_body:
        name = '<a href="{4}"><bdi>{5}</bdi></a> <span class="muted" lang="{6}">{7}</span>'
        links = [f'<a href="{{8}}{of}">{number}</a>' for of, number in zip(LISTS, numbers[1:], strict=True)]
        numbers[1:] = [link if linked[place] else numbers[place] for place, link in enumerate(links, start=1)]
    cell = '<td class="num" data-label="{}"><bdi>{}</bdi></td>'
    cells = format_html_join("\n", cell, zip(labels, map(SafeString, numbers), strict=True))
    return f'<tr>\n<th scope="row">{name}</th>\n{cells}\n</tr>'


def _recipient(row: Destination, register: str) -> list[str]:
    if not row.body:
        return [unbroken(row.text)]
    body = row.body
    address = f"{register}&{urlencode({'to': body.slug})}"
    return [body.get_absolute_url(), body.code, body.local_name_language, body.local_name, address]
