"""What many parties say together is what each of them says."""

from __future__ import annotations

import datetime
import random
from collections import defaultdict

import pytest
from django.utils import timezone

from contacts.gathering import Keys
from liaison.models import Party
from tests.factory import make_body, make_home, make_party, make_public_statement

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]

TODAY = timezone.localdate()


def make_parties(seed: int) -> list[int]:
    """The keys of two thirds of statements with parties of all kinds."""
    dice = random.Random(seed)  # noqa: S311 -- made-up rows, the same each time
    bodies = [make_home(), make_body("TDAG", kind="advisory_group"), None]
    keys = []
    for _number in range(12):
        statement = make_public_statement()
        keys.append(statement.pk)
        for _party in range(dice.randrange(1, 5)):
            body, part = dice.choice(bodies), dice.choice(Party.Part.values)
            facts: dict[str, object] = {"part": part, "body": body, "text": "" if body else dice.choice(["A", "B"])}
            if part == Party.Part.TO:
                days = [None, *(TODAY + datetime.timedelta(days=number) for number in (-1, 0, 1))]
                facts |= {"purpose": dice.choice(["", *Party.Purpose.values]), "deadline": dice.choice(days)}
                facts["answered_on"] = dice.choice([None, None, TODAY])
            make_party(statement, **facts)
    return keys[::3] + keys[1::3]


@pytest.mark.parametrize("seed", range(6))
def test_groups_of_parties_have_the_statements_of_each(seed):
    keys = make_parties(seed)
    expected = defaultdict(list)
    for row in Party.objects.filter(statement__in=keys):
        is_open = row.answered_on is None
        is_overdue = is_open and row.deadline is not None and row.deadline < TODAY
        expected[row.part, row.purpose, row.body_id, is_open, is_overdue].append(row.statement_id)
    told = Party.objects.of_statements(Keys(keys)).facts(TODAY)
    found = {tuple(row[:-1]): sorted(row.statements) for row in told}
    assert (found, len(told)) == ({facts: sorted(of) for facts, of in expected.items()}, len(found))


def test_groups_without_bodies_tell_parts_and_purposes_alone():
    keys = make_parties(1)
    told = Party.objects.of_statements(Keys(keys)).facts(by_body=False)
    expected = defaultdict(list)
    for row in Party.objects.filter(statement__in=keys):
        expected[row.part, row.purpose].append(row.statement_id)
    assert {(row.part, row.purpose): sorted(row.statements) for row in told} == {
        facts: sorted(of) for facts, of in expected.items()
    }


def test_parts_and_purposes_are_told_apart_by_their_first_letter():
    for names in (Party.Part.values, Party.Purpose.values):
        assert len({name[0] for name in names}) == len(names)
