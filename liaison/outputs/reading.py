"""The rows of a filtered list, all of them, in memory that does not grow with the list.

The keys are read first, eight bytes each, in the order of the list; then the rows, a chunk at a time and with all that
is printed of them, in a constant number of queries a chunk. No cursor stays open while a slow reader takes the file, no
chunk costs more than the one before it, and a row that is withdrawn meanwhile is not handed out.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from liaison.filters.base import ListFilter

AT_ONCE = 500  # rows
KEYS_AT_ONCE = 5_000

Read = Callable[[Sequence[int]], Iterable[Any]]


def keys_of(found: ListFilter) -> array[int]:
    """Of the rows of a list, in its order."""
    keys = array("q")
    if found.ranking:
        count = found.qs.order_by().count()
        keys.extend(found.ranking.keys_of(found.qs, 0, count, count))
    else:
        keys.extend(found.qs.values_list("pk", flat=True).iterator(chunk_size=KEYS_AT_ONCE))
    return keys


def chunks_of(keys: Sequence[int], read: Read) -> Iterator[list[Any]]:
    """The rows in the order of their keys; those that `read` still gives."""
    for first in range(0, len(keys), AT_ONCE):
        chosen = list(keys[first : first + AT_ONCE])
        rows = {row.pk: row for row in read(chosen)}
        yield [rows[key] for key in chosen if key in rows]
