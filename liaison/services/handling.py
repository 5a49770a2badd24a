"""What became of a statement with each who got it. Every change leaves an event with the old and the new value."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from contacts.models import User
from liaison.models import Event, Party

from .moves import check
from .trail import event_add, locked


@transaction.atomic
def party_handle(*, party: Party, by: User | None, note: str = "", **facts: Any) -> Party:
    """Write down what is known of a recipient or copy: any of `Party.HANDLING`.

    One who is answered by a statement is answered on that statement's date, where no other day is given.
    """
    stored = _locked_party(party)
    check("handle", stored.statement, by)
    if unknown := set(facts) - set(Party.HANDLING):
        raise TypeError(f"{sorted(unknown)} are no facts of handling")
    answer = facts.get("answered_by")
    if answer and answer.date and not facts.get("answered_on", stored.answered_on):
        facts["answered_on"] = answer.date
    was_answered = stored.answered_on is not None
    changed = {name: (getattr(stored, name), value) for name, value in facts.items() if getattr(stored, name) != value}
    if not changed:
        return stored
    for name, (_old, new) in changed.items():
        setattr(stored, name, new)
    if stored.answered_by_id and stored.answered_by_id == stored.statement_id:
        raise ValidationError({"answered_by": _("A statement cannot answer itself.")})
    stored.save(update_fields=list(changed))
    kind = Event.Kind.HANDLED
    if was_answered != (stored.answered_on is not None):
        kind = Event.Kind.REOPENED if was_answered else Event.Kind.ANSWERED
    text = "\n".join(filter(None, [*lines_of(stored, changed), note.strip()]))
    event_add(statement=stored.statement, kind=kind, by=by, note=text, to_status=stored.statement.status)
    return stored


def party_reopen(*, party: Party, by: User | None, note: str) -> Party:
    """What was answered is open again: part of the withdrawal of the answer, which decides who may."""
    stored = _locked_party(party)
    changed = {name: (getattr(stored, name), None) for name in ("answered_by", "answered_on")}
    stored.answered_by = stored.answered_on = None
    stored.save(update_fields=list(changed))
    text = "\n".join([*lines_of(stored, changed), note])
    event_add(statement=stored.statement, kind=Event.Kind.REOPENED, by=by, note=text)
    return stored


def _locked_party(party: Party) -> Party:
    stored = Party.objects.for_detail().get(pk=party.pk)
    stored.statement = locked(stored.statement)
    return stored


def lines_of(party: Party, changed: dict[str, tuple[Any, Any]]) -> list[str]:
    """“CWG-COP, their symbol: – → CWG-COP-19/4”, a line a change."""
    words = _("%(party)s, %(field)s: %(old)s → %(new)s")
    return [
        words
        % {
            "party": party.short,
            "field": Party._meta.get_field(name).verbose_name,
            "old": shown(name, old),
            "new": shown(name, new),
        }
        for name, (old, new) in changed.items()
    ]


def shown(name: str, value: Any) -> str:
    if value in (None, ""):
        return "–"
    return str(dict(Party._meta.get_field(name).flatchoices).get(value, value))
