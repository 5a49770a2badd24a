"""What PostgreSQL's planner is told for a query where it reckons wrongly; other engines need no telling."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connections


@contextmanager
def joined_in_order(using: str) -> Iterator[None]:
    """Queries within join rows of two indexes of one order by reading these side by side, as far as that can be.

    The planner would rather make a table of the shorter one and look up each row of the longer: where nearly all are
    read, that takes a quarter longer. It is told with the query, so that no other one hears of it, also behind a pool.
    """
    if connections[using].vendor != "postgresql":
        yield
        return
    with connections[using].execute_wrapper(_without_hash_join):
        yield


def _without_hash_join(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
    found = execute(f"SET enable_hashjoin = off; {sql}; RESET enable_hashjoin", params, many, context)
    cursor = context["cursor"]
    while cursor.description is None:
        cursor.nextset()
    return found
