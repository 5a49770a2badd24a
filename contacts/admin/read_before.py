"""Forms that show what was read with their row, and ask for nothing of it again.

An admin whose page has many lists reads its row with all of them (`prefetch_related`, contacts/together.py) where the
page is only opened. A page that is sent back reads each list by itself, as it is stored at that moment.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import Model


def held(row: Model, name: str) -> Any:
    """The rows of a relation that were read with the row; None where they were not."""
    return getattr(row, "_prefetched_objects_cache", {}).get(name)


class ReadBefore:
    """For formsets: of a page that is only opened, the rows that were read with what they belong to.

    Where a formset is of some of the rows of a relation, `takes` says of which.
    """

    def takes(self, row: Model) -> bool:
        return True

    def held_rows(self) -> list[Model] | None:
        if self.is_bound:  # type: ignore[attr-defined]
            return None
        name = self.fk.remote_field.get_accessor_name(model=self.model)  # type: ignore[attr-defined]
        rows = held(self.instance, name)  # type: ignore[attr-defined]
        return None if rows is None else [row for row in rows if self.takes(row)]

    def get_queryset(self) -> Any:
        if not hasattr(self, "_queryset") and (rows := self.held_rows()) is not None:
            self._queryset: Any = rows
        return super().get_queryset()  # type: ignore[misc]


def known_of(rows: list[Model], name: str, site: admin.AdminSite) -> dict[str, Model] | None:
    """What the rows hold in a field of theirs, by key; None where it was not read with all that its names need."""
    known = {}
    for row in rows:
        if row._meta.get_field(name).many_to_many:
            chosen = held(row, name)
        else:
            chosen = [row._state.fields_cache.get(name)] if getattr(row, f"{name}_id") is not None else []
        if chosen is None or not all(one is not None and _is_whole(one, site) for one in chosen):
            return None
        known |= {str(one.pk): one for one in chosen}
    return known


def _is_whole(row: Model, site: admin.AdminSite) -> bool:
    """Whether it was read with what the admin of its model always reads with it."""
    related = site._registry.get(type(row))
    paths = related.list_select_related if related else ()
    names = {path.partition("__")[0] for path in paths} if isinstance(paths, (list, tuple)) else set()
    return all(name in row._state.fields_cache or getattr(row, f"{name}_id") is None for name in names)


def show_what_is_known(form: forms.ModelForm) -> None:
    """Autocompletes of a form that is only opened show the rows that were read with its own, if they show those."""
    for name, field in form.fields.items():
        autocomplete = getattr(field.widget, "widget", field.widget)  # the wrapper with its "add" link, or itself
        if form.is_bound or not hasattr(autocomplete, "known"):
            continue
        known = known_of([form.instance], name, autocomplete.admin_site)
        initial = form.initial.get(name)
        shown = [row.pk for row in initial] if isinstance(initial, list) else [initial] if initial else []
        if known and {str(key) for key in shown} == set(known):
            autocomplete.known = known
