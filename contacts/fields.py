"""Columns that fill themselves from others of their row, however the row is saved."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from .keys import match_key


class MatchKeyField(models.CharField):
    """The match key of another column, for finding a row by a name however it is spelt."""

    def __init__(self, *args: Any, source: str = "name", **kwargs: Any) -> None:
        self.source = source
        super().__init__(*args, **{"max_length": 400, "editable": False, "db_index": True, **kwargs})

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        key = match_key(getattr(model_instance, self.source))[: self.max_length]
        setattr(model_instance, self.attname, key)
        return key

    def deconstruct(self) -> tuple[str, str, Any, dict[str, Any]]:
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, kwargs | {"source": self.source}


class AddressField(models.SlugField):
    """A slug that is part of a public address: made from `source` of the model when left empty, then kept."""

    def __init__(self, *args: Any, source: str = "slug_source", **kwargs: Any) -> None:
        self.source = source
        given = {
            "max_length": 120,
            "unique": True,
            "blank": True,
            "verbose_name": pgettext_lazy("of a page", "address"),
            "help_text": _("The last part of the page’s address. Made for you if left empty; do not change it later."),
        }
        super().__init__(*args, **given | kwargs)

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        slug = getattr(model_instance, self.attname)
        if not slug:
            slug = self._free(model_instance, slugify(getattr(model_instance, self.source)()) or "x")
            setattr(model_instance, self.attname, slug)
        return slug

    def _free(self, model_instance: models.Model, wanted: str) -> str:
        wanted = wanted[: self.max_length - 6]
        rows = type(model_instance)._default_manager.filter(**{f"{self.attname}__startswith": wanted})
        taken = set(rows.exclude(pk=model_instance.pk).values_list(self.attname, flat=True))
        if wanted not in taken:
            return wanted
        return next(name for number in range(2, len(taken) + 3) if (name := f"{wanted}-{number}") not in taken)

    def deconstruct(self) -> tuple[str, str, Any, dict[str, Any]]:
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, kwargs | {"source": self.source}


class SinceField(models.DateTimeField):
    """Since when a property of the row is true without a break: set when it becomes true, emptied when it does not.

    What `update` writes past it is not seen.
    """

    def __init__(self, *args: Any, of: str, **kwargs: Any) -> None:
        self.of = of
        super().__init__(*args, **{"null": True, "blank": True, "editable": False, "db_index": True, **kwargs})

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        since = (getattr(model_instance, self.attname) or timezone.now()) if getattr(model_instance, self.of) else None
        setattr(model_instance, self.attname, since)
        return since

    def deconstruct(self) -> tuple[str, str, Any, dict[str, Any]]:
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, kwargs | {"of": self.of}
