"""Keeps the index in step with the rows, within the transaction that saves them.

Services and the admin call `touch` with what they stored and `forget` with what they deleted. What is not public is
not in the index: `touch` takes it out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Model

from contacts.models.search import SearchProgress, SearchRow

from .backends import backend
from .sources import SOURCES, Source

BATCH = 200


@transaction.atomic
def touch(*rows: Model) -> None:
    """Bring the index in step with rows that were stored, and with what says something of them."""
    of_model: dict[type[Model], list[int]] = {}
    for row in rows:
        of_model.setdefault(type(row), []).append(row.pk)
    for model, keys in of_model.items():
        touch_keys(model, keys)


def touch_keys(model: type[Model], keys: Iterable[int], *, is_moved: bool = False) -> None:
    """What says something of the rows follows only where what is said of them themselves has changed.

    So a note for staff in a body's form costs nothing, however many statements name it. `is_moved`: other rows refer
    to them now, and follow in any case.
    """
    keys = list(keys)
    own = [source for source in SOURCES.values() if source.model is model]
    changed = {key for source in own for key in bring_in_step(source, keys)}
    followed = keys if is_moved or not own else [key for key in keys if key in changed]
    for source in SOURCES.values():
        if followed and model in source.follows:
            rows = source.follows[model](followed)
            bring_in_step(source, list(rows.order_by().values_list("pk", flat=True).distinct()))


def forget(model: type[Model], keys: list[int]) -> None:
    """Rows of these keys were deleted."""
    for source in SOURCES.values():
        if source.model is model:
            backend().forget(source.kind, keys)


def bring_in_step(source: Source, keys: list[int]) -> set[int]:
    """Renew what is stale among the rows of these keys; the keys of those that were."""
    renewed: set[int] = set()
    for start in range(0, len(keys), BATCH):
        batch = keys[start : start + BATCH]
        known = dict(SearchRow.objects.of_keys(source.kind, batch).values_list("key", "digest"))
        said = {row.pk: source.describe(row).row(source.kind, row.pk) for row in source.rows().filter(pk__in=batch)}
        stale = [pair for key, pair in said.items() if pair[0].digest != known.get(key)]
        gone = [key for key in known if key not in said]
        if stale:
            backend().store(stale)
        if gone:
            backend().forget(source.kind, gone)
        renewed |= {row.key for row, _words in stale} | set(gone)
    return renewed


@dataclass(frozen=True)
class Step:
    """A batch of a rebuild: so many rows of a kind looked at, of so many, and how many were stale."""

    kind: str
    seen: int
    total: int
    renewed: int


def rebuild(*, afresh: bool = False, kinds: Iterable[str] = (), say: Callable[[Step], None] = lambda step: None) -> int:
    """Renew what is stale, a batch a transaction, while the site goes on; returns how many rows were.

    A rebuild that was stopped goes on where it was, unless `afresh`.
    """
    wanted = [SOURCES[kind] for kind in kinds] or list(SOURCES.values())
    if afresh:
        SearchProgress.objects.all().delete()
    done = set(SearchProgress.objects.filter(is_done=True).values_list("kind", flat=True))
    renewed = 0
    for source in wanted:
        if source.kind not in done:
            for step in _rebuild(source):
                renewed += step.renewed
                say(step)
    SearchProgress.objects.filter(kind__in=[source.kind for source in wanted]).delete()
    return renewed


def _rebuild(source: Source) -> Iterator[Step]:
    progress, _is_new = SearchProgress.objects.get_or_create(kind=source.kind)
    rows = source.model._base_manager.order_by("pk")
    total = rows.count()
    seen = rows.filter(pk__lte=progress.reached).count()
    backend().forget(source.kind, backend().astray(source.kind))
    while keys := list(rows.filter(pk__gt=progress.reached).values_list("pk", flat=True)[:BATCH]):
        with transaction.atomic():
            # So that nobody stores a row between our reading it and our writing what it said.
            list(rows.filter(pk__in=keys).select_for_update(no_key=True).values_list("pk"))
            renewed = len(bring_in_step(source, keys))
            progress.reached = keys[-1]
            progress.save()
        seen += len(keys)
        yield Step(source.kind, seen, total, renewed)
    last = rows.values_list("pk", flat=True)
    gone = list(SearchRow.objects.of_kind(source.kind).exclude(key__in=last).values_list("key", flat=True))
    backend().forget(source.kind, gone)
    progress.is_done = True
    progress.save()
    yield Step(source.kind, seen, total, len(gone))


def stale(kinds: Iterable[str] = ()) -> Iterator[tuple[str, int]]:
    """Kind and key of every row whose place in the index does not say what the row says, or should not be there."""
    for source in [SOURCES[kind] for kind in kinds] or SOURCES.values():
        yield from ((source.kind, key) for key in backend().astray(source.kind))
        seen: set[int] = set()
        last = 0
        while keys := list(source.rows().order_by("pk").filter(pk__gt=last).values_list("pk", flat=True)[:BATCH]):
            last = keys[-1]
            known = dict(SearchRow.objects.of_keys(source.kind, keys).values_list("key", "digest"))
            for row in source.rows().filter(pk__in=keys):
                if source.describe(row).row(source.kind, row.pk)[0].digest != known.get(row.pk):
                    yield source.kind, row.pk
            seen.update(keys)
        present = SearchRow.objects.of_kind(source.kind).values_list("key", flat=True)
        yield from ((source.kind, key) for key in present if key not in seen)
