"""The pages of followers: what GET shows, what POST does, and what neither tells."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client

from liaison.digests import services
from liaison.models import Follow, Follower, FollowRequest, Mail
from tests import factory

from .followers import ANN, ask, make_follower, seconds_ago, token_in

pytestmark = pytest.mark.django_db

FORM = {"email": ANN, "frequency": "daily", "language": "en"}


def page(client: Client, path: str, **values: Any) -> str:
    return client.get(path, **values).content.decode()


def stop_of(follower: Follower) -> str:
    return f"/follow/stop/{follower.token}/"


def yours_of(follower: Follower) -> str:
    return f"/follow/yours/{follower.token}/"


@pytest.fixture
def follower() -> Follower:
    return make_follower(at=seconds_ago(3600))


# Lists and pages lead to the form


@pytest.mark.parametrize(
    ("path", "address"),
    [
        ("/statements/?q=marsh&sort=title&page=1", "/follow/?list=statements&amp;q=marsh"),
        ("/documents/?kind=report", "/follow/?list=documents&amp;kind=report"),
        ("/search/?q=marsh", "/follow/?list=everything&amp;q=marsh"),
        ("/fr/statements/", "/fr/follow/?list=statements"),
        ("/topics/cop/", "/follow/?list=everything&amp;topic=cop"),
        ("/questions/2022-2025-q3-2/", "/follow/?list=everything&amp;question=2022-2025-q3-2"),
        ("/study-groups/itu-d-sg2/", "/follow/?list=everything&amp;group=itu-d-sg2"),
        ("/bodies/cwg-cop/", "/follow/?list=everything&amp;body=cwg-cop"),
        ("/members/nigeria/", "/follow/?list=everything&amp;source=nigeria"),
        ("/meetings/may/", "/follow/?list=everything&amp;meeting=may"),
    ],
)
def test_list_is_followed_by_its_own_filters(client: Client, path: str, address: str) -> None:
    factory.make_topic("Protection", slug="cop")
    factory.make_question()
    factory.make_body("CWG-COP")
    factory.make_entity("Nigeria")
    factory.make_meeting(slug="may")
    assert f'href="{address}"' in page(client, path)


# The form


def test_form_says_in_words_what_will_be_followed(client: Client) -> None:
    factory.make_topic("Child Online Protection", slug="cop")
    text = page(client, "/follow/?list=everything&topic=cop")
    assert text.count("<bdi>Child Online Protection</bdi>") == 2


def test_form_of_an_unknown_list_is_not_there(client: Client) -> None:
    assert client.get("/follow/?list=people").status_code == 404


def test_wrong_filter_is_said_beside_it_and_nothing_is_asked(client: Client) -> None:
    answer = client.post("/follow/?list=statements&topic=nothing", FORM)
    text = answer.content.decode()
    assert (answer.status_code, "Topic: Nothing in the register is called “nothing”." in text) == (200, True)
    assert (f'value="{ANN}"' in text, FollowRequest.objects.count()) == (True, 0)


def test_what_is_wrong_has_the_focus_and_stands_in_the_title(client: Client) -> None:
    text = client.post("/follow/", FORM | {"email": "ann@example"}).content.decode()
    assert '<div class="errors narrow" role="alert" tabindex="-1" autofocus>' in text
    assert ("<title>Error: Follow" in text, "Error:" in page(client, "/follow/")) == (True, False)


def test_wrong_address_stays_to_be_put_right(client: Client) -> None:
    text = client.post("/follow/", FORM | {"email": "ann@example", "frequency": "weekly"}).content.decode()
    assert ('value="ann@example"' in text, "“ann@example” is not an e-mail address." in text) == (True, True)
    assert 'value="weekly" id="follow-frequency_1" checked' in text


@pytest.mark.parametrize("values", [{"frequency": "hourly"}, {"language": "xx"}, {"frequency": ""}, {"email": ""}])
def test_wrong_choice_is_refused(client: Client, values: dict[str, str]) -> None:
    answer = client.post("/follow/", FORM | values)
    assert (answer.status_code, 'class="error"' in answer.content.decode(), Mail.objects.count()) == (200, True, 0)


def test_answer_is_the_same_for_known_and_unknown_addresses(client: Client, follower: Follower) -> None:
    answers = [client.post("/follow/", FORM | {"email": email}) for email in (ANN, "bo@example.org")]
    assert [(answer.status_code, answer["Location"]) for answer in answers] == [(302, "/follow/asked/")] * 2
    assert Mail.objects.count() == 2


def test_machine_that_fills_in_every_field_asks_for_nothing(client: Client) -> None:
    answer = client.post("/follow/", FORM | {"website": "https://example.org"})
    assert (answer["Location"], FollowRequest.objects.count()) == ("/follow/asked/", 0)


def test_crowd_is_told_to_come_again_and_its_address_is_kept(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(services, "MOST_AN_HOUR", 0)
    answer = client.post("/follow/", FORM)
    assert (answer.status_code, f'value="{ANN}"' in answer.content.decode()) == (503, True)


def test_form_of_another_site_is_refused() -> None:
    assert Client(enforce_csrf_checks=True).post("/follow/", FORM).status_code == 403


def test_mail_is_in_the_language_that_was_chosen(client: Client) -> None:
    client.post("/ar/follow/?list=statements", FORM | {"language": "fr"})
    mail = Mail.objects.get()
    assert (mail.language, "/fr/follow/confirm/" in mail.text) == ("fr", True)


# Confirming


def test_opening_the_link_confirms_nothing(client: Client) -> None:
    path = f"/follow/confirm/{ask()}/"
    answers = [client.get(path), client.head(path)]
    assert ([answer.status_code for answer in answers], Follower.objects.count()) == ([200, 200], 0)


def test_button_confirms_and_leads_to_the_own_page(client: Client) -> None:
    answer = client.post(f"/follow/confirm/{ask(language='fr')}/", follow=True)
    assert (answer.status_code, ANN in answer.content.decode(), answer.redirect_chain[0][0][:17]) == (
        200,
        True,
        "/fr/follow/yours/",
    )


@pytest.mark.parametrize("method", ["get", "post"])
def test_link_that_is_over_says_so(client: Client, method: str) -> None:
    answer = getattr(client, method)("/follow/confirm/nothing/")
    assert (answer.status_code, "This link is over" in answer.content.decode()) == (404, True)


# Stopping


def test_opening_the_page_to_stop_stops_nothing(client: Client, follower: Follower) -> None:
    text = page(client, stop_of(follower)).partition("<main")[2]
    assert (text.count("<button"), text.count("<input"), Follower.objects.count()) == (1, 0, 1)


def test_one_click_of_a_mail_program_stops_all() -> None:
    follower = make_follower()
    machine = Client(enforce_csrf_checks=True)
    answer = machine.post(stop_of(follower), {"List-Unsubscribe": "One-Click"})
    assert (answer.status_code, Follower.objects.count(), Follow.objects.count()) == (200, 0, 0)


def test_stopping_twice_answers_the_same(client: Client, follower: Follower) -> None:
    path = stop_of(follower)
    assert [client.post(path).status_code for _time in range(2)] == [200, 200]
    assert "You get no more mails" in page(client, path)


def test_stopping_takes_back_mails_that_wait(client: Client, follower: Follower) -> None:
    ask("documents")
    client.post(stop_of(follower))
    assert Mail.objects.count() == 0


def test_token_of_a_stranger_stops_nothing(client: Client, follower: Follower) -> None:
    for token in (f"{follower.key}.x", follower.key, ".", "x" * 300, f"{follower.token}x"):
        assert client.post(f"/follow/stop/{token}/").status_code == 404
    assert Follower.objects.count() == 1


# The own page


@pytest.mark.parametrize("path", ["/follow/yours/x.y/", "/follow/yours/x.y/stored.json"])
def test_page_of_nobody_is_not_there(client: Client, path: str) -> None:
    assert client.get(path).status_code == 404


def test_own_pages_are_kept_by_nobody_and_named_to_no_other_site(client: Client, follower: Follower) -> None:
    for path in (yours_of(follower), stop_of(follower), f"{yours_of(follower)}stored.json"):
        answer = client.get(path)
        heads = [answer[name] for name in ("Cache-Control", "Referrer-Policy", "X-Robots-Tag")]
        assert heads == ["no-store, private", "same-origin", "noindex, nofollow, noarchive"]


def test_how_often_is_changed(client: Client, follower: Follower) -> None:
    follow = Follow.objects.get()
    client.post(yours_of(follower), {"act": "change", "follow": follow.pk, "frequency": "weekly"})
    changed = Follow.objects.get()
    assert (changed.frequency, (changed.due_on - changed.looked_at.date()).days) == ("weekly", 7)


def test_one_list_is_stopped_and_the_other_stays(client: Client, follower: Follower) -> None:
    make_follower("documents")
    client.post(yours_of(follower), {"act": "stop", "follow": Follow.objects.get(list="documents").pk})
    assert list(Follow.objects.values_list("list", flat=True)) == ["statements"]


def test_list_of_somebody_else_is_not_touched(client: Client, follower: Follower) -> None:
    other = make_follower(email="bo@example.org").follows.get()
    for act in ("stop", "change"):
        client.post(yours_of(follower), {"act": act, "follow": other.pk, "frequency": "weekly"})
    assert Follow.objects.get(pk=other.pk).frequency == "daily"


@pytest.mark.parametrize(
    "posted", [{}, {"act": "x"}, {"act": "stop"}, {"act": "change", "frequency": "x"}, {"act": "language"}]
)
def test_what_is_not_understood_changes_nothing(client: Client, follower: Follower, posted: dict[str, str]) -> None:
    answer = client.post(yours_of(follower), posted, follow=True)
    assert ("Nothing was changed" in answer.content.decode(), Follow.objects.count()) == (True, 1)


def test_language_is_changed(client: Client, follower: Follower) -> None:
    answer = client.post(yours_of(follower), {"act": "language", "language": "ar"})
    assert (Follower.objects.get().language, answer["Location"][:4]) == ("ar", "/ar/")


def test_all_is_erased_at_once(client: Client, follower: Follower) -> None:
    answer = client.post(yours_of(follower), {"act": "erase"})
    assert (answer.status_code, Follower.objects.count()) == (200, 0)


def test_paused_address_is_resumed(client: Client, follower: Follower) -> None:
    Follower.objects.all().pause()
    assert "refused for good" in page(client, yours_of(follower))
    client.post(yours_of(follower), {"act": "resume"})
    assert not Follower.objects.get().is_paused


def test_stored_data_is_a_file_to_keep(client: Client, follower: Follower) -> None:
    answer = client.get(f"{yours_of(follower)}stored.json")
    assert (json.loads(answer.content)["email"], "attachment" in answer["Content-Disposition"]) == (ANN, True)


def test_list_whose_topic_is_gone_is_shown_as_such(client: Client) -> None:
    topic = factory.make_topic("Gone", slug="gone")
    follower = make_follower("statements", "topic=gone")
    topic.delete()
    assert "Nothing in the register is called “gone”." in page(client, yours_of(follower))


def test_address_in_a_mail_leads_to_the_own_page(client: Client, follower: Follower) -> None:
    assert token_in(f"http://x/follow/yours/{follower.token}/", "yours") == follower.token
