"""What one person typed and what another stored meanwhile, brought together field by field and row by row.

Three states: what the page showed when it was opened (`base`, None where that is not known), what is stored now
(`now`), and what was posted. What was left as it was takes what is stored now. What only the poster changed stays.
Where both changed the same thing the posted value stays too, and is listed as a conflict with both values.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.http import QueryDict
from django.utils import formats
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from contacts.enumeration import apposed
from liaison.forms import RichTextField
from liaison.letter.compare import Change, block_text
from liaison.letter.rich_text import blocks_from_html
from liaison.saves import Row

Posted = dict[str, list[str]]  # of one row, by the name of the field
NOT_FIELDS = ("id", "DELETE", "seen")


@dataclass
class Merge:
    """`data` is what was posted, a copy that the merge writes to. Of a change `old` is theirs and `new` is mine."""

    data: QueryDict
    conflicts: list[Change] = field(default_factory=list)
    taken: list[Change] = field(default_factory=list)

    def fields(self, model: type[models.Model], form: type[forms.BaseForm], base: Row | None, now: Row) -> None:
        """Of the form of one row."""
        posted = {name: self.data.getlist(name) for name in form.base_fields if name in self.data}
        for name, values in self._row(_Fields(model, form.base_fields), base, now, posted, "").items():
            self.data.setlist(name, values)

    def rows(
        self, formset: type[forms.BaseInlineFormSet], prefix: str, base: dict[int, Row] | None, now: dict[int, Row]
    ) -> None:
        """Of a formset; `now` are its rows that are stored, in their order."""
        group = _Group(self, formset, prefix, base, now)
        stored = [row for posted in group.posted() if (row := group.meet(posted)) is not None]
        group.write([*stored, *group.added()])

    def _row(self, own: _Fields, base: Row | None, now: Row, posted: Posted, head: str) -> Posted:
        result = dict(posted)
        for name in own.names(now):
            if own.is_left_out(name, posted) or own.is_same(name, now[name], posted):
                continue
            label = apposed([head, own.label(name)])
            change = Change(name, label, own.stored(name, now[name]), own.typed(name, posted))
            if base is not None and name in base and own.is_same(name, base[name], posted):
                result[name] = own.posted(name, now[name])
                self.taken.append(Change(name, label, own.stored(name, base[name]), change.old))
            elif base is None or base.get(name) != now[name]:
                self.conflicts.append(change)
        return result


class _Fields:
    """The fields of a form, each able to hold a value as it is stored against one as it is posted."""

    def __init__(self, model: type[models.Model], fields: dict[str, forms.Field]) -> None:
        self.model, self.fields = model, fields

    def names(self, row: Row) -> list[str]:
        return [name for name in self.fields if name in row and name not in NOT_FIELDS]

    def label(self, name: str) -> str:
        return capfirst(str(self.fields[name].label or self.model._meta.get_field(name).verbose_name))

    def raw(self, name: str, posted: Posted) -> Any:
        data = QueryDict(mutable=True)
        data.setlist(name, posted.get(name, []))
        if name not in posted:
            del data[name]
        return self.fields[name].widget.value_from_datadict(data, {}, name)

    def is_left_out(self, name: str, posted: Posted) -> bool:
        return name not in posted and not isinstance(
            self.fields[name], forms.BooleanField | forms.ModelMultipleChoiceField
        )

    def value(self, name: str, stored: Any) -> Any:
        column = self.model._meta.get_field(name)
        return stored if column.many_to_many or stored is None else column.to_python(stored)

    def is_same(self, name: str, stored: Any, posted: Posted) -> bool:
        try:
            return not self.fields[name].has_changed(self.value(name, stored), self.raw(name, posted))
        except ValidationError:
            return False

    def posted(self, name: str, stored: Any) -> list[str]:
        """As a browser would post it."""
        own, value = self.fields[name], self.value(name, stored)
        if isinstance(own, forms.BooleanField):
            return ["on"] if value else []
        if isinstance(own, forms.ModelMultipleChoiceField):
            return [str(key) for key in value]
        text = own.widget.format_value(own.prepare_value(value))
        return [str(one) for one in text] if isinstance(text, list | tuple) else ["" if text is None else str(text)]

    def stored(self, name: str, stored: Any) -> str:
        """For a person to read."""
        column, value = self.model._meta.get_field(name), self.value(name, stored)
        if column.is_relation:
            keys = value if isinstance(value, list) else [value] if value else []
            return "; ".join(map(str, column.related_model._default_manager.filter(pk__in=keys)))
        return self.words(name, value)

    def typed(self, name: str, posted: Posted) -> str:
        raw = self.raw(name, posted)
        try:
            value = self.fields[name].clean(raw)
        except ValidationError:
            return str(raw)
        if isinstance(value, Iterable) and self.model._meta.get_field(name).many_to_many:
            return "; ".join(map(str, value))
        return self.words(name, value)

    def words(self, name: str, value: Any) -> str:
        if isinstance(value, bool):
            return str(_("yes") if value else _("no"))
        if isinstance(self.fields[name], RichTextField):
            return "\n".join(map(block_text, blocks_from_html(value or "")))
        if isinstance(value, list):
            return "\n".join(map(str, value))
        choices = dict(self.model._meta.get_field(name).flatchoices)
        if value in choices:
            return str(choices[value]) if value else ""
        return "" if value is None else str(formats.localize(value)).replace("\r\n", "\n")


class _Group:
    """The rows of one formset."""

    def __init__(
        self,
        merge: Merge,
        formset: type[forms.BaseInlineFormSet],
        prefix: str,
        base: dict[int, Row] | None,
        now: dict[int, Row],
    ) -> None:
        self.merge, self.prefix, self.base, self.now = merge, prefix, base, now
        self.own = _Fields(formset.model, formset.form.base_fields)
        self.name = capfirst(str(getattr(formset, "row_name", "") or formset.model._meta.verbose_name))
        self.pattern = re.compile(rf"{re.escape(prefix)}-(\d{{1,4}})-(.+)")
        self.seen: set[int] = set()

    def posted(self) -> list[Posted]:
        rows: dict[int, Posted] = {}
        for name in self.merge.data:
            if match := self.pattern.fullmatch(name):
                rows.setdefault(int(match[1]), {})[match[2]] = self.merge.data.getlist(name)
        total = self.merge.data.get(f"{self.prefix}-TOTAL_FORMS", "")
        return [rows[place] for place in sorted(rows) if total.isdecimal() and place < int(total)]

    def meet(self, row: Posted) -> Posted | None:
        """The row as it is to stand in the form; None where it goes with the one that somebody deleted."""
        text = row.get("id", [""])[0]
        if not text.isdecimal():
            return row
        key = int(text)
        self.seen.add(key)
        now = self.now.get(key)
        base = now if self.base is not None and key not in self.base else (self.base or {}).get(key)
        if now is None:
            return self._meet_deleted(row, base)
        head = self._head(key)
        if row.get("DELETE", [""])[0]:
            if self.base is None or self._differs(base, now):
                self.merge.conflicts.append(Change("DELETE", head, self._text(now), ""))
            return row
        return self.merge._row(self.own, base, now, row, head)

    def _meet_deleted(self, row: Posted, base: Row | None) -> Posted | None:
        if row.get("DELETE", [""])[0]:
            return None
        names = self.own.names(base or {})
        is_touched = base is None or any(
            not self.own.is_left_out(name, row) and not self.own.is_same(name, base[name], row) for name in names
        )
        if not is_touched:
            self.merge.taken.append(Change("DELETE", self.name, self._text(base or {}), ""))
            return None
        typed = [self.own.typed(name, row) for name in self.own.fields if name in row and name not in NOT_FIELDS]
        self.merge.conflicts.append(Change("DELETE", self.name, "", apposed(typed)))
        return row | {"id": [""]}

    def added(self) -> list[Posted]:
        """Rows that somebody else added since the page was opened."""
        rows = []
        for key, now in self.now.items():
            if key in self.seen or (self.base is not None and key in self.base):
                continue
            self.merge.taken.append(Change("id", self.name, "", self._text(now)))
            values = {name: self.own.posted(name, now[name]) for name in self.own.names(now)}
            rows.append(values | {"id": [str(key)]})
        return rows

    def write(self, rows: list[Posted]) -> None:
        """Stored rows first, as formsets have them; the numbers follow."""
        data = self.merge.data
        for name in [name for name in data if self.pattern.fullmatch(name)]:
            del data[name]
        stored = [row for row in rows if row.get("id", [""])[0]]
        for place, row in enumerate([*stored, *(row for row in rows if row not in stored)]):
            for name, values in row.items():
                if values:
                    data.setlist(f"{self.prefix}-{place}-{name}", values)
        data[f"{self.prefix}-TOTAL_FORMS"], data[f"{self.prefix}-INITIAL_FORMS"] = str(len(rows)), str(len(stored))

    def _differs(self, base: Row | None, now: Row) -> bool:
        return base is None or any(base.get(name) != now[name] for name in self.own.names(now))

    def _head(self, key: int) -> str:
        return f"{self.name} {list(self.now).index(key) + 1}"

    def _text(self, row: Row) -> str:
        shown = [self.own.stored(name, row[name]) for name in self.own.names(row) if name not in ("position", "number")]
        return apposed(shown)
