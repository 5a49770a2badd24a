"""Fields that are written out from a chosen row of the register, and follow when another row is chosen."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django import forms


def follow(form: forms.ModelForm, link: str, words: Callable[[Any], dict[str, Any]], own: Iterable[str] = ()) -> None:
    """Write out what `form` links to by the field `link`, just chosen, in its other fields; called from `clean`.

    `words` gives their values for a chosen row (for several chosen rows a list of them). What still says what the
    row chosen before says follows to the new one. What was typed, or printed by others, stays; and what is stored
    with words of its own, in any of these fields or in those named by `own`, gets no further ones, for it may be as it
    was printed.
    """
    cleaned = form.cleaned_data
    chosen = cleaned.get(link)
    if link not in form.changed_data or not chosen:
        return
    new = words(chosen)
    before = _chosen_before(form, link)
    old = words(before) if before else {}
    following = {name for name, value in old.items() if value and cleaned.get(name) == value}
    has_own = any(cleaned.get(name) for name in set(own or new) - following)
    for name, value in new.items():
        if name not in form.fields:
            continue
        if name in following or (not cleaned.get(name) and (form.instance._state.adding or not has_own)):
            cleaned[name] = value


def _chosen_before(form: forms.ModelForm, link: str) -> Any:
    initial = form.initial.get(link)
    if form.instance._state.adding or not initial:
        return None
    if isinstance(initial, list):
        keys = [getattr(row, "pk", row) for row in initial]
        return list(form.fields[link].queryset.filter(pk__in=keys))
    return form.fields[link].queryset.filter(pk=initial).first()
