"""Two records chosen in a list, compared side by side, made one."""

from __future__ import annotations

import html

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse

from contacts.models import Entity
from contributions.models import Meeting
from tests import factory
from tests.desk import list_url

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client: Client) -> Client:
    client.force_login(factory.make_secretary())
    return client


def merge_url(first: Entity, second: Entity) -> str:
    return reverse("admin:contacts_entity_merge", args=[first.pk, second.pk])


def test_two_chosen_rows_lead_to_their_comparison(desk: Client) -> None:
    first, second = factory.make_entity(), factory.make_entity()
    response = desk.post(list_url(Entity), {"action": "merge_two", "_selected_action": [first.pk, second.pk]})
    assert response["Location"] == merge_url(first, second)


@pytest.mark.parametrize("count", [1, 3])
def test_other_numbers_of_rows_are_refused(desk: Client, count: int) -> None:
    chosen = [factory.make_entity().pk for _ in range(count)]
    response = desk.post(list_url(Entity), {"action": "merge_two", "_selected_action": chosen}, follow=True)
    assert [str(message) for message in response.context["messages"]] == ["Select the two records that are one."]


def test_comparison_shows_both_and_changes_nothing(desk: Client) -> None:
    first, second = factory.make_entity("One", code="ONE"), factory.make_entity("Two", code="TWO")
    lines = {str(line["label"]): line["values"] for line in desk.get(merge_url(first, second)).context["lines"]}
    assert (lines["name"], lines["code"]) == (["One", "Two"], ["ONE", "TWO"])
    assert Entity.objects.count() == 2


def test_comparison_counts_what_refers_to_each_from_everywhere(desk: Client) -> None:
    first, second = factory.make_entity("One"), factory.make_entity("Two")
    factory.make_person(entity=second)
    factory.make_document(sources=[first, second])
    factory.make_document(sources=[first])
    lines = {str(line["label"]): line["values"] for line in desk.get(merge_url(first, second)).context["lines"]}
    told = {label: values for label, values in lines.items() if "refer" in label}
    assert told == {
        "people that refer to it by “entity”": [0, 1],
        "sources that refer to it by “entity”": [2, 1],
        "documents that refer to it by “sources”": [2, 1],
    }


def test_two_meetings_that_are_one_are_made_one(desk: Client) -> None:
    first, second = factory.make_meeting(name="May"), factory.make_meeting(name="The May meeting")
    question, document = factory.make_question(), factory.make_document(meeting=second)
    second.questions.add(question)
    url = reverse("admin:contributions_meeting_merge", args=[first.pk, second.pk])
    desk.post(url, {"keep": first.pk})
    document.refresh_from_db()
    assert (document.meeting, list(first.questions.all()), Meeting.objects.count()) == (first, [question], 1)


def test_the_one_chosen_is_kept(desk: Client) -> None:
    first, second = factory.make_entity("One"), factory.make_entity("Two")
    response = desk.post(merge_url(first, second), {"keep": second.pk})
    assert list(Entity.objects.values_list("name", flat=True)) == ["Two"]
    assert response["Location"] == reverse("admin:contacts_entity_change", args=[second.pk])


def test_refusal_is_shown_on_the_page(desk: Client) -> None:
    first = factory.make_entity("One", kind="member_state", country="US")
    second = factory.make_entity("Two", kind="member_state", country="CI")
    response = desk.post(merge_url(first, second), {"keep": first.pk})
    assert "One and Two are Member States of two countries." in html.unescape(response.content.decode())
    assert Entity.objects.count() == 2


def test_nothing_is_merged_without_a_choice(desk: Client) -> None:
    first, second = factory.make_entity(), factory.make_entity()
    desk.post(merge_url(first, second), {"keep": "0"})
    assert Entity.objects.count() == 2


def test_merging_needs_leave_to_delete(client: Client) -> None:
    clerk = factory.make_user(is_staff=True)
    clerk.user_permissions.set(Permission.objects.filter(codename__in=["view_entity", "change_entity"]))
    client.force_login(clerk)
    first, second = factory.make_entity(), factory.make_entity()
    answer = client.post(merge_url(first, second), {"keep": first.pk})
    assert (answer.status_code, Entity.objects.count()) == (403, 2)


def test_record_that_is_gone_is_not_found(desk: Client) -> None:
    first, second = factory.make_entity(), factory.make_entity()
    url = merge_url(first, second)
    second.delete()
    assert desk.get(url).status_code == 404
