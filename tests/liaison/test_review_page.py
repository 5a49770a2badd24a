"""/review/<token>/: the draft and its PDF for somebody without an account, and nothing beside it."""

from __future__ import annotations

import datetime

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from liaison import services
from liaison.models import Event, Note, ReviewLink, Statement
from tests import factory

pytestmark = pytest.mark.django_db


def shared(**values: object) -> tuple[Statement, ReviewLink, str]:
    statement = factory.make_complete(**{"title": "Of connectivity", "content": "<p>The text.</p>"} | values)
    link, token = services.review_share(statement=statement, by=None, label="Rapporteur")
    return statement, link, f"/review/{token}/"


@pytest.mark.parametrize("file", ["", "draft.pdf"])
def test_address_shows_the_draft_to_whoever_has_it(client: Client, file: str) -> None:
    _statement, _link, address = shared()
    answer = client.get(address + file)
    assert answer.status_code == 200
    assert answer.content.startswith(b"%PDF-") if file else "Of connectivity" in answer.content.decode()


@pytest.mark.parametrize("file", ["", "draft.pdf"])
@pytest.mark.parametrize("state", ["open", "revoked", "expired", "unknown"])
def test_nobody_keeps_or_finds_it_and_no_other_site_learns_the_address(client: Client, file: str, state: str) -> None:
    _statement, link, address = shared()
    close(link, state)
    answer = client.get(("/review/unknown/" if state == "unknown" else address) + file)
    heads = {name: answer[name] for name in ("Cache-Control", "Referrer-Policy", "X-Robots-Tag")}
    assert answer.status_code == (200 if state == "open" else 404)
    assert heads == {
        "Cache-Control": "no-store, private",
        "Referrer-Policy": "no-referrer",
        "X-Robots-Tag": "noindex, nofollow, noarchive",
    }
    assert b"connectivity" not in answer.content or state == "open"


def close(link: ReviewLink, state: str) -> None:
    if state == "revoked":
        services.review_revoke(link=link, by=None)
    elif state == "expired":
        ReviewLink.objects.filter(pk=link.pk).update(expires_at=timezone.now() - datetime.timedelta(seconds=1))


@pytest.mark.parametrize("prefix", ["", "/fr", "/ar"])
def test_page_shows_the_letter_and_nothing_else(client: Client, prefix: str) -> None:
    statement, _link, address = shared()
    Note.objects.create(statement=statement, text="Zebra of the note")
    services.event_add(statement=statement, kind=Event.Kind.COMMENT, by=None, note="Zebra of the event")
    statement.import_findings.create(message="Zebra of the finding", level="note")
    statement.assigned_to = factory.make_user(username="zebra")
    statement.save()
    other = factory.make_statement(title="Zebra of another draft")
    statement.replies.create(target=other, text="Of ours")
    text = client.get(prefix + address).content.decode()
    assert ("Of connectivity" in text, "The text." in text, "zebra" in text.lower()) == (True, True, False)


@pytest.mark.parametrize("status", ["sent", "withdrawn"])
def test_address_is_closed_once_the_statement_is_no_draft(client: Client, status: str) -> None:
    statement, _link, address = shared()
    Statement.objects.filter(pk=statement.pk).update(status=status)
    assert client.get(address).status_code == 404


def test_token_is_kept_nowhere() -> None:
    _statement, link, address = shared()
    token = address.split("/")[2]
    kept = [str(value) for row in ReviewLink.objects.values() for value in row.values()]
    kept += [event.note for event in Event.objects.all()]
    assert [text for text in kept if token in text] == []
    assert len(token) >= 43
    assert link.token_hash != token


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_draft_cannot_be_changed_there(client: Client, method: str) -> None:
    _statement, _link, address = shared()
    assert getattr(client, method)(address).status_code == 405


def test_desk_makes_an_address_and_shows_it_this_once(client: Client) -> None:
    statement = factory.make_complete()
    client.force_login(factory.make_secretary())
    page = reverse("admin:liaison_statement_review", args=[statement.pk])
    answer = client.post(page, {"label": "Rapporteur", "days": "3"})
    address = answer.context["address"]
    path = address.removeprefix("http://127.0.0.1:8000")
    assert ReviewLink.objects.get().expires_at.date() == timezone.now().date() + datetime.timedelta(days=3)
    assert Client().get(path).status_code == 200
    assert path not in client.get(page).content.decode()


@pytest.mark.parametrize("days", ["0", "91", "soon", ""])
def test_time_out_of_measure_is_refused_and_nothing_typed_is_lost(client: Client, days: str) -> None:
    statement = factory.make_complete()
    client.force_login(factory.make_secretary())
    answer = client.post(
        reverse("admin:liaison_statement_review", args=[statement.pk]), {"label": "Typed name", "days": days}
    )
    assert list(answer.context["form"].errors) == ["days"]
    assert ("Typed name" in answer.content.decode(), ReviewLink.objects.count()) == (True, 0)


def test_desk_revokes_by_post_alone(client: Client) -> None:
    statement, link, address = shared()
    client.force_login(factory.make_secretary())
    revoke = reverse("admin:liaison_statement_revoke", args=[statement.pk, link.pk])
    client.get(revoke)
    assert client.get(address).status_code == 200
    client.post(revoke)
    assert client.get(address).status_code == 404


def test_address_of_another_statement_is_not_revoked(client: Client) -> None:
    _statement, link, _address = shared()
    client.force_login(factory.make_secretary())
    other = factory.make_statement()
    answer = client.post(reverse("admin:liaison_statement_revoke", args=[other.pk, link.pk]))
    link.refresh_from_db()
    assert (answer.status_code, link.revoked_at) == (404, None)


@pytest.mark.parametrize("name", ["review", "revoke"])
def test_who_may_only_read_makes_and_revokes_none(client: Client, name: str) -> None:
    statement, link, address = shared()
    client.force_login(factory.make_member_of("Reader"))
    keys = [statement.pk] if name == "review" else [statement.pk, link.pk]
    posted = {"label": "Me", "days": "3"}
    assert client.post(reverse(f"admin:liaison_statement_{name}", args=keys), posted).status_code == 403
    assert (ReviewLink.objects.count(), client.get(address).status_code) == (1, 200)
