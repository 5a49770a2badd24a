"""The number that a statement of ours gets from its body's series when it is sent."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from .models import Series, Statement


def series_for(statement: Statement) -> Series | None:
    """That of the first sender who has one, for the statement's period or else that of its date."""
    day = statement.date or timezone.localdate()
    for party in statement.senders:
        if party.body and (series := Series.objects.of(party.body, period=statement.period, on=day)):
            return series
    return None


def symbol_assign(*, statement: Statement) -> str:
    """Give a statement the next symbol of its sender's series, and return it.

    Called within the transaction that sends the statement: the number is taken by an UPDATE, which holds the series
    (a row on PostgreSQL, the database on SQLite) until that transaction ends, so that no two statements get one
    number, and a rollback gives it back, so that there is no gap. A statement that has a symbol keeps it; where
    there is no series it stays without one. Raises ValidationError where a statement bears the next symbol already.
    """
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError("A number is taken within the transaction that sends.")
    if statement.symbol:
        return statement.symbol
    series = series_for(statement)
    if series is None:
        return ""
    Series.objects.filter(pk=series.pk).update(next_number=F("next_number") + 1)
    series.refresh_from_db()
    symbol = series.symbol(series.next_number - 1)
    if other := series.bearer(symbol):
        raise ValidationError(
            _(
                "The series of %(body)s would give the symbol %(symbol)s, which “%(title)s” has already. "
                "Set the next number of the series."
            )
            % {"body": series.body, "symbol": symbol, "title": other.title}
        )
    statement.symbol = symbol
    statement.save(update_fields=["symbol", "updated_at"])
    return symbol
