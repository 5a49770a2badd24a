"""Whose request a reply answers: which recipients of a statement its senders are, or speak for."""

from __future__ import annotations

from collections.abc import Iterable

from contacts.keys import match_key
from contacts.models import Body

from .models import Party, Statement


def answered_recipients(asked: Statement, senders: Iterable[Party]) -> list[Party]:
    """The recipients of `asked` for whom one of the senders answers.

    That is the same body, or one above or under it; where both name Questions, one of them must be the same. Who is no
    body of the register is known by the words.
    """
    given = list(senders)
    known = any(party.body_id for party in given)
    parents = Body.objects.parents() if known else {}
    return [party for party in asked.recipients if any(_answers(party, one, parents) for one in given)]


def _answers(asked: Party, sender: Party, parents: dict[int, int]) -> bool:
    if not (asked.body_id and sender.body_id):
        return asked.body_id == sender.body_id and match_key(asked.text) == match_key(sender.text) != ""
    theirs, mine = set(asked.question_numbers), set(sender.question_numbers)
    if theirs and mine and theirs.isdisjoint(mine):
        return False
    return asked.body_id in _line(sender.body_id, parents) or sender.body_id in _line(asked.body_id, parents)


def _line(body: int, parents: dict[int, int]) -> list[int]:
    """A body and those above it."""
    line = [body]
    while (above := parents.get(line[-1])) and above not in line:
        line.append(above)
    return line
