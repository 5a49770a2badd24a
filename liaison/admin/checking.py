"""The checklist on a draft, live: what its form, as it is filled in, would lack. Nothing is stored."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import count
from typing import Any

from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.forms import CharField
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from contributions.models import Topic
from liaison import services
from liaison.models import Annex, Attachment, NextMeeting, Party, Reply, Statement, StatementContact

# Of the fields of a problem, those that are rows of their own.
ROWS = ("senders", "recipients", "copies", "replies", "contacts", "annexes", "attachments", "next_meetings")
ROWS_OF_LETTER = {
    "contacts": StatementContact,
    "replies": Reply,
    "next_meetings": NextMeeting,
    "attachments": Attachment,
}


def with_places(problems: Iterable[services.Problem], statement: Statement) -> list[tuple[services.Problem, str]]:
    """Each with the id of its place in the form of the statement."""
    return [(one, _place(one, statement)) for one in problems]


def _place(problem: services.Problem, statement: Statement) -> str:
    if problem.field not in ROWS:
        return f"id_{problem.field}"
    if problem.row is None:
        return f"{problem.field}-group"
    return f"id_{_prefix(problem, statement)}-{problem.part}"


def _prefix(problem: services.Problem, statement: Statement) -> str:
    """That of the row's form: the one that it was read from, or of a stored row the one that it will have."""
    if hasattr(problem.row, "form_prefix"):
        return str(problem.row.form_prefix)
    rows = getattr(statement, problem.field)
    stored = list(rows.all() if hasattr(rows, "all") else rows)
    return f"{problem.field}-{stored.index(problem.row)}"


class Checklist:
    """For the admin of statements: an address that takes the form's data and gives the checklist back."""

    def get_urls(self) -> list[Any]:
        wrap = self.admin_site.admin_view  # type: ignore[attr-defined]
        own = [
            path("add/problems/", wrap(self.problems_view), name="liaison_statement_problems_new"),
            path("<path:object_id>/problems/", wrap(self.problems_view), name="liaison_statement_problems"),
        ]
        return own + super().get_urls()  # type: ignore[misc]

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], add: bool = False, obj: Any = None, **kwargs: Any
    ) -> HttpResponse:
        """A new statement has its list from the beginning, so that nothing moves under the hands when typing begins."""
        if add and not request.GET:  # what an address fills in is asked for by the script
            blank = _put_together(Statement(), {}, [])
            statement = self._filled(request, None) if request.method == "POST" else blank
            context["problems"] = with_places(services.problems(statement), statement)
        return super().render_change_form(request, context, add=add, obj=obj, **kwargs)  # type: ignore[misc, no-any-return]

    def problems_view(self, request: HttpRequest, object_id: str = "") -> HttpResponse:
        """By POST of the form as it is filled in; by GET as it is stored."""
        statement = self._checked(request, object_id)
        if request.method == "POST":
            statement = self._filled(request, statement)
        elif statement is not None:
            statement = Statement.objects.for_detail().get(pk=statement.pk)
        found = services.problems(statement) if statement is not None and statement.is_draft else []
        context = {"problems": with_places(found, statement) if found else [], "page": ""}
        return render(request, "admin/liaison/statement/_problems.html", context)

    def _checked(self, request: HttpRequest, object_id: str) -> Statement | None:
        if not object_id:
            if not self.has_add_permission(request):  # type: ignore[attr-defined]
                raise PermissionDenied
            return None
        statement = self.get_object(request, unquote(object_id))  # type: ignore[attr-defined]
        if statement is None:
            raise Http404
        if not self.has_change_permission(request, statement):  # type: ignore[attr-defined]
            raise PermissionDenied
        return statement

    def _filled(self, request: HttpRequest, stored: Statement | None) -> Statement:
        """The statement that a save of the form would give, as far as the form is right."""
        request.conflict = None  # type: ignore[attr-defined]  # nothing is to be stored, so nobody is met
        form_class = self.get_form(request, stored, change=stored is not None)  # type: ignore[attr-defined]
        form = form_class(request.POST, instance=stored)
        form.is_valid()
        statement = form.instance
        for name in form.errors:
            if isinstance(form.fields.get(name), CharField) and not form.data.get(name, "").strip():
                setattr(statement, name, "")  # it was emptied, which a save would refuse
        formsets, _inlines = self._create_formsets(request, statement, change=stored is not None)  # type: ignore[attr-defined]
        rows: dict[type[Model], list[Any]] = {}
        for formset in formsets:
            rows.setdefault(formset.model, []).extend(_rows_of(formset))
        return _put_together(statement, rows, form.cleaned_data.get("topics") or [])


def _rows_of(formset: Any) -> list[Model]:
    """Those that would be there after a save, in their order; what is chosen in them beside them."""
    formset.is_valid()
    rows = []
    for form in formset.forms:
        is_stored = not form.instance._state.adding
        if _is_ticked_off(form) or not (is_stored or form.has_changed()):
            continue
        row = form.instance
        row.form_prefix = form.prefix
        if isinstance(row, Party):
            chosen = form.cleaned_data.get("questions") if "questions" in form.changed_data else None
            if chosen is not None or not is_stored:
                _hold(row, "questions", chosen or [])
        rows.append(row)
    order = getattr(formset.form, "order", "position")
    keyed = sorted(enumerate(rows), key=lambda one: (getattr(one[1], order, 0) or 1_000_000, one[0]))
    return [row for _place, row in keyed]


def _is_ticked_off(form: Any) -> bool:
    return bool(form.data.get(form.add_prefix("DELETE")))


def _put_together(statement: Statement, rows: dict[type[Model], list[Any]], topics: Iterable[Topic]) -> Statement:
    """Rows that are not stored get keys of their own, below zero, so that they can be asked what belongs to them."""
    keys = count(-1, -1)
    statement.pk = statement.pk or next(keys)
    for row in (row for several in rows.values() for row in several):
        row.pk = row.pk or next(keys)
        if hasattr(row, "statement_id"):
            row.statement = statement
    parties = rows.get(Party, [])
    for party in parties:
        if not party.questions_text and (chosen := list(party.questions.all())):
            party.questions_text = ", ".join(question.number for question in chosen)
    _hold(statement, "parties", parties)
    for name, model in ROWS_OF_LETTER.items():
        _hold(statement, name, rows.get(model, []))
    _hold(statement, "topics", topics)
    _hold(statement, "annexes", _annexes(rows.get(Annex, [])))
    statement.direction = services.direction_of(statement)
    return statement


def _annexes(rows: list[Annex]) -> list[Annex]:
    """With the rows of their tables, which are edited elsewhere."""
    stored = {annex.pk: annex for annex in Annex.objects.for_detail().filter(pk__in=[row.pk for row in rows])}
    for annex in rows:
        _hold(annex, "entries", stored[annex.pk].entries.all() if annex.pk in stored else [])
    return rows


def _hold(row: Model, name: str, related: Iterable[Model]) -> None:
    """Let `row.<name>.all()` give these rows, as a prefetch would."""
    held = Held(related)
    row.__dict__.setdefault("_prefetched_objects_cache", {})[name] = held


class Held(list[Model]):
    """Rows that stand for the queryset of those that are stored."""

    def all(self) -> Held:
        return self
