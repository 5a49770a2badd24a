"""The filters of those who hold roles, and of those whom they represent."""

from __future__ import annotations

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from contacts.models import Entity, Role

from . import fields
from .base import By, FilterForm, ListFilter

STANDINGS = [
    ("now", _("In office now")),
    ("before", pgettext_lazy("in office", "Before")),
    ("coming", _("Yet to begin")),
]


def roles_called(text: str) -> QuerySet[Role]:
    return Role.objects.called(text)


def role_options() -> list[tuple[str, str]]:
    return [(role.code, role.local_name) for role in Role.objects.all()[: fields.MOST_OPTIONS + 1]]


class AppointmentFilterForm(FilterForm):
    main = ("q", "question", "role", "country", "period", "standing")


class AppointmentFilter(ListFilter):
    q = By(fields.TextField, "matching", label=_("Words"), help_text=_("In the person’s name or the role"))
    question = By(
        fields.PickField,
        "of_questions",
        label=_("Question"),
        find=fields.questions_called,
        names="questions",
        help_text=_("Such as 3/2"),
    )
    role = By(fields.PickField, "of_role", label=_("Role"), find=roles_called, short=role_options)
    country = By(
        fields.CountryField, "of_country", label=_("Country"), help_text=_("Two letters or a name, such as NG")
    )
    period = By(
        fields.PickField,
        "of_period",
        label=pgettext_lazy("filter", "Study period"),
        find=fields.periods_called,
        short=fields.period_options,
    )
    standing = By(fields.OptionField, "of_standing", label=_("When"), choices=STANDINGS)
    body = By(
        fields.PickField,
        "of_bodies",
        label=_("Body"),
        find=fields.bodies_called,
        names="bodies",
        help_text=_("Code or name"),
    )

    class Meta:
        form = AppointmentFilterForm

    def filter_queryset(self, queryset: QuerySet) -> QuerySet:
        return super().filter_queryset(queryset).by_question()


class EntityFilterForm(FilterForm):
    main = ("q", "kind", "region")


class EntityFilter(ListFilter):
    q = By(fields.TextField, "matching", label=_("Words"), help_text=_("In the name, in any language or spelling"))
    kind = By(fields.OptionField, "of_kind", label=_("Kind"), choices=Entity.Kind.choices)
    region = By(fields.OptionField, "of_region", label=_("Region"), choices=Entity.Region.choices)

    class Meta:
        form = EntityFilterForm

    def filter_queryset(self, queryset: QuerySet) -> QuerySet:
        return super().filter_queryset(queryset).in_groups()
