"""Entities, people, and the roles that people hold."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from contacts.models import Appointment, Entity, Person, Role
from contacts.models.naming import NAMES

from .bodies import AliasRows
from .desk import OTHER_NAMES, DeskAdmin
from .merging import MergeAdmin
from .rows import RowForm, StackedRows


class InOfficeFilter(admin.SimpleListFilter):
    title = _("in office")
    parameter_name = "in_office"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("now", _("Now")), ("ended", _("Ended")), ("unknown", _("Start not known"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Appointment]) -> QuerySet[Appointment]:
        conditions = {
            "now": Q(pk__in=Appointment.objects.current().order_by().values("pk")),
            "ended": Q(ends_on__lt=timezone.localdate()),
            "unknown": Q(starts_on__isnull=True),
        }
        return queryset.filter(conditions.get(self.value() or "", Q()))


class AppointmentForm(RowForm):
    order = ""  # a place is among the holders of one role, not among the roles of one person


class AppointmentRows(StackedRows):
    model = Appointment
    form = AppointmentForm
    after = 0
    fields = [
        ("role", "question"),
        ("body", "period"),
        ("entity", "starts_on", "ends_on"),
        ("witness", "position"),
    ]
    autocomplete_fields = ["role", "question", "body", "period", "entity"]
    show_change_link = True


class SpellingRows(AliasRows):
    after = 0


@admin.register(Entity)
class EntityAdmin(MergeAdmin):
    list_display = ["name", "kind", "country", "region", "code"]
    list_filter = ["kind", "region"]
    search_fields = ["name", "code", "country", "name_fr", "name_es", "name_ru", "name_ar", "name_zh", "aliases__text"]
    search_keys = ("name_key", "aliases__key")
    search_help_text = _("By name, code, country or any other spelling.")
    ordering = ["name"]
    inlines = [AliasRows]
    fieldsets = [
        (
            None,
            {
                "description": _("Member States, Sector Members and others who submit documents: their “Source”."),
                "fields": ["name", ("kind", "code"), ("country", "region"), "website"],
            },
        ),
        OTHER_NAMES,
        (_("For staff"), {"fields": ["note", "slug"]}),
    ]


@admin.register(Person)
class PersonAdmin(MergeAdmin):
    change_form_template = "admin/contacts/person/change_form.html"
    list_display = ["name", "honorific", "entity", "email"]
    list_display_links = ["name"]
    list_filter = [("user", admin.EmptyFieldListFilter)]
    list_select_related = ["entity"]
    search_fields = ["name", "email", "entity__name", "aliases__text"]
    search_keys = ("name_key", "aliases__key")
    search_help_text = _("By name, e-mail, entity or any other spelling.")
    ordering = ["name"]
    autocomplete_fields = ["entity", "user"]
    inlines = [SpellingRows, AppointmentRows]
    fieldsets = [
        (None, {"fields": [("honorific", "name"), "entity", ("email", "language"), ("phone", "address")]}),
        (_("For staff"), {"fields": ["user", "note"]}),
    ]

    def choice_label(self, person: Person) -> str:
        return f"{person} ({person.entity})" if person.entity else str(person)


@admin.register(Role)
class RoleAdmin(DeskAdmin):
    list_display = ["name", "code", "contact_label", "position"]
    search_fields = ["code", *NAMES]
    ordering = ["position", "name"]
    prepopulated_fields = {"code": ["name"]}
    fieldsets = [(None, {"fields": ["name", "code", "contact_label", "position"]}), OTHER_NAMES]


@admin.register(Appointment)
class AppointmentAdmin(DeskAdmin):
    change_form_template = "admin/contacts/appointment/change_form.html"
    list_display = ["person", "role", "place", "entity", "starts_on", "ends_on"]
    list_filter = [InOfficeFilter, "role", "question__period", ("body", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["person", "role", "entity", "body", "period", "question__period", "question__group"]
    search_fields = ["person__name", "role__name", "question__number", "body__code", "entity__name"]
    search_keys = ("person__name_key", "person__aliases__key")
    ordering = ["role__position", "position", "person__name", "pk"]
    autocomplete_fields = ["person", "role", "body", "period", "question", "entity"]
    date_hierarchy = "starts_on"
    fieldsets = [
        (
            None,
            {
                "description": _("The role is held for a Question or for a body: fill in one of the two."),
                "fields": ["person", "role", "question", ("body", "period"), "entity"],
            },
        ),
        (
            _("Time"),
            {
                "description": _("Leave a day empty rather than guess it, and say from where the role is known."),
                "fields": [("starts_on", "ends_on"), "witness", "position"],
            },
        ),
    ]

    @admin.display(description=pgettext_lazy("role", "for"), ordering="question__number")
    def place(self, appointment: Appointment) -> str:
        """The Question or body, with the period."""
        if appointment.period:
            return f"{appointment.body} ({appointment.period})"
        return str(appointment.question or appointment.body)
