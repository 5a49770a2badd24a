"""Boxes and lists of forms, written without templates: an option of a list costs Django's templates as much as a line
of a page. What is written is what they write, character for character; any other widget goes through its template.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from django.forms.renderers import DjangoTemplates
from django.utils.formats import localize
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

Widget = Mapping[str, Any]

OPTION = "django/forms/widgets/select_option.html"
INPUTS = ("checkbox", "date", "email", "hidden", "input", "number", "text", "url")


class Renderer(DjangoTemplates):
    def render(self, template_name: str, context: dict[str, Any], request: Any = None) -> SafeString:
        if (written := WRITERS.get(template_name)) and _is_plain(context["widget"]):
            return mark_safe("".join(written(context["widget"])).strip())  # nosec -- each part is escaped
        return mark_safe(super().render(template_name, context, request))  # nosec -- by its template


def _is_plain(widget: Widget) -> bool:
    """Whether none of its options has a template of its own."""
    return all(
        option["template_name"] == OPTION
        for _group, options, _index in widget.get("optgroups", ())
        for option in options
    )


def _attributes(widget: Widget) -> Iterator[str]:
    for name, value in widget["attrs"].items():
        if value is True:
            yield f" {conditional_escape(name)}"
        elif value is not False:
            yield f' {conditional_escape(name)}="{conditional_escape(value)}"'


def _input(widget: Widget) -> Iterator[str]:
    yield f'<input type="{conditional_escape(widget["type"])}" name="{conditional_escape(widget["name"])}"'
    if widget["value"] is not None:
        yield f' value="{conditional_escape(widget["value"])}"'
    yield from _attributes(widget)
    yield ">"


def _textarea(widget: Widget) -> Iterator[str]:
    yield f'<textarea name="{conditional_escape(widget["name"])}"'
    yield from _attributes(widget)
    yield f">\n{conditional_escape(widget['value']) if widget['value'] else ''}</textarea>"


def _select(widget: Widget) -> Iterator[str]:
    yield f'<select name="{conditional_escape(widget["name"])}"'
    yield from _attributes(widget)
    yield ">"
    for group, options, _index in widget["optgroups"]:
        if group:
            yield f'\n  <optgroup label="{conditional_escape(group)}">'
        for option in options:
            yield f'\n  <option value="{conditional_escape(option["value"])}"'
            yield from _attributes(option)
            yield f">{conditional_escape(localize(option['label']))}</option>\n"
        if group:
            yield "\n  </optgroup>"
    yield "\n</select>"


WRITERS: dict[str, Callable[[Widget], Iterator[str]]] = {
    **{f"django/forms/widgets/{name}.html": _input for name in INPUTS},
    "django/forms/widgets/textarea.html": _textarea,
    "django/forms/widgets/select.html": _select,
}
