"""What a draft said at each save, kept with django-reversion: what of which rows, and how it is read back.

A save is a reversion revision with a version of the statement and of each of its rows. Where the statement stands
(status, address, who sees it) is no part of it. What is kept is written here and read here alone: reversion's own pages
are not used, for they let staff revert rows of other models and reset what is left out.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any

import reversion
from django.core import serializers
from django.db import models, transaction
from django.db.models import QuerySet
from django.db.models.signals import m2m_changed, post_save
from reversion.models import Version
from reversion.revisions import _m2m_changed_receiver, _post_save_receiver

from contacts.models import Body, StudyPeriod, User
from contributions.models import Document

from .letter.build import build
from .letter.letter import Letter
from .models import (
    Annex,
    Attachment,
    Consideration,
    Entry,
    ImportFinding,
    NextMeeting,
    Party,
    Reply,
    Statement,
    StatementContact,
)

Row = dict[str, Any]  # the values of a row as JSON has them, by field
State = dict[str, dict[int, Row]]  # of all rows, by "app.model" and key

# Columns of the statement that a save neither keeps nor brings back.
LEFT_OUT = {
    *("status", "slug", "visibility", "direction", "correction_of", "version", "original_sha256"),
    *("created_at", "created_by", "updated_at", "announced_at", "sent_on", "recorded_on", "period_label"),
    *("withdrawn_on", "withdrawal_reason", "redacted_on", "text_key", "assigned_questions"),
}
FOLLOWED: dict[type[models.Model], list[str]] = {
    Statement: [
        *("parties", "contacts", "replies", "next_meetings", "attachments", "annexes"),
        *("considerations", "import_findings"),
    ],
    Annex: ["entries"],
}
ROWS = [Party, StatementContact, Reply, NextMeeting, Attachment, Annex, Entry]  # those that the letter is built of
BESIDE = [Consideration, ImportFinding]
EVENT = "event: "  # begins the comment of a save that an act made; its kind follows


def label(model: type[models.Model]) -> str:
    return model._meta.label_lower


def fields_of(model: type[models.Model]) -> list[str]:
    own = [*model._meta.local_fields, *model._meta.local_many_to_many]
    left_out = LEFT_OUT if model is Statement else {"statement", "body_code"}
    return [field.name for field in own if not field.primary_key and field.name not in left_out]


def register() -> None:
    """Tell reversion what is kept. It hears of no row by itself: `keep` hands them over, so that loading in bulk and
    the public pages cost nothing more."""
    for model in [Statement, *ROWS, *BESIDE]:
        reversion.register(model, fields=fields_of(model), follow=FOLLOWED.get(model, []))
        post_save.disconnect(_post_save_receiver, sender=model)
        for field in model._meta.local_many_to_many:
            m2m_changed.disconnect(_m2m_changed_receiver, sender=field.remote_field.through)


# ---- keeping ---------------------------------------------------------------------------------------------------------


@transaction.atomic
def keep(statement: Statement, by: User | None, comment: str = "", *, stored: Statement | None = None) -> bool:
    """Keep a draft as it is stored, unless it says what the last save says; returns whether it was kept.

    `stored` is what `whole` just gave, for who has it already.
    """
    stored = stored or whole(statement)
    if not stored.is_draft or stored.is_frozen:
        return False
    last = saves_of(stored).first()
    if last and read(last) == state_of(stored):
        return False
    with reversion.create_revision(manage_manually=True):
        reversion.set_user(by)
        reversion.set_comment(comment)
        reversion.add_to_revision(stored)
    return True


def whole(statement: Statement) -> Statement:
    """The statement as it is stored, with all that a save keeps."""
    beside = FOLLOWED[Statement][-2:]
    return Statement.objects.for_detail().prefetch_related(*beside).get(pk=statement.pk)


def state_of(statement: Statement) -> State:
    """Of a statement read by `whole`: the same as `read` gives of a save of it."""
    state: State = {}
    for model, rows in groupby(_rows_of(statement), type):
        text = serializers.serialize("json", rows, fields=fields_of(model))
        for row in json.loads(text):
            _put(state, row)
    return state


def _rows_of(row: models.Model) -> Iterator[models.Model]:
    yield row
    for name in FOLLOWED.get(type(row), []):
        related = list(getattr(row, name).all())
        yield from related
        for one in related:
            yield from list(_rows_of(one))[1:]


def _put(state: State, row: dict[str, Any]) -> None:
    lists = {key for key, value in row["fields"].items() if isinstance(value, list) and key in ("topics", "questions")}
    fields = {key: sorted(value) if key in lists else value for key, value in row["fields"].items()}
    state.setdefault(row["model"], {})[int(row["pk"])] = fields


# ---- reading ---------------------------------------------------------------------------------------------------------


def saves_of(statement: Statement) -> QuerySet[Version]:
    """Its saves, the newest first. Those of another model's row with the same key are not among them."""
    saves = Version.objects.get_for_object_reference(Statement, statement.pk)
    return saves.select_related("revision__user").prefetch_related("revision__version_set").order_by("-pk")


def read(save: Version) -> State:
    state: State = {}
    for version in save.revision.version_set.all():
        for row in json.loads(version.serialized_data):
            _put(state, row)
    return state


def names_in(save: Version) -> dict[tuple[str, int], str]:
    """What each row of a save was called then: for one whose body is no longer in the register."""
    return {
        (row["model"], int(row["pk"])): version.object_repr
        for version in save.revision.version_set.all()
        for row in json.loads(version.serialized_data)
    }


def rows_in(state: State, model: type[models.Model]) -> dict[int, models.Model]:
    """The rows of a model as they stood, never to be stored as they are, in their order."""
    rows = {key: _row(model, key, values) for key, values in state.get(label(model), {}).items()}
    order = "number" if model is Annex else "position"
    return dict(sorted(rows.items(), key=lambda pair: (getattr(pair[1], order, 0), pair[0])))


def _row(model: type[models.Model], key: int, values: Row) -> models.Model:
    known = {field.name: field for field in model._meta.local_fields}
    plain = {known[name].attname: known[name].to_python(value) for name, value in values.items() if name in known}
    return model(pk=key, **plain)


def letter_in(save: Version) -> Letter:
    """The letter as it stood. What it names is shown as the register has it today; what is gone from it is not."""
    state = read(save)
    statement = next(iter(rows_in(state, Statement).values()))
    _link([statement], "period", StudyPeriod)
    parties = list(rows_in(state, Party).values())
    _link(parties, "body", Body)
    for party in parties:
        party.statement = statement
    entries = list(rows_in(state, Entry).values())
    _link(entries, "document", Document)
    annexes = list(rows_in(state, Annex).values())
    for annex in annexes:
        own = [entry for entry in entries if entry.annex_id == annex.pk]
        annex._prefetched_objects_cache = {"entries": own}
    statement._prefetched_objects_cache = {"parties": parties, "annexes": annexes} | {
        name: list(rows_in(state, model).values())
        for name, model in [
            ("contacts", StatementContact),
            ("replies", Reply),
            ("next_meetings", NextMeeting),
            ("attachments", Attachment),
        ]
    }
    return build(statement)


def _link(rows: Iterable[models.Model], name: str, model: type[models.Model]) -> None:
    rows = list(rows)
    known = model._default_manager.in_bulk({key for row in rows if (key := getattr(row, f"{name}_id"))})
    for row in rows:
        setattr(row, name, known.get(getattr(row, f"{name}_id")))
