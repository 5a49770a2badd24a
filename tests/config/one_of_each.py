"""A row of every table that the public may see something of."""

from __future__ import annotations

import datetime
from typing import Any

from django.db.models import DateField, DateTimeField, Model
from django.utils import timezone

from config.triggers import seen_models
from contacts.models import Alias, Body
from liaison.models import Statement
from tests.factory import index_all
from tests.register import make_hard_statements, make_register


def make_one_of_each() -> Statement:
    """The register of the tests, and plain rows where it has none. Returns its first statement, which is public."""
    statement = make_register()
    make_hard_statements()
    index_all()
    statement.topics.set(statement.topics.all())
    Alias.objects.create(body=Body.objects.first(), text="Another name")
    for model in seen_models():
        if not model._base_manager.exists():
            model._base_manager.bulk_create([model(**plain_values(model))])
    return statement


def plain_values(model: type[Model]) -> dict[str, Any]:
    fields = [field for field in model._meta.local_concrete_fields if not (field.primary_key or field.has_default())]
    return {field.name: _plain(field) for field in fields if not field.null and not field.blank}


def _plain(field: Any) -> Any:
    if field.is_relation:
        rows = field.related_model._base_manager
        return rows.filter(slug="one").first() if field.related_model is Statement else rows.order_by("-pk").first()
    if isinstance(field, DateTimeField):
        return timezone.now()
    return (
        datetime.date(2023, 5, 22) if isinstance(field, DateField) else 1 if "Integer" in type(field).__name__ else "x"
    )
