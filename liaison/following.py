"""Fields that are written out from a chosen row of the register, and follow when another row is chosen."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms

from .models import Statement


def follow(
    form: forms.ModelForm, link: str, words: Callable[[Any], dict[str, Any]], statement: Statement | None = None
) -> None:
    """Write out what `form` links to by the field `link`, just chosen, in its other fields; called from `clean`.

    `words` gives their values for a chosen row (for several chosen rows a list of them). Empty fields are filled, and
    what still says what the row chosen before says follows to the new one; what was typed stays. A stored row with
    words of its own in a `statement` by others is as they printed it, gaps and all, and is linked only.
    """
    cleaned = form.cleaned_data
    chosen = cleaned.get(link)
    if link not in form.changed_data or not chosen:
        return
    new = words(chosen)
    before = _chosen_before(form, link)
    old = words(before) if before else {}
    following = {name for name, value in old.items() if value and cleaned.get(name) == value}
    has_own = any(cleaned.get(name) for name in new.keys() - following)
    is_new = form.instance._state.adding
    is_linked_only = has_own and not is_new and statement is not None and statement.is_by_others
    for name, value in new.items():
        if name in form.fields and (name in following or not (cleaned.get(name) or is_linked_only)):
            cleaned[name] = value


def _chosen_before(form: forms.ModelForm, link: str) -> Any:
    initial = form.initial.get(link)
    if form.instance._state.adding or not initial:
        return None
    if isinstance(initial, list):
        keys = [getattr(row, "pk", row) for row in initial]
        return list(form.fields[link].queryset.filter(pk__in=keys))
    return form.fields[link].queryset.filter(pk=initial).first()
