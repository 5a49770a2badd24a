"""Documents by the symbols that a text names, as few columns as a link needs."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from django.db import models
from django.db.models import F, IntegerField, Q, Value
from django.urls import reverse

from contributions import symbols

from .parts import DocumentSymbol
from .symbolled import COLUMNS


class NamedDocument(NamedTuple):
    """What a symbol of a document says, own or other, and then the document itself."""

    prefix: str
    series: str
    number: int
    addendum: int
    corrigendum: int
    revision: int
    slug: str
    own_prefix: str
    own_revision: int
    is_own: int
    sort_key: str

    def get_absolute_url(self) -> str:
        return reverse("liaison:document-detail", args=[self.slug])


class NamesQuerySet(models.QuerySet[Any]):
    def named_one_of(self, wanted: Iterable[symbols.Symbol]) -> list[NamedDocument]:
        """Each symbol of these, own or other, that has the series and the number of one of the wanted. One query."""
        names = {(symbol.series_key, symbol.number) for symbol in wanted}
        parts = Q(series__in={series for series, _number in names}, number__in={number for _series, number in names})
        own = _columns(self.filter(parts), "", is_own=1)
        chosen = DocumentSymbol.objects.filter(parts, document__in=self.order_by().values("pk"))
        others = _columns(chosen, "document__", is_own=0)
        found = (NamedDocument(*row) for row in own.union(others, all=True))
        return [row for row in found if (row.series, row.number) in names]


def _columns(rows: models.QuerySet[Any], document: str, *, is_own: int) -> models.QuerySet[Any]:
    of_document = (F(f"{document}{name}") for name in ("slug", "prefix", "revision"))
    origin = Value(is_own, IntegerField())
    return rows.order_by().values_list(*COLUMNS, *of_document, origin, F(f"{document}sort_key"))
