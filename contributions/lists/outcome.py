"""What becomes of each row of a list, for those who look before they take it in and for those who did."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils.translation import pgettext_lazy

from contacts.models import Entity

from .changes import Change

NEW, CHANGED, UNCHANGED, REFUSED = "new", "changed", "unchanged", "refused"
LABELS = {
    NEW: pgettext_lazy("row", "New"),
    CHANGED: pgettext_lazy("row", "Changed"),
    UNCHANGED: pgettext_lazy("row", "Unchanged"),
    REFUSED: pgettext_lazy("row", "Refused"),
}


@dataclass(frozen=True)
class RowOutcome:
    """`changes` of a new row are all that it says; `reasons` are why a row is refused."""

    row: int
    symbol: str
    title: str
    state: str
    reasons: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    changes: tuple[Change, ...] = ()
    document: int | None = None  # its key, if it is in the register

    @property
    def details(self) -> list[Change]:
        """What the row says besides its title."""
        return [change for change in self.changes if change.new != self.title]


@dataclass(frozen=True)
class Asked:
    """A name in the list that several entities have; `key` is the one of `answers`. It stays here when answered."""

    key: str
    name: str
    entities: tuple[Entity, ...]


@dataclass
class Outcome:
    rows: list[RowOutcome]
    notes: list[str] = field(default_factory=list)
    asked: list[Asked] = field(default_factory=list)
    without_period: int = 0  # rows whose symbol tells no study period, nor does anything else
    is_saved: bool = False
    is_outdated: bool = False  # it is no longer what was looked at, so nothing was done

    def of(self, state: str) -> list[RowOutcome]:
        return [row for row in self.rows if row.state == state]

    @property
    def new(self) -> list[RowOutcome]:
        return self.of(NEW)

    @property
    def changed(self) -> list[RowOutcome]:
        return self.of(CHANGED)

    @property
    def unchanged(self) -> list[RowOutcome]:
        return self.of(UNCHANGED)

    @property
    def refused(self) -> list[RowOutcome]:
        return self.of(REFUSED)

    @property
    def warned(self) -> list[RowOutcome]:
        return [row for row in self.rows if row.warnings and row.state != UNCHANGED]

    @property
    def does_something(self) -> bool:
        return bool(self.new or self.changed) and not self.refused

    @property
    def fingerprint(self) -> str:
        """The same for two looks at a list that say the same."""
        return hashlib.sha256(repr(list(map(_told, self.rows))).encode()).hexdigest()[:32]


def _told(row: RowOutcome) -> Iterable[object]:
    return (row.row, row.symbol, row.state, row.reasons, [(change.old, change.new) for change in row.changes])
