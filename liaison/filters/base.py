"""What all filters of lists share."""

from __future__ import annotations

import functools
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from contacts.enumeration import enumerated
from contacts.gathering import Keys, keys_of_first
from contacts.search.backends import MOST, Found
from contacts.search.finding import best_among, in_order
from liaison.paging import Order, Ranking
from liaison.searching import best_of, called, find_rows

RELEVANCE = "relevance"
USUAL_ORDER = _("Best matches, or newest")  # of words that are searched for the best, else the newest
BY_RELEVANCE = [(RELEVANCE, _("Best matches first")), (f"-{RELEVANCE}", _("Best matches last"))]


class FilterForm(forms.Form):
    """`main` names the fields that are always seen; the others wait under “More filters”.

    `spans` pairs the first and last day of a stretch of time, which may not be the wrong way round.
    """

    main: tuple[str, ...] = ("q",)
    spans: tuple[tuple[str, str], ...] = ()
    required_css_class = ""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "filter-%s", **kwargs})
        for name, field in self.fields.items():
            field.required = False
            if getattr(field, "names", ""):
                field.widget.attrs["list"] = f"names-{name}"

    def clean(self) -> dict[str, Any]:
        for first, last in self.spans:
            begin, end = self.cleaned_data.get(first), self.cleaned_data.get(last)
            if begin and end and begin > end:
                self.add_error(last, _("This day comes before the first day."))
        return self.cleaned_data

    @property
    def main_fields(self) -> list[BoundField]:
        return [self[name] for name in self.fields if name in self.main]

    @property
    def more_fields(self) -> list[BoundField]:
        return [self[name] for name in self.fields if name not in self.main]

    @property
    def is_opened(self) -> bool:
        """Whether a field under “More filters” is in use, so that it must be seen."""
        return any(field.value() or field.errors for field in self.more_fields)


@dataclass(frozen=True)
class Chip:
    """One filter in use: what it is, and the address of the list without it."""

    name: str
    label: Any
    value: str
    address: str


class ListFilter(django_filters.FilterSet):
    """A filter of a list. A wrong value gives its message and no rows; unknown and empty parameters nothing."""

    default_sort = ""
    not_chips = ("sort",)
    ranks = False
    counted: tuple[str, ...] = ()  # the filters that say how many rows each of their values would leave

    def __init__(self, data: Any, queryset: QuerySet, *, ranks: bool = True, **kwargs: Any) -> None:
        """Without `ranks` for what has an order of its own, such as a feed: no hits of words are ranked."""
        super().__init__(data, queryset, **kwargs)
        self.ranks = self.ranks and ranks

    @property
    def live_parts(self) -> str:
        """What changes with the list: messages of wrong values, the number found, options with how many they leave."""
        return ",".join(["#filter-wrong", "#filter-said:innerHTML", *(f"#filter-{name}" for name in self.counted)])

    @property
    def words(self) -> str:
        """What is searched for, "" where nothing is."""
        return self.form.cleaned_data.get("q") or ""

    @functools.cached_property
    def found(self) -> Found:
        """What the index of search has for the words: asked once, however many queries are narrowed by it."""
        return find_rows(self.queryset.model, self.words, ranks=self.has_words_alone and self.is_ranked_by(self.sort))

    @property
    def has_words_alone(self) -> bool:
        """Whether nothing but words narrows the list."""
        others = [name for name in self.form.cleaned_data if name not in ("q", "sort")]
        return bool(self.words) and not any(self.form.cleaned_data[name] for name in others)

    @property
    def known_count(self) -> int | None:
        """How many rows there are where that is known without counting them: there are very many."""
        is_known = self.ranks and self.has_words_alone and self.found.keys is None
        return MOST + 1 if is_known else None

    @functools.cached_property
    def keys(self) -> Keys | None:
        """Of what is found, in its usual order, one more than are counted at most; None where nothing narrows the list.

        They are read once, for the page and for the counts, since narrowing may cost far more than reading them.
        """
        is_narrowed = any(value for name, value in self.form.cleaned_data.items() if name != "sort")
        if not (self.ranks and is_narrowed) or self.known_count:
            return None
        return self._first_keys

    @functools.cached_property
    def _first_keys(self) -> Keys:
        return keys_of_first(self.qs, MOST + 1)

    @property
    def sort(self) -> str:
        """As asked; else the best matches first where words are searched for, and the usual order where none are."""
        asked = self.form.cleaned_data.get("sort") or (RELEVANCE if self.ranks and self.words else self.default_sort)
        return asked if self.words or not self.is_ranked_by(asked) else self.default_sort

    @staticmethod
    def is_ranked_by(sort: str) -> bool:
        return sort.removeprefix("-") == RELEVANCE

    @functools.cached_property
    def ranking(self) -> Order | None:
        """The order that no column has, where one is asked for: by relevance."""
        if not self.is_ranked_by(self.sort):
            return None
        is_reversed = self.sort.startswith("-")
        model = self.queryset.model
        best_of_all = functools.partial(best_of, model, named=called(model, self.words))
        if self.has_words_alone:
            return Ranking(best_of_all(in_order(self.found)), is_reversed, self.found_without("q"))
        listed = set(self._first_keys)
        best = best_of_all(best_among(self.found, self._first_keys))
        return Ranking([key for key in best if key in listed], is_reversed)

    def sorted(self, found: QuerySet) -> QuerySet:
        return found.sorted_by(self.default_sort if self.is_ranked_by(self.sort) else self.sort)

    def found_without(self, *names: str) -> QuerySet:
        """What all filters but some leave, in no order."""
        return self.narrowed(self.queryset, names)

    def narrowed(self, queryset: QuerySet, leaving_out: Collection[str] = ()) -> QuerySet:
        """What the filters leave, without some of them."""
        for name, value in self.form.cleaned_data.items():
            if name not in leaving_out:
                queryset = self.filters[name].filter(queryset, value)
        return queryset

    def filter_queryset(self, queryset: QuerySet) -> QuerySet:
        return super().filter_queryset(queryset) if self.is_valid() else queryset.none()

    @property
    def chips(self) -> Iterator[Chip]:
        for field in self.form:
            if field.name not in self.not_chips and (written := str(field.value() or "").strip()):
                yield Chip(field.name, field.label, self._shown(field, written), self._address_without(field.name))

    def _shown(self, field: BoundField, written: str) -> str:
        value = self.form.cleaned_data.get(field.name)
        if isinstance(value, list):
            return enumerated(value[:3])
        if value is True:
            return str(_("Yes"))
        options = dict(getattr(field.field, "choices", None) or {})
        return str(options.get(written, written))[:80]

    @property
    def address(self) -> str:
        """The query string without what says nothing."""
        return self._address(())

    def _address_without(self, name: str) -> str:
        return self._address((name, "page")) or "?"

    def _address(self, leaving_out: tuple[str, ...]) -> str:
        left = self.data.copy()
        for key in leaving_out:
            left.pop(key, None)
        for key in [key for key, value in left.items() if not value]:
            del left[key]
        return f"?{left.urlencode()}" if left else ""


class By(django_filters.Filter):
    """Narrows by a named query of the QuerySet: `query(value)`, or `query(*rows)` for the rows of a PickField.

    Without a query the ListFilter itself sees to the value.
    """

    def __init__(self, field_class: type[forms.Field], query: str = "", **kwargs: Any) -> None:
        self.field_class = field_class
        self.query = query
        super().__init__(**kwargs)

    def filter(self, found: QuerySet, value: Any) -> QuerySet:
        if not value or not self.query:
            return found
        if self.query == "matching" and type(self.parent).ranks:  # its rows take what was found, ranked or not
            return found.matching(value, self.parent.found, is_alone=self.parent.has_words_alone)
        query = getattr(found, self.query)
        return query(*value) if isinstance(value, list) else query(value)
