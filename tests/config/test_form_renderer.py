"""Widgets are written without templates, and read as Django writes them."""

from __future__ import annotations

from typing import Any

import pytest
from django import forms
from django.contrib.admin.widgets import AdminTextareaWidget
from django.forms.renderers import DjangoTemplates
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _

from config.form_renderer import Renderer

HARD = '<b>"O\'Neill" & Söhne</b>\n'
CHOICES = [("", _("Any")), (1, HARD), ("a&b", mark_safe("<i>safe</i>")), (HARD, 1_234)]
GROUPS = [(HARD, CHOICES), ("none", []), ("z", "last")]
ATTRIBUTES = {"id": HARD, "required": True, "disabled": False, "maxlength": 7, "placeholder": _("Any"), "list": ""}
WIDGETS: list[tuple[forms.Widget, list[Any]]] = [
    (forms.TextInput(ATTRIBUTES), [None, "", HARD, 0, 1_234, mark_safe("&amp;")]),
    (forms.HiddenInput(), [None, HARD]),
    (forms.NumberInput(), [0, 12_345, "1.5"]),
    (forms.EmailInput(), ["a@b.example"]),
    (forms.URLInput(), ["https://b.example/?a=1&b=2"]),
    (forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}), ["2023-05-22", None]),
    (forms.CheckboxInput(ATTRIBUTES), [True, False, None, "on"]),
    (forms.Textarea(ATTRIBUTES), [None, "", HARD, "0"]),
    (AdminTextareaWidget(), [HARD]),
    (forms.Select(ATTRIBUTES, CHOICES), ["", "1", HARD, None]),
    (forms.Select({}, GROUPS), ["a&b", "last"]),
    (forms.SelectMultiple({}, GROUPS), [["a&b", "last"], []]),
    (forms.RadioSelect({}, CHOICES), ["1"]),
    (forms.SplitDateTimeWidget(), [None]),
]


@pytest.mark.parametrize("widget", [widget for widget, _values in WIDGETS], ids=lambda one: type(one).__name__)
def test_widget_is_written_as_django_writes_it(widget: forms.Widget) -> None:
    for value in next(values for one, values in WIDGETS if one is widget):
        theirs = widget.render("na<me", value, {"data-x": HARD}, renderer=DjangoTemplates())
        assert widget.render("na<me", value, {"data-x": HARD}, renderer=Renderer()) == theirs


class Starred(forms.Select):
    option_template_name = "django/forms/widgets/checkbox_option.html"


def test_options_with_a_template_of_their_own_go_through_it() -> None:
    own = Starred({}, CHOICES)
    assert own.render("x", "1", renderer=Renderer()) == own.render("x", "1", renderer=DjangoTemplates())
