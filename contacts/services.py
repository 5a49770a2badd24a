"""Acts on the register of bodies, entities and people."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext as _

from .fields import AddressField, MatchKeyField
from .models import Alias, Body, Entity, Person
from .models.naming import NAMES
from .search import index

Row = TypeVar("Row", bound=models.Model)


@transaction.atomic
def merge(*, keep: Row, gone: Row) -> Row:
    """Make two records one: all that refers to `gone` refers to `keep`, which takes over what it lacks.

    The names of `gone` stay as other spellings and its notes are appended; its address ceases. Rows that both had
    alike are made one as well. Raises ValidationError, with nothing done, where the two cannot be one.
    """
    if type(keep) is not type(gone) or keep.pk == gone.pk:
        raise ValidationError(_("Choose two different records of one kind."))
    rows = type(keep)._default_manager.select_for_update().in_bulk([keep.pk, gone.pk])
    if len(rows) < 2:
        raise ValidationError(_("One of the two is no longer there."))
    keep, gone = rows[keep.pk], rows[gone.pk]
    _refuse_two(keep, gone)
    _take_over(keep, gone)
    for relation in gone._meta.get_fields(include_hidden=True):
        if (relation.one_to_many or relation.one_to_one) and relation.auto_created and not relation.concrete:
            _point_to(keep, gone, relation.field)
    _keep_names(keep, gone)
    gone_key = gone.pk
    gone.delete()
    keep.validate_constraints()
    keep.save()
    index.forget(type(keep), [gone_key])
    index.touch_keys(type(keep), [keep.pk], is_moved=True)
    return keep


def _refuse_two(keep: models.Model, gone: models.Model) -> None:
    names = {"keep": keep, "gone": gone}
    if isinstance(keep, Entity) and isinstance(gone, Entity):
        states = keep.kind == gone.kind == Entity.Kind.MEMBER_STATE
        if states and keep.country and gone.country and keep.country != gone.country:
            raise ValidationError(_("%(keep)s and %(gone)s are Member States of two countries.") % names)
    elif isinstance(keep, Person) and isinstance(gone, Person):
        if keep.user_id and gone.user_id:
            raise ValidationError(_("%(keep)s and %(gone)s have an account each. Remove one of the two first.") % names)
    elif isinstance(keep, Body) and isinstance(gone, Body):
        if gone.is_home:
            raise ValidationError(_("%(gone)s is the home body: keep that one.") % names)
        if Body.objects.under(keep).contains(gone) or Body.objects.under(gone).contains(keep):
            raise ValidationError(_("One of %(keep)s and %(gone)s is part of the other.") % names)


def _take_over(keep: models.Model, gone: models.Model) -> None:
    """Fill in what `keep` lacks. It is stored at the end only, when `gone` no longer stands in the way."""
    for field in keep._meta.concrete_fields:
        if field.primary_key or isinstance(field, (MatchKeyField, AddressField)):
            continue
        mine, theirs = getattr(keep, field.attname), getattr(gone, field.attname)
        if field.related_model is type(keep):
            mine = None if mine == gone.pk else mine
            theirs = None if theirs == keep.pk else theirs
        elif field.name == "note" and mine and theirs and theirs not in mine:
            mine = f"{mine}\n{theirs}"
        setattr(keep, field.attname, theirs if mine in (None, "") else mine)


def _point_to(keep: models.Model, gone: models.Model, field: Any) -> None:
    """Let what refers to `gone` by `field` refer to `keep`: at once, or row by row where rows exclude each other."""
    rows = field.model._base_manager.filter(**{field.name: gone}).exclude(**_itself(keep, field))
    try:
        with transaction.atomic():
            rows.update(**{field.name: keep})
        return
    except IntegrityError:
        pass
    for row in rows:
        setattr(row, field.name, keep)
        twin = _twin(row)
        if twin is None:
            _store(row, field)
        elif _alike(row, twin):
            setattr(row, field.name, gone)
            merge(keep=twin, gone=row)
        else:
            words = {"kind": row._meta.verbose_name, "row": row, "twin": twin}
            raise ValidationError(_("Both have a %(kind)s of the same name: “%(row)s”. Make those one first.") % words)


def _itself(keep: models.Model, field: Any) -> dict[str, Any]:
    """`keep` is stored at the end."""
    return {"pk": keep.pk} if field.model is type(keep) else {"pk__isnull": True}


def _store(row: models.Model, field: Any) -> None:
    try:
        with transaction.atomic():
            row.save(update_fields=[field.name])
    except IntegrityError as error:
        words = {"kind": row._meta.verbose_name, "row": row}
        raise ValidationError(_("The %(kind)s “%(row)s” would then refer to itself.") % words) from error


def _twin(row: models.Model) -> models.Model | None:
    """The stored row that has the same unique values."""
    others = type(row)._base_manager.exclude(pk=row.pk)
    for names in _unique_together(row):
        values = {name: getattr(row, name) for name in names}
        if None not in values.values() and (twin := others.filter(**values).first()):
            return twin
    return None


def _unique_together(row: models.Model) -> Iterator[tuple[str, ...]]:
    options = row._meta
    yield from options.unique_together
    yield from (tuple(rule.fields) for rule in options.constraints if isinstance(rule, models.UniqueConstraint))
    yield from ((field.name,) for field in options.concrete_fields if field.unique and not field.primary_key)


def _alike(row: models.Model, twin: models.Model) -> bool:
    """Whether two rows say the same; their place in a list and their address say nothing of them."""
    says = [
        field.attname
        for field in row._meta.concrete_fields
        if not (field.primary_key or field.name == "position" or isinstance(field, AddressField))
    ]
    return all(getattr(row, name) == getattr(twin, name) for name in says)


def _keep_names(keep: models.Model, gone: models.Model) -> None:
    if not isinstance(keep, (Body, Entity, Person)):
        return
    columns = ["code", *NAMES]
    known = {getattr(keep, name, "") for name in columns} | set(keep.aliases.values_list("text", flat=True)) | {""}
    owner = keep._meta.model_name
    for text in dict.fromkeys(getattr(gone, name, "") for name in columns):
        if text not in known:
            Alias.objects.create(text=text, **{str(owner): keep})
