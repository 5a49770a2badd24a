"""The register's filters: the parameters of /statements/, which are a public contract."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db.models import QuerySet
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from contacts.gathering import Keys
from contacts.models import Body, Question
from liaison.models import Party, Statement
from liaison.models.statement_requests import Recipients
from liaison.models.statements import LANGUAGES
from liaison.paging import OpenFirst, Order

from . import fields
from .base import BY_RELEVANCE, USUAL_ORDER, By, FilterForm, ListFilter
from .counts import OF_COLUMNS, PLACES, Told

STATUSES = [
    ("open", _("Open: a reply is awaited")),
    ("overdue", _("Overdue")),
    ("answered", _("Answered")),
    ("withdrawn", _("Withdrawn")),
]
DUE = [("overdue", _("Overdue")), ("7", _("In the next 7 days")), ("30", _("In the next 30 days"))]
OPEN_FIRST = "open"
SORTS = [
    *BY_RELEVANCE,
    (OPEN_FIRST, _("What awaits a reply first")),
    ("-date", _("Newest first")),
    ("date", _("Oldest first")),
    ("deadline", _("Earliest deadline first")),
    ("-deadline", _("Latest deadline first")),
    ("title", _("Title, A to Z")),
    ("-title", _("Title, Z to A")),
    ("symbol", _("Symbol, ascending")),
    ("-symbol", _("Symbol, descending")),
]


def with_predecessors(questions: list[Question], wanted: bool) -> list[Question]:
    """The Questions, and where that is wanted all that they continue."""
    if not wanted:
        return questions
    return list({earlier for question in questions for earlier in Question.objects.lineage(question)})


class StatementFilterForm(FilterForm):
    main = ("q", "status")
    spans = (("from_date", "to_date"), ("deadline_from", "deadline_to"))


class StatementFilter(ListFilter):
    """Of all statements with a public page; without the withdrawn ones unless they are what is asked for.

    Where recipients are asked for (`to`), purpose, state, deadline and the order by them are those of these recipients:
    what others have still to answer is not open for them.
    """

    ranks = True
    counted = ("direction", "purpose", "period", "group", "language")
    default_sort = "-date"

    q = By(
        fields.TextField,
        "matching",
        label=_("Words"),
        help_text=_("In all its text; “in quotes” side by side"),
    )
    status = By(fields.OptionField, label=_("State"), choices=STATUSES)
    direction = By(fields.OptionField, "of_direction", label=_("Direction"), choices=Statement.Direction.choices)
    body = By(
        fields.PickField,
        "for_body",
        label=_("Sender or recipient"),
        find=fields.bodies_called,
        names="bodies",
        help_text=_("Code or name, such as CWG-COP; its parts count too"),
    )
    to = By(
        fields.PickField,
        label=_("Sent to"),
        find=fields.bodies_called,
        names="bodies",
        help_text=_("Code or name of a recipient; copies and its parts count too"),
    )
    locals()["from"] = By(  # a word of Python’s own
        fields.PickField,
        label=pgettext_lazy("sender", "Sent by"),
        find=fields.bodies_called,
        names="bodies",
        help_text=_("Code or name of a sender; its parts count too"),
    )
    from_date = By(fields.DayField, label=_("Dated from"))
    to_date = By(fields.DayField, label=_("Dated to"))
    period = By(
        fields.PickField,
        "of_period",
        label=pgettext_lazy("filter", "Study period"),
        find=fields.periods_called,
        short=fields.period_options,
    )
    group = By(
        fields.PickField, "for_body", label=_("Study group"), find=fields.groups_called, short=fields.group_options
    )
    question = By(
        fields.PickField,
        "for_question",
        label=_("Question"),
        find=fields.questions_called,
        names="questions",
        help_text=_("Such as 3/2"),
    )
    predecessors = By(fields.TickField, label=_("And the Questions that it continues"))
    purpose = By(fields.OptionField, label=_("For"), choices=Party.Purpose.choices)
    topic = By(fields.PickField, "for_topic", label=_("Topic"), find=fields.topics_called, short=fields.topic_options)
    meeting = By(
        fields.PickField,
        "for_meeting",
        label=_("Meeting"),
        find=fields.meetings_called,
        names="meetings",
        help_text=_("Its name, or the end of its page’s address"),
    )
    source = By(
        fields.PickField,
        label=_("Source of a cited document"),
        find=fields.entities_called,
        names="sources",
        help_text=_("Such as Nigeria"),
    )
    country = By(
        fields.CountryField, label=_("Country of a cited document"), help_text=_("Two letters or a name, such as NG")
    )
    language = By(fields.OptionField, "in_language", label=_("Language"), choices=LANGUAGES)
    due = By(fields.OptionField, label=_("Reply due"), choices=DUE)
    deadline_from = By(fields.DayField, label=_("Deadline from"))
    deadline_to = By(fields.DayField, label=_("Deadline to"))
    sort = By(fields.OptionField, label=_("Order"), choices=SORTS, empty_label=USUAL_ORDER)

    class Meta:
        form = StatementFilterForm

    @cached_property
    def recipients(self) -> Recipients:
        """The keys of those to whom it was sent, with their parts; None where they are not asked for. One query."""
        asked = self.form.cleaned_data["to"]
        return Body.objects.keys_under(*asked) if asked else None

    @cached_property
    def senders(self) -> Recipients:
        asked = self.form.cleaned_data["from"]
        return Body.objects.keys_under(*asked) if asked else None

    @cached_property
    def ranking(self) -> Order | None:
        return OpenFirst(self.recipients) if self.sort == OPEN_FIRST else super().ranking

    @cached_property
    def keys(self) -> Keys | None:
        """None too where what is open stands first: that order is cheap for a page, and not for all."""
        return None if self.sort == OPEN_FIRST else super().keys

    @property
    def told(self) -> Told | None:
        return None if self.keys is None else self._told

    @cached_property
    def _told(self) -> Told:
        """What is counted of all that is found, in its order, and its keys."""
        if self.told_of_more:
            return self.told_of_more.having(**{name: self.form.cleaned_data[name] for name in PLACES})
        return Told.of(self.qs, self._columns_not_in_use)

    @cached_property
    def told_of_more(self) -> Told | None:
        """One query, which tells what is found with the filters of both columns, without one and without the other."""
        if not all(self.form.cleaned_data[name] for name in PLACES):
            return None
        found = self.found_without(*PLACES)
        in_order = found.order_by() if self.sort == OPEN_FIRST else self.sorted(found)
        told = Told.of(in_order, [*PLACES, *self._columns_not_in_use], len(PLACES))
        return None if told.are_too_many else told

    @property
    def _columns_not_in_use(self) -> list[str]:
        return [name for name in OF_COLUMNS if not self.form.cleaned_data[name]]

    @property
    def _first_keys(self) -> Keys:
        return self._told.keys

    def sorted(self, found: QuerySet) -> QuerySet:
        return found.sorted_by(self.default_sort if self.is_ranked_by(self.sort) else self.sort, self.recipients)

    def filter_queryset(self, queryset: QuerySet) -> QuerySet:
        return self.sorted(self.narrowed(queryset)) if self.is_valid() else queryset.none()

    def narrowed(self, queryset: QuerySet, leaving_out: Collection[str] = ()) -> QuerySet:
        asked = self.form.cleaned_data | dict.fromkeys(leaving_out)
        found = queryset
        for name, value in asked.items():
            if name != "question":
                found = self.filters[name].filter(found, value)
        if asked["question"]:
            found = found.for_question(*with_predecessors(asked["question"], asked["predecessors"]))
        if asked["source"]:
            found = found.in_full().citing_entity(*asked["source"])
        if asked["country"]:
            found = found.in_full().citing_country(asked["country"])
        if asked["from_date"] or asked["to_date"]:
            found = found.dated(asked["from_date"], asked["to_date"])
        return self._asked_of_recipients(found, asked)

    def _asked_of_recipients(self, found: QuerySet, asked: dict[str, Any]) -> QuerySet:
        to = self.recipients
        if to is not None:
            found = found.sent_to(to)
        if self.senders is not None:
            found = found.sent_by(self.senders)
        found = _in_state(found, asked["status"], to)
        if asked["purpose"]:
            found = found.with_purpose(asked["purpose"], to)
        if asked["deadline_from"] or asked["deadline_to"]:
            found = found.due_between(asked["deadline_from"], asked["deadline_to"], to)
        if asked["due"]:
            found = found.overdue(to=to) if asked["due"] == "overdue" else found.due_within(int(asked["due"]), to=to)
        return found


def _in_state(found: QuerySet, state: str, to: Recipients) -> QuerySet:
    if state == "withdrawn":
        return found.withdrawn()
    found = found.standing()
    return getattr(found, state)(to=to) if state else found
