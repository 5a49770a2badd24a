"""Choosing rows of the register in a search box, whose names are read once for all rows of a page."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.contrib.admin.widgets import AutocompleteSelect, AutocompleteSelectMultiple
from django.core.exceptions import ValidationError
from django.db import models

from contacts.admin_site import choice_label


def is_key(text: str) -> bool:
    """Whether a text can be a primary key that a database takes."""
    return text.isascii() and text.isdigit() and len(text) < 19


class KnownChoices:
    """An autocomplete whose chosen rows were read beforehand, for all rows of a formset at once.

    Who has no scripts chooses among those that are `offered`.
    """

    known: dict[str, models.Model] | None = None

    def offered(self) -> Iterable[tuple[int, str]]:
        """Keys of rows that may be meant, with their labels."""
        return ()

    def optgroups(self, name: str, value: Iterable[Any], attrs: Any = None) -> list[Any]:
        """A key that cannot be one, from an address or a forged form, is shown as nothing chosen."""
        chosen = [key for key in map(str, value) if not key or is_key(key)]
        if self.known is None:
            groups = super().optgroups(name, chosen, attrs)  # type: ignore[misc]
        else:
            groups = self._groups_of(self.known, name, chosen)
        options = groups[0][1]
        for key, label in self.offered():
            if str(key) not in chosen:
                options.append(self.create_option(name, key, label, False, len(options)))  # type: ignore[attr-defined]
        return groups  # type: ignore[no-any-return]

    def _groups_of(self, known: dict[str, models.Model], name: str, chosen: Iterable[str]) -> list[Any]:
        site = self.admin_site  # type: ignore[attr-defined]
        options = [(key, choice_label(site, known[key])) for key in chosen if key in known]
        if not (self.is_required or self.allow_multiple_selected):  # type: ignore[attr-defined]
            options.insert(0, ("", ""))
        shown = [
            self.create_option(name, key, label, bool(key), place)  # type: ignore[attr-defined]
            for place, (key, label) in enumerate(options)
        ]
        return [(None, shown, 0)]


class KnownSelect(KnownChoices, AutocompleteSelect):
    pass


class KnownSelectMultiple(KnownChoices, AutocompleteSelectMultiple):
    def build_attrs(self, base_attrs: dict[str, Any], extra_attrs: dict[str, Any] | None = None) -> dict[str, Any]:
        """Each choice has its own button to take it away; one for all would stand among them as no item of the list."""
        return super().build_attrs(base_attrs, extra_attrs) | {"data-allow-clear": "false"}


class NamedChoiceField:
    """Its choices have the names that they have in the search box."""

    def label_from_instance(self, row: models.Model) -> str:
        widget = getattr(self.widget, "widget", self.widget)  # type: ignore[attr-defined]
        return choice_label(widget.admin_site, row)


class KnownMultipleChoiceField(NamedChoiceField, forms.ModelMultipleChoiceField):
    def clean(self, value: Any) -> Any:
        if wrong := [key for key in map(str, value or []) if not is_key(key)]:
            raise ValidationError(self.error_messages["invalid_pk_value"], "invalid_pk_value", {"pk": wrong[0]})
        return super().clean(value)


class KnownChoiceField(NamedChoiceField, forms.ModelChoiceField):
    def to_python(self, value: Any) -> models.Model | None:
        known = getattr(self.widget, "known", None)
        if known is not None and str(value) in known:
            return known[str(value)]
        return super().to_python(value)
