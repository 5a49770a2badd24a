"""Words one after the other, parted as the language of the page does it: “a، b” and “a、b”, not always “a, b”."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import pgettext


def enumerated(words: Iterable[object]) -> str:
    """Several of a kind: names, numbers."""
    return pgettext("list", ", ").join(map(str, words))


def apposed(facts: Iterable[object]) -> str:
    """What is known of one thing: its day, its body, its title. What is empty is left out."""
    return pgettext("apposition", ", ").join(map(str, filter(None, facts)))
