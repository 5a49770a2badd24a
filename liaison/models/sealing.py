"""What was sent or recorded stays as it is: the last guard below forms, services and whatever else writes rows.

A statement is sealed from the moment that it has the day of its recording. Its own columns and rows that
`letter.build` reads can then not be changed, added to or taken away; a trail (events, revisions, redactions) can never
be. Only two acts open the seal, each for its own transaction: a correction and a redaction (`unsealed`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.db import models
from django.utils.translation import gettext as _

_unsealed: ContextVar[bool] = ContextVar("unsealed", default=False)
_open_owner: ContextVar[tuple[type[models.Model], Any] | None] = ContextVar("open_owner", default=None)


class SealedError(models.ProtectedError):
    """What was sent, recorded or written into the trail would be changed or deleted. The message is for staff."""

    def __init__(self, message: str, rows: Iterable[models.Model] = ()) -> None:
        super().__init__(message, set(rows))
        self.message = message

    def __str__(self) -> str:
        return self.message


@contextmanager
def unsealed() -> Iterator[None]:
    """Within it what is sealed may be written: for the services of corrections and redactions, and for nobody else."""
    token = _unsealed.set(True)
    try:
        yield
    finally:
        _unsealed.reset(token)


def is_unsealed() -> bool:
    return _unsealed.get()


@contextmanager
def rows_of(owner: models.Model, rows: type[SealedRow]) -> Iterator[None]:
    """Within it many rows of one owner are saved: whether that is sealed is asked once, and not for every row.

    For rows read as the owner's, in a transaction that holds its statement. Raises SealedError.
    """
    if not is_unsealed() and rows.frozen_owners([owner.pk]):
        raise SealedError(_letter_is_closed(), [owner])
    token = _open_owner.set((rows, owner.pk))
    try:
        yield
    finally:
        _open_owner.reset(token)


def _letter_is_closed() -> str:
    return _(
        "The statement was sent or recorded: its header, contacts, text and annexes cannot be changed. "
        "Correct it instead."
    )


class SealedRowsQuerySet(models.QuerySet[Any]):
    """Rows of a statement that `letter.build` reads."""

    def update(self, **values: Any) -> int:
        if self.model.sealed_names() & set(values):
            self._refuse_sealed()
        return super().update(**values)

    def delete(self) -> tuple[int, dict[str, int]]:
        self._refuse_sealed()
        return super().delete()

    def bulk_create(self, objs: Iterable[Any], *args: Any, **kwargs: Any) -> list[Any]:
        rows = list(objs)
        keys = {row.owner_key() for row in rows}
        if rows and not is_unsealed() and self.model.frozen_owners(keys):
            raise SealedError(_letter_is_closed(), rows)
        return super().bulk_create(rows, *args, **kwargs)

    update.alters_data = delete.alters_data = bulk_create.alters_data = True  # type: ignore[attr-defined]
    delete.queryset_only = True  # type: ignore[attr-defined]

    def _refuse_sealed(self) -> None:
        if not is_unsealed() and self.filter(**{f"{self.model.STATEMENT}__recorded_on__isnull": False}).exists():
            raise SealedError(_letter_is_closed())


class SealedRow(models.Model):
    """A row that `letter.build` reads; all of it is sealed with its statement but what `LIVING` names."""

    STATEMENT = "statement"  # the way from the row to its statement
    LIVING: tuple[str, ...] = ()

    class Meta:
        abstract = True

    def save(self, **kwargs: Any) -> None:
        fields = kwargs.get("update_fields")
        is_known_open = _open_owner.get() == (type(self), self.owner_key())
        if not (is_known_open or is_unsealed()) and (fields is None or self.sealed_names() & set(fields)):
            self._refuse_change()
        super().save(**kwargs)

    def delete(self, **kwargs: Any) -> tuple[int, dict[str, int]]:
        if not is_unsealed() and self.frozen_owners([self.owner_key()]):
            raise SealedError(_letter_is_closed(), [self])
        return super().delete(**kwargs)

    @classmethod
    def sealed_names(cls) -> set[str]:
        names = {name for field in cls._meta.concrete_fields for name in (field.name, field.attname)}
        return names - {cls._meta.pk.name, *cls.LIVING, *(f"{name}_id" for name in cls.LIVING)}

    @classmethod
    def frozen_owners(cls, keys: Iterable[Any]) -> bool:
        """Whether one of the rows' parents, given by key, belongs to a sealed statement."""
        owner, _sep, rest = cls.STATEMENT.partition("__")
        parents = cls._meta.get_field(owner).related_model._base_manager
        path = f"{rest}__recorded_on" if rest else "recorded_on"
        return parents.filter(pk__in=list(keys), **{f"{path}__isnull": False}).exists()

    def owner_key(self) -> Any:
        return getattr(self, f"{self.STATEMENT.partition('__')[0]}_id")

    def _refuse_change(self) -> None:
        names = sorted(self.sealed_names() & {field.attname for field in self._meta.concrete_fields})
        day, owner = f"{self.STATEMENT}__recorded_on", f"{self.STATEMENT.partition('__')[0]}_id"
        stored = None if self._state.adding else type(self)._base_manager.filter(pk=self.pk).values(*names, day).first()
        if stored is None or stored[owner] != self.owner_key():
            changed = self.frozen_owners([self.owner_key(), *([stored[owner]] if stored else [])])
        else:
            changed = stored[day] is not None and any(stored[name] != getattr(self, name) for name in names)
        if changed:
            raise SealedError(_letter_is_closed(), [self])


def _trail_is_kept() -> str:
    return _("What happened is kept as it was written down: nobody can change or delete it.")


class TrailQuerySet(models.QuerySet[Any]):
    """Rows that are written once. They go with a draft that is deleted, and in no other way."""

    def update(self, **values: Any) -> int:
        self._refuse_trail()
        return super().update(**values)

    def delete(self) -> tuple[int, dict[str, int]]:
        self._refuse_trail()
        return super().delete()

    update.alters_data = delete.alters_data = True  # type: ignore[attr-defined]
    delete.queryset_only = True  # type: ignore[attr-defined]

    def _refuse_trail(self) -> None:
        if not is_unsealed():
            raise SealedError(_trail_is_kept())


class TrailRow(models.Model):
    class Meta:
        abstract = True

    def save(self, **kwargs: Any) -> None:
        if not (self._state.adding or is_unsealed()):
            raise SealedError(_trail_is_kept(), [self])
        super().save(**kwargs)

    def delete(self, **kwargs: Any) -> tuple[int, dict[str, int]]:
        if not is_unsealed():
            raise SealedError(_trail_is_kept(), [self])
        return super().delete(**kwargs)
