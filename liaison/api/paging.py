"""Parts of long lists by cursor: where the reader is, signed, so that nobody need guess what it says.

A cursor holds the values of a row in the columns of the order, and is good for that order alone. What is added or
taken away elsewhere in the list moves nothing.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any, Protocol

from django import forms
from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from liaison.filters.base import ListFilter
from liaison.keyset import Keyset, Place
from liaison.paging import Ranking

from .answers import answer
from .items import plain
from .problems import wrong_parameter, wrong_parameters
from .shapes import Shape

USUAL, MOST = 25, 100  # rows of a part
MOST_RANKED = 1000  # best matches that can be read in that order

Read = Callable[[QuerySet], QuerySet]
Make = Callable[[Any], Shape]


def _signer() -> Signer:
    return Signer(salt="liaison.api.cursor", sep=".")


class PartForm(forms.Form):
    limit = forms.IntegerField(min_value=1, max_value=MOST, required=False)
    cursor = forms.CharField(max_length=4000, required=False)


@dataclass(frozen=True)
class Cursor:
    """A place in a list of one order, and whether what comes before it is asked for."""

    order: str
    place: Place
    is_backwards: bool

    def written(self) -> str:
        values = [["day", value.isoformat()] if isinstance(value, datetime.date) else value for value in self.place]
        return str(_signer().sign_object([self.order, values, self.is_backwards]))


def cursor_of(text: str, order: str) -> Cursor | None:
    """None for no cursor. Raises Problem for one that is not ours, or of another order."""
    if not text:
        return None
    try:
        found, values, is_backwards = _signer().unsign_object(text)
    except (BadSignature, ValueError):
        raise wrong_parameter("cursor", _("This is no cursor that was given out here.")) from None
    if found != order:
        raise wrong_parameter("cursor", _("This cursor belongs to a list in another order."))
    place = tuple(datetime.date.fromisoformat(value[1]) if isinstance(value, list) else value for value in values)
    return Cursor(order, place, is_backwards)


@dataclass(frozen=True)
class Part:
    """The keys of a part of a list, with the cursors of what follows and of what comes before."""

    keys: list[int]
    next: Cursor | None = None
    previous: Cursor | None = None


class Walk(Protocol):
    def after(self, place: Place | None, most: int) -> list[tuple[int, Place]]: ...


def part_of(walk: Walk, order: str, cursor: Cursor | None, limit: int) -> Part:
    """`walk` goes the way that the cursor says."""
    backwards = bool(cursor and cursor.is_backwards)
    found = walk.after(cursor.place if cursor else None, limit + 1)
    has_more, found = len(found) > limit, found[:limit]
    if backwards:
        found.reverse()
    if not found:  # what stood there is gone; back to where the reader came from
        return Part([], previous=Cursor(order, cursor.place, True) if cursor and not backwards else None)
    is_followed, is_preceded = (True, has_more) if backwards else (has_more, cursor is not None)
    return Part(
        [key for key, _place in found],
        Cursor(order, found[-1][1], False) if is_followed else None,
        Cursor(order, found[0][1], True) if is_preceded else None,
    )


class Ranked:
    """Matches by how well they fit, as far as they are ranked: the first MOST_RANKED.

    A place is a row's key, and its number for when the row is no longer among them.
    """

    def __init__(self, ranking: Ranking, *, backwards: bool = False) -> None:
        keys = ranking.keys_on_list[:MOST_RANKED]
        self.keys = keys[::-1] if ranking.is_reversed else keys
        self.backwards = backwards

    def after(self, place: Place | None, most: int) -> list[tuple[int, Place]]:
        keys = [(key, (key, number)) for number, key in enumerate(self.keys)]
        if place is not None:
            key, number = place
            is_there = key in self.keys
            number = self.keys.index(key) if is_there else number
            keys = keys[:number] if self.backwards else keys[number + is_there :]
        return keys[::-1][:most] if self.backwards else keys[:most]


def filtered_answer(request: HttpRequest, found: ListFilter, read: Read, make: Make) -> HttpResponse:
    """A part of a filtered list, in the order that is asked for. Raises Problem for a wrong value."""
    part = PartForm(request.GET)
    if not (found.is_valid() & part.is_valid()):
        raise wrong_parameters(found.form, part)
    ranking = found.ranking
    is_ranked = isinstance(ranking, Ranking)  # other orders are those of columns
    walk = partial(Ranked, ranking) if is_ranked else partial(Keyset, found.qs)
    return _answer(request, found.queryset, part, found.sort, walk, read, make)


def list_answer(request: HttpRequest, rows: QuerySet, read: Read, make: Make, *, sort: str = "") -> HttpResponse:
    """A part of an ordered list. `read` adds what `make` writes of a row; `sort` names the order."""
    part = PartForm(request.GET)
    if not part.is_valid():
        raise wrong_parameters(part)
    return _answer(request, rows.order_by(), part, sort, partial(Keyset, rows), read, make)


def _answer(
    request: HttpRequest, public: QuerySet, asked: PartForm, sort: str, walk: Any, read: Read, make: Make
) -> HttpResponse:
    order = f"{request.resolver_match.url_name if request.resolver_match else ''} {sort}".strip()
    cursor = cursor_of(asked.cleaned_data["cursor"], order)
    backwards = bool(cursor and cursor.is_backwards)
    part = part_of(walk(backwards=backwards), order, cursor, asked.cleaned_data["limit"] or USUAL)
    by_key = {row.pk: row for row in read(public.filter(pk__in=part.keys))}
    addresses = {name: _address(request, place) for name, place in (("next", part.next), ("prev", part.previous))}
    data = {
        "items": [plain(make(by_key[key])) for key in part.keys if key in by_key],
        "next": addresses["next"],
        "previous": addresses["prev"],
    }
    return answer(request, data, links={name: address for name, address in addresses.items() if address})


def _address(request: HttpRequest, cursor: Cursor | None) -> str | None:
    if cursor is None:
        return None
    query = request.GET.copy()
    query["cursor"] = cursor.written()
    return f"{settings.SITE_URL}{request.path}?{query.urlencode()}"
