"""Lists in one spelling, in words, and what of a request's address belongs to them."""

from __future__ import annotations

import pytest

from liaison.digests.followed import parameters_of
from liaison.models.followers import LONGEST_QUERY
from tests import factory

from .followers import a_list

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("kind", "query", "kept"),
    [
        ("statements", "", ""),
        ("statements", "q=marsh++telephony&page=3&sort=title&unknown=1&direction=", "q=marsh+telephony"),
        ("statements", "status=overdue&due=7&purpose=action", "purpose=action"),
        ("statements", "purpose=action&direction=outgoing", "direction=outgoing&purpose=action"),
        ("documents", "kind=report&direction=outgoing", "kind=report"),
        ("documents", "from_date=2024-01-01", "from_date=2024-01-01"),
        ("everything", "q=a&kind=report&purpose=action&from_date=2024-01-01", "q=a"),
        ("statements", "predecessors=yes&country=ng", "predecessors=1&country=NG"),
    ],
)
def test_list_has_one_spelling_and_only_its_own_filters(kind: str, query: str, kept: str) -> None:
    assert a_list(kind, query).query == kept


@pytest.mark.parametrize("text", ["CWG-COP", "cwg-cop", "cwg cop", "Child Group"])
def test_body_is_stored_by_its_slug_however_it_is_called(text: str) -> None:
    factory.make_body("CWG-COP", name="Child Group")
    assert a_list("statements", f"body={text}").query == "body=cwg-cop"


def test_words_that_mean_several_rows_stay_as_they_are() -> None:
    for label in ("2018-2021", "2022-2025"):
        factory.make_question("3/2", period=factory.make_period(label))
    assert a_list("statements", "question=Q3/2").query == "question=Q3%2F2"


def test_state_of_the_day_is_said_to_be_left_out() -> None:
    assert (a_list("statements", "status=open").is_narrowed_for_now, a_list().is_narrowed_for_now) == (True, False)


def test_wrong_value_names_its_field() -> None:
    assert a_list("everything", "topic=nothing").errors == [("Topic", "Nothing in the register is called “nothing”.")]


def test_wrong_list_holds_nothing() -> None:
    statement = factory.make_public_statement()
    assert a_list("statements", "topic=nothing").statements_among([statement.pk], []) == set()


def test_too_many_filters_are_refused_and_not_cut() -> None:
    found = a_list("statements", "q=" + "%C3%A9" * 199 + "&country=CI")
    assert (len(found.query) > LONGEST_QUERY, [label for label, _message in found.errors]) == (True, ["Filters"])


def test_both_registers_are_narrowed_by_what_they_share() -> None:
    shared = ["q", "body", "period", "group", "question", "predecessors", "topic", "meeting", "source", "country"]
    assert parameters_of("everything") == [*shared, "language"]


def test_title_says_what_is_followed() -> None:
    factory.make_topic("Child Online Protection", slug="cop")
    assert a_list("statements", "topic=cop").title == "Liaison statements · Topic: Child Online Protection"
