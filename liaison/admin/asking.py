"""An edit of an approved statement: whether it is editorial, and the approval stays, or one of substance.

The question is put when what was saved differs from the letter that was agreed. Nothing is stored then; the form
comes back with all that was typed, and the question beside its save buttons.
"""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse

from liaison import services
from liaison.change_form import statement_of
from liaison.letter.build import build
from liaison.models import Statement


class UnansweredError(Exception):
    """What was agreed would change, and nobody said how far."""


class AsksWhatChanged:
    """For the admins of a statement and of its parts. They call `settle_change` once all is stored."""

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form = super().get_form(request, obj, change=change, **kwargs)  # type: ignore[misc]
        form.is_asked = getattr(request, "asks_what_changed", False)
        return form

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return super().changeform_view(request, *args, **kwargs)  # type: ignore[misc]
        except UnansweredError:
            request.asks_what_changed = True  # type: ignore[attr-defined]
            return super().changeform_view(request, *args, **kwargs)  # type: ignore[misc]

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Remember what was agreed, as long as it is still stored."""
        statement = statement_of(obj)
        if change and statement is not None:
            stored = Statement.objects.for_detail().get(pk=statement.pk)
            request.letter_agreed = build(stored) if stored.is_approved else None  # type: ignore[attr-defined]
        super().save_model(request, obj, form, change)  # type: ignore[misc]

    def settle_change(self, request: HttpRequest, form: Any) -> None:
        """Raises UnansweredError where the letter changed and the form does not say how far: nothing is stored."""
        before = getattr(request, "letter_agreed", None)
        statement = statement_of(form.instance)
        if before is None or statement is None:
            return
        after = build(Statement.objects.for_detail().get(pk=statement.pk))
        if before == after:
            return
        answer = form.cleaned_data.get("change", "")
        if not answer:
            raise UnansweredError
        services.statement_changed(statement=statement, by=request.user, before=before, after=after, change=answer)
