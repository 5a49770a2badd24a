"""The columns of a parsed symbol, for finding a row under any spelling."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db import models
from django.db.models import Q

from contributions import symbols

COLUMNS = ("prefix", "series", "number", "addendum", "corrigendum", "revision")


class Symbolled(models.Model):
    """A row with a printed symbol, and the parts that were read from it; empty where its form is not known."""

    symbol = models.CharField(max_length=80)
    prefix = models.CharField(max_length=4, editable=False, default="", blank=True)
    series = models.CharField(max_length=60, editable=False, default="", blank=True)
    number = models.PositiveIntegerField(null=True, editable=False)
    addendum = models.PositiveIntegerField(default=0, editable=False)
    corrigendum = models.PositiveIntegerField(default=0, editable=False)
    revision = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        abstract = True

    def take_parts(self, context: symbols.Context) -> symbols.Symbol | None:
        """Read the printed symbol into the columns; returns what was read, None for an unknown form."""
        try:
            symbol = symbols.parse(self.symbol, context)
        except symbols.SymbolError:
            symbol = None
        empty = {"prefix": "", "series": "", "number": None, "addendum": 0, "corrigendum": 0, "revision": 0}
        for column, value in (parts(symbol) if symbol else empty).items():
            setattr(self, column, value)
        return symbol


def parts(symbol: symbols.Symbol) -> dict[str, str | int]:
    values = {column: getattr(symbol, column) for column in COLUMNS if column != "series"}
    return values | {"series": symbol.series_key}


def matching(symbol: symbols.Symbol) -> Q:
    """Rows that a symbol may mean: of any period of its sector if it names none, all revisions if it names none."""
    wanted = parts(symbol)
    for optional in ("prefix", "revision"):
        if not wanted[optional]:
            del wanted[optional]
    found = Q(**wanted)
    if symbol.sector and not symbol.prefix:
        found &= Q(prefix="") | Q(prefix__startswith=symbol.sector)
    return found


def numbered(identities: Collection[tuple[Any, ...]]) -> Q:
    """Rows with prefix, series and number among those of `identities`, which are values of COLUMNS.

    All rows of one of them, and few others: those have the number of one and the series of another.
    """
    columns = zip(COLUMNS[:3], zip(*identities, strict=True), strict=False)
    return Q(**{f"{column}__in": set(values) for column, values in columns})
