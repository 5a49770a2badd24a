"""The filters of the papers: the parameters of /documents/, which are a public contract."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from contributions.models import Document
from liaison.models.statements import LANGUAGES

from . import fields
from .base import BY_RELEVANCE, USUAL_ORDER, By, FilterForm, ListFilter
from .statements import with_predecessors

KINDS = [("contribution", _("Contribution, for action or information")), *Document.Kind.choices]
SORTS = [
    *BY_RELEVANCE,
    ("-received", _("Newest first")),
    ("received", _("Oldest first")),
    ("symbol", _("Symbol, ascending")),
    ("-symbol", _("Symbol, descending")),
    ("title", _("Title, A to Z")),
    ("-title", _("Title, Z to A")),
]


class DocumentFilterForm(FilterForm):
    main = ("q", "kind", "question", "source", "period")
    spans = (("from_date", "to_date"),)


class DocumentFilter(ListFilter):
    ranks = True
    default_sort = "-received"

    q = By(
        fields.TextField,
        "matching",
        label=_("Words"),
        help_text=_("In title, source, text or symbol, such as 2/34"),
    )
    kind = By(fields.OptionField, "of_kind", label=_("Kind"), choices=KINDS)
    question = By(
        fields.PickField,
        label=_("Question"),
        find=fields.questions_called,
        names="questions",
        help_text=_("Such as 3/2"),
    )
    predecessors = By(fields.TickField, label=_("And the Questions that it continues"))
    source = By(
        fields.PickField,
        "for_entity",
        label=_("Source"),
        find=fields.entities_called,
        names="sources",
        help_text=_("Who submitted it, such as Nigeria"),
    )
    period = By(
        fields.PickField,
        "of_period",
        label=pgettext_lazy("filter", "Study period"),
        find=fields.periods_called,
        short=fields.period_options,
    )
    group = By(
        fields.PickField, "for_group", label=_("Study group"), find=fields.groups_called, short=fields.group_options
    )
    body = By(
        fields.PickField,
        "for_body",
        label=_("Issued by"),
        find=fields.bodies_called,
        names="bodies",
        help_text=_("Code or name of the body, such as TDAG; its parts count too"),
    )
    topic = By(fields.PickField, "for_topic", label=_("Topic"), find=fields.topics_called, short=fields.topic_options)
    meeting = By(
        fields.PickField,
        "for_meeting",
        label=_("Meeting"),
        find=fields.meetings_called,
        names="meetings",
        help_text=_("Its name, or the end of its page’s address"),
    )
    country = By(
        fields.CountryField,
        "from_country",
        label=_("Country of the source"),
        help_text=_("Two letters or a name, such as NG"),
    )
    language = By(fields.OptionField, "in_language", label=_("Language"), choices=LANGUAGES)
    from_date = By(fields.DayField, "received_from", label=_("Received from"))
    to_date = By(fields.DayField, "received_until", label=_("Received until"))
    sort = By(fields.OptionField, label=_("Order"), choices=SORTS, empty_label=USUAL_ORDER)

    class Meta:
        form = DocumentFilterForm

    def filter_queryset(self, queryset: QuerySet) -> QuerySet:
        return self.sorted(self.narrowed(queryset)) if self.is_valid() else queryset.none()

    def narrowed(self, queryset: QuerySet, leaving_out: Collection[str] = ()) -> QuerySet:
        found = super().narrowed(queryset, leaving_out)
        asked = self.form.cleaned_data
        return (
            found.for_question(*with_predecessors(asked["question"], asked["predecessors"]))
            if asked["question"]
            else found
        )
