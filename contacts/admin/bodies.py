"""Study periods, bodies, Questions."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from contacts.models import Alias, Body, BodyAddress, Question, StudyPeriod

from .desk import OTHER_NAMES, DeskAdmin
from .merging import MergeAdmin
from .rows import TableRows


@admin.register(StudyPeriod)
class StudyPeriodAdmin(DeskAdmin):
    list_display = ["label", "prefix", "starts_on", "ends_on"]
    search_fields = ["label", "prefix"]
    ordering = ["-label"]
    fieldsets = [
        (
            None,
            {
                "description": _("The label is what is printed; the days say when roles and Questions are current."),
                "fields": ["label", "prefix", ("starts_on", "ends_on")],
            },
        )
    ]


class AddressRows(TableRows):
    model = BodyAddress
    after = 3
    fields = ["email", "use", "language", "note"]


class AliasRows(TableRows):
    model = Alias
    after = 1
    fields = ["text", "kind"]


@admin.register(Body)
class BodyAdmin(MergeAdmin):
    list_display = ["code", "name", "kind", "parent", "ends_on", "is_home"]
    list_filter = ["kind", ("parent", admin.RelatedOnlyFieldListFilter), ("ends_on", admin.EmptyFieldListFilter)]
    list_select_related = ["parent"]
    search_fields = ["code", "name", "name_fr", "name_es", "name_ru", "name_ar", "name_zh", "aliases__text"]
    search_keys = ("code_key", "name_key", "aliases__key")
    search_help_text = _("By code, name or any other spelling.")
    ordering = ["code"]
    autocomplete_fields = ["parent", "successor"]
    inlines = [AliasRows, AddressRows]
    fieldsets = [
        (None, {"fields": [("code", "kind"), "name", "parent"]}),
        OTHER_NAMES,
        (_("Life"), {"fields": [("starts_on", "ends_on"), "successor"]}),
        (
            _("Sending to it"),
            {
                "description": _("Its e-mail addresses for liaison statements are in the table below."),
                "fields": ["website", "wanted_format"],
            },
        ),
        (
            _("Home body"),
            {
                "description": _(
                    "For the one body whose site this is. Statements from it and from all its parts are ours."
                ),
                "fields": ["is_home", "letterhead"],
            },
        ),
        (_("For staff"), {"fields": ["note", "slug"]}),
    ]

    def choice_label(self, body: Body) -> str:
        return body.code if body.local_name == body.code else f"{body.code}, {body.local_name}"


class QuestionForm(forms.ModelForm):
    def clean(self) -> dict[str, Any] | None:
        """What it continues is another Question, and not of a later period."""
        cleaned = super().clean() or self.cleaned_data
        period = cleaned.get("period")
        for question in cleaned.get("continues") or []:
            if question.pk == self.instance.pk:
                self.add_error("continues", _("A Question does not continue itself."))
            elif period and question.period.label > period.label:
                text = _("%(question)s is of a later period, so this one cannot continue it.")
                self.add_error("continues", text % {"question": question})
        return cleaned


@admin.register(Question)
class QuestionAdmin(DeskAdmin):
    form = QuestionForm
    list_display = ["question", "group", "period", "name", "position"]
    list_filter = ["period", ("group", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["period", "group"]
    search_fields = ["number", "name", "name_fr", "name_es", "name_ru", "name_ar", "name_zh", "period__label"]
    search_help_text = _("By number, title or period: 3/2 2022.")
    ordering = ["-period__label", "group__code", "position", "number"]
    autocomplete_fields = ["period", "group", "continues"]
    fieldsets = [
        (None, {"fields": [("period", "group"), ("number", "position"), "name"]}),
        OTHER_NAMES,
        (_("Mandate"), {"fields": ["continues", "terms_of_reference"]}),
        (_("For staff"), {"fields": ["note", "slug"]}),
    ]

    def choice_label(self, question: Question) -> str:
        return Truncator(f"{question}, {question.local_name}").chars(90)

    @admin.display(description=_("Question"), ordering="number")
    def question(self, question: Question) -> str:
        return question.label

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Question], search_term: str
    ) -> tuple[QuerySet[Question], bool]:
        """“Q3/2” finds what is stored as 3/2."""
        words = [word[1:] if word[:1] in "Qq" and word[1:2].isdigit() else word for word in search_term.split()]
        return super().get_search_results(request, queryset, " ".join(words))
