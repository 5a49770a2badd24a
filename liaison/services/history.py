"""Drafts keep every save; one of them can be brought back."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import formats, timezone
from django.utils.translation import gettext as _
from reversion.models import Version

from contacts.models import User
from liaison import saves
from liaison.letter.build import build
from liaison.models import Annex, Entry, Event, Party, Statement

from .drafting import statement_changed
from .moves import check
from .settling import statement_settle
from .trail import event_add, locked

APPROVAL = {"approval_level", "approval_text", "approval_date", "approval_meeting", "approval_paragraph"}
# What looks after the statement rather than what it says: a restore leaves it as it is.
BESIDE = {"registered_as", "assigned_to", "received_on"}
ASIDE = 1_000_000  # added to the number of an annex while another takes its place


@transaction.atomic
def draft_keep(*, statement: Statement, by: User | None, note: str = "") -> None:
    """Keep a draft as it is stored now; called after whatever changes one without leaving an event."""
    saves.keep(statement, by, note)


@transaction.atomic
def draft_restore(*, statement: Statement, save: Version, by: User | None, change: str = "") -> Statement:
    """Bring a draft back to what it said at a save, rows that are gone since then included.

    Status, address and what was recorded of its approval stay as they are. What stands now is kept before. An approved
    draft needs `change`, whether what comes back is editorial or of substance (`statement_changed`). What the register
    no longer has is left out and named in the event. Raises ValidationError for a statement that is no draft and for a
    save of another one.
    """
    stored = locked(statement)
    check("edit", stored, by)
    if not saves.saves_of(stored).filter(pk=save.pk).exists():
        raise ValidationError(_("This is no save of this statement."))
    saves.keep(stored, None)
    before = build(stored)
    lost = _Restoring(saves.whole(stored), save).run()
    stored = statement_settle(statement=stored)
    after = build(locked(stored))
    if stored.is_approved:
        statement_changed(statement=stored, by=by, before=before, after=after, change=change)
    at = formats.date_format(timezone.localtime(save.revision.date_created), "DATETIME_FORMAT")
    note = "\n".join([_("Restored as it was saved on %(at)s.") % {"at": at}, *lost])
    stored = locked(stored)
    event_add(statement=stored, kind=Event.Kind.EDITED, by=by, note=note, to_status=stored.status)
    return stored


class _Restoring:
    def __init__(self, stored: Statement, save: Version) -> None:
        self.stored = stored
        self.state = saves.read(save)
        self.names = saves.names_in(save)
        self.now = saves.state_of(stored)
        self.lost: list[str] = []
        self.annexes: dict[int, int] = {}  # the key of an annex in the save, and that of its row now

    def run(self) -> list[str]:
        """Returns, in words, what could not be brought back."""
        self._statement()
        Annex.objects.filter(statement=self.stored).update(number=models.F("number") + ASIDE)
        for model in saves.ROWS:
            self._rows(model)
        return self.lost

    def _statement(self) -> None:
        was = next(iter(saves.rows_in(self.state, Statement).values()))
        names = set(saves.fields_of(Statement)) - APPROVAL - BESIDE - {"topics"}
        self._forget_missing([was], Statement)
        for name in names:
            attname = Statement._meta.get_field(name).attname
            setattr(self.stored, attname, getattr(was, attname))
        self.stored.version += 1
        self.stored.save()
        self.stored.topics.set(self._there(Statement, "topics", self.state[saves.label(Statement)][was.pk]["topics"]))

    def _rows(self, model: type[models.Model]) -> None:
        was, now = saves.rows_in(self.state, model), self.now.get(saves.label(model), {})
        model._default_manager.filter(pk__in=now.keys() - was.keys()).delete()
        self._forget_missing(was.values(), model)
        new = []
        for key, row in was.items():
            values = self.state[saves.label(model)][key]
            if model is Entry:
                row.annex_id = self.annexes[row.annex_id]
            else:
                row.statement = self.stored
            row.pk, row._state.adding = (key, False) if key in now else (None, True)
            if model is Entry and row.pk is None:
                new.append(row)
            elif row.pk is None or values != now[key] or model is Annex:
                row.save()
                if model is Party:
                    row.questions.set(self._there(Party, "questions", values["questions"]))
            if model is Annex:
                self.annexes[key] = row.pk
        Entry.objects.bulk_create(new)

    def _forget_missing(self, rows: Iterable[Any], model: type[models.Model]) -> None:
        """A row of the register that was deleted or merged since then is no longer linked; its words stay."""
        rows = list(rows)
        for field in model._meta.local_fields:
            if not isinstance(field, models.ForeignKey) or field.name in ("statement", "annex"):
                continue
            keys = {key for row in rows if (key := getattr(row, field.attname))}
            gone = keys - set(self._there(model, field.name, keys))
            for row in [row for row in rows if getattr(row, field.attname) in gone]:
                setattr(row, field.attname, None)
                name = self.names.get((saves.label(model), row.pk), "")
                if model is Party and field.name == "body":
                    row.text = row.text or name
                self.lost.append(
                    _("No longer in the register: %(field)s of “%(row)s”.") % {"field": field.verbose_name, "row": name}
                )

    def _there(self, model: type[models.Model], name: str, keys: Iterable[int]) -> list[int]:
        register = model._meta.get_field(name).related_model._base_manager
        return list(register.filter(pk__in=list(keys)).values_list("pk", flat=True)) if keys else []
