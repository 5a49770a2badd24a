"""Widgets whose HTML is put together without the template engine: a table of 500 rows has 4,500 of them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from contacts.admin.choosing import KnownSelect


class QuickInput:
    def _render(self, template_name: str, context: dict[str, Any], renderer: Any = None) -> SafeString:
        widget = context["widget"]
        given = {"value": str(widget["value"])} if widget["value"] is not None else {}
        return format_html(
            '<input type="{}" name="{}"{}>', widget["type"], widget["name"], flatatt(given | widget["attrs"])
        )


class QuickText(QuickInput, forms.TextInput):
    pass


class QuickUrl(QuickInput, forms.URLInput):
    pass


class QuickNumber(QuickInput, forms.NumberInput):
    pass


class QuickHidden(QuickInput, forms.HiddenInput):
    pass


class QuickCheckbox(QuickInput, forms.CheckboxInput):
    pass


class QuickTextarea(forms.Textarea):
    def _render(self, template_name: str, context: dict[str, Any], renderer: Any = None) -> SafeString:
        widget = context["widget"]
        # A line break first, for browsers drop the first one of a textarea.
        return format_html(
            '<textarea name="{}"{}>\n{}</textarea>', widget["name"], flatatt(widget["attrs"]), widget["value"] or ""
        )


class LazySelect(KnownSelect):
    """Becomes a search box when it is entered (static/desk/rows.js), not when the page is opened.

    What the search needs to know stands once, in the row from which new ones are made.
    """

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        attributes = context["widget"]["attrs"]
        if "__prefix__" not in name:
            for key in [key for key in attributes if key.startswith("data-") or key == "lang"]:
                del attributes[key]
            attributes["class"] = "desk-autocomplete"
        return context

    def _render(self, template_name: str, context: dict[str, Any], renderer: Any = None) -> SafeString:
        widget = context["widget"]
        shown = [option for _group, options, _index in widget["optgroups"] for option in options]
        options = format_html_join(
            "",
            '<option value="{}"{}>{}</option>',
            ((option["value"], flatatt({"selected": option["selected"]}), option["label"]) for option in shown),
        )
        return format_html('<select name="{}"{}>{}</select>', widget["name"], flatatt(widget["attrs"]), options)
