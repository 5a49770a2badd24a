"""Two people, one draft: the second save is refused, with both values, and nothing of either is lost.

A form carries `seen`: the mark of what it showed when it was opened, and once it was refused also that of what the
page then told about. The state that belongs to the first mark is found among the saves.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils import formats, timezone
from django.utils.translation import gettext as _
from reversion.models import Version

from contacts.admin.read_before import held
from liaison import saves, services
from liaison.letter.compare import Change
from liaison.models import Annex, Entry, Event, Statement

from .three_way import Merge

MOST_SAVES = 40  # that are looked through for the state in which a page was opened
ON_STATEMENT = {"number", "title"}  # of an annex, on the page of its statement


@dataclass
class Conflict:
    """What somebody else stored since the page was opened, beside what was typed into it."""

    by: str
    at: str
    conflicts: list[Change] = field(default_factory=list)
    taken: list[Change] = field(default_factory=list)
    is_told: bool = False  # the page said so before, and nothing was stored since
    is_chosen: bool = False  # “save mine” was pressed
    is_closed: bool = False  # it was a draft and is none any more

    @property
    def is_refused(self) -> bool:
        if self.is_closed:
            return True
        if not self.is_told:
            return bool(self.conflicts or self.taken)
        return bool(self.conflicts) and not self.is_chosen

    def message(self) -> str:
        if self.is_closed:
            return _("It is no longer a draft since you opened it, so it cannot be changed. Nothing was saved.")
        text = _("%(who)s changed this at %(at)s, after you opened it, so nothing of yours was saved yet.")
        return text % {"who": self.by, "at": self.at} + " " + _("What you typed is in the form; see what differs.")

    def note(self) -> str:
        """For the event of a save over somebody else’s."""
        words = _("Saved over what %(who)s had stored at %(at)s.") % {"who": self.by, "at": self.at}
        return f"{words}\n{services.changes_text(self.conflicts)}"


class ConflictMixin:
    """For the admin of statements, and of annexes, whose pages show a part of one."""

    def statement_of(self, obj: Any) -> Statement:
        return obj if isinstance(obj, Statement) else obj.statement

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Any:
        """Begins each try to save, of which a request may have two: each looks anew at what was posted."""
        if hasattr(request, "conflict"):
            request.POST = request.posted  # type: ignore[attr-defined]
            del request.conflict
        return super().get_object(request, object_id, from_field)  # type: ignore[misc]

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form = super().get_form(request, obj, change=change, **kwargs)  # type: ignore[misc]
        if obj is None or "seen" not in form.base_fields:
            return form
        if request.method == "POST" and self._may_change(request, obj) and not hasattr(request, "conflict"):
            request.posted = request.POST  # type: ignore[attr-defined]
            request.conflict = self._meet(request, obj, form)  # type: ignore[attr-defined]
        found = getattr(request, "conflict", None)
        if request.method == "POST":
            mark = request.POST.get("seen", "")  # so that it is nothing that the poster changed
        else:
            statement = self.statement_of(obj)
            whole = statement if is_read_for_form(statement) else saves.whole(statement)
            mark = self._mark(saves.state_of(whole), obj)
        return type(form.__name__, (form,), {"mark": mark, "conflict": found, "__module__": form.__module__})

    def _may_change(self, request: HttpRequest, obj: Any) -> bool:
        return bool(self.has_change_permission(request, obj))  # type: ignore[attr-defined]

    def _mark(self, state: saves.State, obj: Any) -> str:
        text = json.dumps(_part(state, obj), sort_keys=True)
        return f"{hashlib.sha256(text.encode()).hexdigest()[:20]}-{self.statement_of(obj).status}"

    def _meet(self, request: HttpRequest, obj: Any, form: type[forms.ModelForm]) -> Conflict | None:
        """What was posted, rewritten where it says no more than what the page showed and that is out of date."""
        statement = self.statement_of(obj)
        stored = saves.whole(statement)
        saves.keep(statement, None, stored=stored)  # as it was, whoever changed it last without a save
        state = saves.state_of(stored)
        mark = self._mark(state, obj)
        seen, _space, told = request.POST.get("seen", "").partition(" ")
        if not seen or seen == mark:
            return None
        newest = saves.saves_of(statement).exclude(revision__user=None).first()
        found = Conflict(*_who_and_when(newest), is_told=told == mark, is_chosen="_save_mine" in request.POST)
        was_draft = seen.rpartition("-")[2] in Statement.OPEN_TO_EDITS
        found.is_closed = was_draft and not statement.is_draft
        if found.is_closed:
            return found
        merge = self._merged(request, obj, form, self._base(statement, seen, obj), _part(state, obj))
        merge.data["seen"] = f"{seen} {mark}"
        if found.is_chosen:
            merge.data["_continue"] = "1"
        request.POST = merge.data  # type: ignore[assignment]
        found.conflicts, found.taken = merge.conflicts, merge.taken
        return found

    def _base(self, statement: Statement, seen: str, obj: Any) -> saves.State | None:
        """What the page showed when it was opened, if it was kept."""
        for save in saves.saves_of(statement)[:MOST_SAVES]:
            state = saves.read(save)
            if self._mark(state, obj).rpartition("-")[0] == seen.rpartition("-")[0]:
                return _part(state, obj)
        return None

    def _merged(
        self,
        request: HttpRequest,
        obj: Any,
        form: type[forms.ModelForm],
        base: saves.State | None,
        now: saves.State,
    ) -> Merge:
        merge = Merge(request.POST.copy())
        name = saves.label(type(obj))
        merge.fields(type(obj), form, base and base.get(name, {}).get(obj.pk), now[name][obj.pk])
        for formset, inline in self.get_formsets_with_inlines(request, obj):  # type: ignore[attr-defined]
            name = saves.label(formset.model)
            if name not in now and not (base and name in base) and formset.model not in saves.ROWS:
                continue
            if not inline.has_change_permission(request, obj):
                continue
            prefix = formset.get_default_prefix()
            keys = list(formset(instance=obj, prefix=prefix, queryset=inline.get_queryset(request)).get_queryset())
            rows = {row.pk: now.get(name, {})[row.pk] for row in keys if row.pk in now.get(name, {})}
            formset.row_name = inline.verbose_name
            merge.rows(formset, prefix, None if base is None else base.get(name, {}), rows)
        return merge

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)  # type: ignore[misc]
        found = getattr(request, "conflict", None)
        if found and found.is_chosen and found.conflicts:
            statement = Statement.objects.get(pk=self.statement_of(form.instance).pk)
            services.event_add(statement=statement, kind=Event.Kind.EDITED, by=request.user, note=found.note())

    def render_change_form(self, request: HttpRequest, context: dict[str, Any], *args: Any, **kw: Any) -> HttpResponse:
        found = getattr(request, "conflict", None)
        if found and (found.is_refused or found.conflicts) and not found.is_closed:
            context["conflict"] = found
        return super().render_change_form(request, context, *args, **kw)  # type: ignore[misc]


def is_read_for_form(statement: Statement) -> bool:
    """Whether it was just read by `for_form`, with all its rows: only where its page is opened, and nothing posted."""
    return held(statement, "import_findings") is not None


def _who_and_when(save: Version | None) -> tuple[str, str]:
    if save is None:
        return _("Somebody else"), formats.time_format(timezone.localtime())
    at = timezone.localtime(save.revision.date_created)
    is_today = at.date() == timezone.localdate()
    return save.revision.user.get_username(), (formats.time_format if is_today else formats.date_format)(
        at, "TIME_FORMAT" if is_today else "SHORT_DATETIME_FORMAT"
    )


def _part(state: saves.State, obj: Any) -> saves.State:
    """What of a statement stands on the page: of an annex that and its rows; else all but what is inside annexes."""
    annexes, entries = saves.label(Annex), saves.label(Entry)
    if isinstance(obj, Annex):
        rows = {key: row for key, row in state.get(entries, {}).items() if row["annex"] == obj.pk}
        own = {key: row for key, row in state.get(annexes, {}).items() if key == obj.pk}
        return {annexes: own, entries: rows}
    part = {name: rows for name, rows in state.items() if name not in (annexes, entries)}
    heads = {
        key: {name: value for name, value in row.items() if name in ON_STATEMENT}
        for key, row in state.get(annexes, {}).items()
    }
    return part | {annexes: heads}
