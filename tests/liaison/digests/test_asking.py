"""Asking for a list, confirming it, and what is stored on the way."""

from __future__ import annotations

import datetime

import pytest
from django.core.exceptions import ValidationError

from liaison.digests import services
from liaison.digests.sending import digests_send
from liaison.models import Follow, Follower, FollowRequest, Mail

from .followers import ANN, NOW, a_list, ask, days, make_follower

pytestmark = pytest.mark.django_db


def confirmed(token: str, at: datetime.datetime = NOW) -> Follower | None:
    return services.follow_confirm(token=token, at=at)


def test_nothing_is_followed_before_it_is_confirmed() -> None:
    ask(at=NOW)
    assert (Follower.objects.count(), FollowRequest.objects.count(), Mail.objects.count()) == (0, 1, 1)


def test_mail_that_asks_has_no_words_of_a_stranger_in_it() -> None:
    ask(query="q=cheap+pills+at+evil.example")
    assert "pills" not in Mail.objects.get().text + Mail.objects.get().subject


def test_confirmed_list_is_followed_and_its_request_gone() -> None:
    follower = confirmed(ask("documents", "kind=report", frequency="weekly", language="fr", at=NOW))
    follow = Follow.objects.get()
    assert (follower.email, follower.language, FollowRequest.objects.count()) == (ANN, "fr", 0)
    assert (follow.list, follow.query, follow.frequency) == ("documents", "kind=report", "weekly")


def test_token_is_stored_nowhere_but_in_its_mail() -> None:
    token = ask()
    columns = {str(value) for row in FollowRequest.objects.values() for value in row.values()}
    assert token not in columns


@pytest.mark.parametrize(("day", "is_confirmed"), [(6.9, True), (7.1, False)])
def test_link_is_good_for_seven_days(day: float, is_confirmed: bool) -> None:
    token = ask(at=NOW)
    assert bool(confirmed(token, days(day))) is is_confirmed


def test_link_is_good_once() -> None:
    token = ask(at=NOW)
    assert (bool(confirmed(token)), bool(confirmed(token))) == (True, False)


def test_address_that_was_not_confirmed_is_erased_after_seven_days() -> None:
    ask(at=NOW)
    digests_send(at=days(6.9))
    assert FollowRequest.objects.count() == 1
    digests_send(at=days(7.1))
    assert FollowRequest.objects.count() == 0


def test_asking_twice_renews_the_request_and_voids_the_first_link() -> None:
    first, second = ask(at=NOW), ask(at=days(1), frequency="weekly")
    assert (FollowRequest.objects.get().frequency, confirmed(first), bool(confirmed(second))) == ("weekly", None, True)


def test_following_a_list_again_changes_how_often_and_makes_no_second_one() -> None:
    make_follower()
    make_follower(frequency="weekly")
    assert list(Follow.objects.values_list("frequency", flat=True)) == ["weekly"]


def test_request_of_a_stranger_changes_nothing_for_a_follower() -> None:
    make_follower()
    ask(language="ru", frequency="weekly", at=NOW)
    assert (Follower.objects.get().language, Follow.objects.get().frequency) == ("en", "daily")


def test_letters_of_an_address_are_compared_without_their_case() -> None:
    make_follower(email="Ann@Example.org".lower())
    confirmed(ask("documents", email="ANN@example.ORG", at=NOW))
    assert (Follower.objects.get().email, Follow.objects.count()) == (ANN, 2)


def test_one_address_is_asked_a_few_times_an_hour_and_no_more() -> None:
    asked = [bool(ask("statements", f"q={number}", at=NOW)) for number in range(7)]
    later = ask(at=days(0.1))
    assert (asked, bool(later)) == ([True] * 5 + [False] * 2, True)


def test_same_list_asked_again_and_again_counts_each_mail() -> None:
    assert [bool(ask(at=NOW)) for _number in range(7)] == [True] * 5 + [False] * 2


def test_all_together_are_asked_so_often_an_hour(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(services, "MOST_AN_HOUR", 3)
    for number in range(3):
        ask(email=f"a{number}@example.org", at=NOW)
    with pytest.raises(ValidationError) as refusal:
        ask(email="b@example.org", at=NOW)
    assert refusal.value.code == "busy"


def test_address_may_follow_so_many_lists(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(services, "MOST_LISTS", 1)
    make_follower()
    token = ask("documents", at=NOW)
    with pytest.raises(ValidationError):
        confirmed(token)
    assert Follow.objects.count() == 1


@pytest.mark.parametrize("email", ["", "ann", "ann@", "Ann <ann@example.org>", "a@b@c.org", "ann@example.org\nBcc: x"])
def test_what_is_no_address_is_refused(email: str) -> None:
    with pytest.raises(ValidationError):
        ask(email=email)
    assert Mail.objects.count() == 0


def test_wrong_filters_are_refused() -> None:
    with pytest.raises(ValidationError):
        services.follow_ask(followed=a_list("statements", "topic=nothing"), email=ANN, frequency="daily", language="en")


def test_paused_address_that_confirms_again_gets_mails_again() -> None:
    make_follower()
    Follower.objects.all().pause()
    make_follower()
    assert Follower.objects.paused().count() == 0


def test_last_list_that_is_stopped_takes_the_address_with_it() -> None:
    make_follower("documents")
    follower = make_follower("statements")
    first, last = follower.follows.all()
    assert (services.follow_stop(follow=first), Follower.objects.count()) == (False, 1)
    assert (services.follow_stop(follow=last), Follower.objects.count()) == (True, 0)


def test_erasing_leaves_nothing_of_an_address_and_all_of_others() -> None:
    make_follower(email="bo@example.org")
    follower = make_follower()
    ask("documents", email=ANN, at=NOW)
    ask("documents", email="bo@example.org", at=NOW)
    services.follower_erase(follower=follower)
    left = [*Follower.objects.values_list("email"), *FollowRequest.objects.values_list("email")]
    assert (left, Mail.objects.get().addresses.get().email) == ([("bo@example.org",)] * 2, "bo@example.org")


def test_all_that_is_stored_is_taken_along() -> None:
    follower = make_follower("documents", "kind=report")
    ask("statements", email=ANN, at=NOW)
    stored = services.follower_stored(follower=follower)
    assert (stored["email"], [row["query"] for row in stored["lists"]]) == (ANN, ["kind=report"])
    assert (len(stored["to_be_confirmed"]), len(stored["mails_waiting"])) == (1, 1)
