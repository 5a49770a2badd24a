"""The parameters of lists, as the description of the API names them: read from the filters of the pages themselves."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils.translation import override

from liaison.filters import fields
from liaison.filters.base import ListFilter

from .paging import MOST, USUAL

Described = dict[str, Any]

PAGING: list[Described] = [
    {
        "in": "query",
        "name": "limit",
        "required": False,
        "description": f"How many rows at once, {USUAL} where nothing is said.",
        "schema": {"type": "integer", "minimum": 1, "maximum": MOST, "default": USUAL},
    },
    {
        "in": "query",
        "name": "cursor",
        "required": False,
        "description": "From the `next` or `previous` of an answer; good for the same list in the same order.",
        "schema": {"type": "string", "maxLength": 4000},
    },
]


def parameters_of(filters: type[ListFilter]) -> list[Described]:
    with override("en"):
        return [_described(name, one.field) for name, one in filters.base_filters.items()]


def query_parameter(name: str, description: str, **schema: Any) -> Described:
    return {
        "in": "query",
        "name": name,
        "required": False,
        "description": description,
        "schema": {"type": "string"} | schema,
    }


def _described(name: str, field: forms.Field) -> Described:
    lines = [f"{field.label}. {field.help_text}".strip()]
    schema: dict[str, Any] = {"type": "string"}
    if isinstance(field, fields.OptionField):
        options = [(str(value), str(label)) for value, label in field.choices if value != ""]
        schema["enum"] = [value for value, _label in options]
        lines += [f"- `{value}`: {label}" for value, label in options]
    elif isinstance(field, fields.DayField):
        schema["format"] = "date"
    elif isinstance(field, fields.TickField):
        schema = {"type": "boolean"}
    else:
        schema["maxLength"] = fields.LONGEST
        lines += list(_says(field))
    return query_parameter(name, "\n".join(lines), **schema)


def _says(field: forms.Field) -> Iterator[str]:
    if isinstance(field, fields.PickField):
        yield "The slug, or what it is called; all of which the words are the name."
