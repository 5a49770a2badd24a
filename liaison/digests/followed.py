"""A list as it is followed: which register, narrowed by which of its own filters, in words and as a query."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from contributions.models import Document
from liaison.filters import DocumentFilter, StatementFilter
from liaison.filters.base import ListFilter
from liaison.filters.fields import PickField, TickField
from liaison.models import Statement
from liaison.models.followers import LONGEST_QUERY, List

PASSING = ("status", "due")  # what a day changes by itself: mails tell of new papers, whatever becomes of them later
NOT_FOLLOWED = ("sort", *PASSING)
FILTERS: dict[str, tuple[type[ListFilter], ...]] = {
    List.STATEMENTS: (StatementFilter,),
    List.DOCUMENTS: (DocumentFilter,),
    List.EVERYTHING: (StatementFilter, DocumentFilter),
}
ADDRESSES = {StatementFilter: "liaison:statement-list", DocumentFilter: "liaison:document-list"}
DATES = ("from_date", "to_date")  # of a statement's own date here, of a document's arrival there


def parameters_of(kind: str) -> list[str]:
    """The names of the filters that are followed, in the order of the list's form."""
    first, *others = FILTERS[kind]
    shared = [set(other.base_filters) - set(DATES) for other in others]
    return [name for name in first.base_filters if name not in NOT_FOLLOWED and all(name in names for names in shared)]


@dataclass(frozen=True)
class Part:
    """One register within a list: its name, and in words by what it is narrowed."""

    name: str
    terms: list[tuple[str, str]]
    address: str


class FollowedList:
    """Raises KeyError for a kind that is none; whether the filters make sense is `errors`."""

    def __init__(self, kind: str, given: Mapping[str, str]) -> None:
        self.kind = kind
        self.names = parameters_of(kind)
        self.given = {name: text for name in self.names if (text := " ".join(str(given.get(name) or "").split()))}
        self.is_narrowed_for_now = any(given.get(name) for name in PASSING)
        data = QueryDict(mutable=True)
        data.update(self.given)
        self.statements = self._filter(StatementFilter, data, Statement.objects.public())
        self.documents = self._filter(DocumentFilter, data, Document.objects.public())
        self.filters = [found for found in (self.statements, self.documents) if found is not None]

    @classmethod
    def stored(cls, kind: str, query: str) -> FollowedList:
        return cls(kind, QueryDict(query).dict())

    def _filter(self, of: type[ListFilter], data: QueryDict, rows: Any) -> Any:
        return of(data, rows) if of in FILTERS[self.kind] else None

    @cached_property
    def errors(self) -> list[tuple[str, str]]:
        """What is wrong with the filters: the label of each, and the message."""
        found = [
            (str(each.form[name].label), str(message))
            for each in self.filters
            if not each.is_valid()
            for name, messages in each.form.errors.items()
            for message in messages
        ]
        if not found and len(self.query) > LONGEST_QUERY:
            found = [(_("Filters"), _("These are too many to be followed. Take some out."))]
        return list(dict.fromkeys(found))

    @cached_property
    def query(self) -> str:
        """The filters in one spelling: equal lists have equal queries. Of those that make sense."""
        form = self.filters[0].form
        form.is_valid()
        data = QueryDict(mutable=True)
        for name, text in self.given.items():
            data[name] = _spelt(form.fields[name], form.cleaned_data.get(name), text)
        return data.urlencode()

    def check(self) -> None:
        """Raises ValidationError where the filters make no sense."""
        if self.errors:
            raise ValidationError([f"{label}: {message}" for label, message in self.errors])

    @property
    def parts(self) -> list[Part]:
        return [self._part(each) for each in self.filters]

    def _part(self, each: ListFilter) -> Part:
        kind = List.STATEMENTS if isinstance(each, StatementFilter) else List.DOCUMENTS
        each.is_valid()
        terms = [(str(chip.label), chip.value) for chip in each.chips]
        return Part(str(kind.label), terms, f"{reverse(ADDRESSES[type(each)])}{each.address}")

    @property
    def title(self) -> str:
        """In one line: what is followed, in the language that is active."""
        terms = dict.fromkeys(f"{label}: {value}" for part in self.parts for label, value in part.terms)
        return " · ".join([str(List(self.kind).label), *terms])

    # What of the news stands on it

    def statements_among(self, standing: Collection[int], withdrawn: Collection[int]) -> set[int]:
        """The keys of those that are on the list, or would be if they had not been withdrawn. None of a wrong list."""
        if self.errors or self.statements is None:
            return set()
        found = self._keys(standing)
        if withdrawn:
            asked = self.statements.form.cleaned_data
            asked["status"] = "withdrawn"
            found |= self._keys(withdrawn)
            asked["status"] = ""
        return found

    def _keys(self, keys: Collection[int]) -> set[int]:
        rows = Statement.objects.public().with_keys(keys)
        return set(self.statements.narrowed(rows).order_by().values_list("pk", flat=True)) if keys else set()

    def documents_after(self, at: Any, most: int) -> list[tuple[int, Any]]:
        """Key and instant of those that became public later, the latest first. None of a wrong list."""
        if self.errors or self.documents is None:
            return []
        on_list = self.documents.qs.order_by().public_after(at)
        return list(on_list.values_list("pk", "public_since")[:most])


def _spelt(field: Any, value: Any, text: str) -> str:
    """Of a row that is meant alone its slug, or its label where it has none; of all else what was written."""
    if isinstance(field, TickField):
        return "1"
    if isinstance(field, PickField) and isinstance(value, list) and len(value) == 1:
        return str(getattr(value[0], "slug", "") or getattr(value[0], "label", text))
    return str(value) if isinstance(value, str) and value else text
