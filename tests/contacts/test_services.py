"""Making one of two records that are one."""

from __future__ import annotations

import datetime

import pytest
from django.core.exceptions import ValidationError

from contacts.models import Alias, Appointment, Body, BodyAddress, Entity, Person, Question
from contacts.services import merge
from contributions.models import Brief, Topic
from liaison.models import Party
from tests import factory

pytestmark = pytest.mark.django_db


def names(owner: Body | Entity | Person) -> list[str]:
    return sorted(owner.aliases.values_list("text", flat=True))


def test_all_that_refers_to_one_refers_to_the_other() -> None:
    keep, gone = factory.make_body("SG2"), factory.make_body("Study Group 2")
    child = factory.make_body(parent=gone)
    question = factory.make_question(group=gone)
    party = factory.make_party(factory.make_statement(), body=gone)
    meeting = factory.make_meeting(body=gone)
    appointment = factory.make_appointment(body=gone)
    document = factory.make_document(body=gone)
    merge(keep=keep, gone=gone)
    for row in (child, question, party, meeting, appointment, document):
        row.refresh_from_db()
    found = [child.parent, question.group, party.body, meeting.body, appointment.body, document.body]
    assert (found, Body.objects.filter(pk=gone.pk).exists()) == ([keep] * 6, False)


def test_many_to_many_rows_follow_and_doubles_become_one() -> None:
    keep, gone = factory.make_entity("United States"), factory.make_entity("USA")
    both, one = factory.make_document(sources=[keep, gone]), factory.make_document(sources=[gone])
    merge(keep=keep, gone=gone)
    assert ([*both.sources.all()], [*one.sources.all()]) == ([keep], [keep])


def test_names_stay_as_other_spellings() -> None:
    keep = factory.make_entity("United States", name_fr="États-Unis d’Amérique")
    gone = factory.make_entity("USA", code="U.S.", name_fr="États-Unis")
    Alias.objects.create(entity=gone, text="US of A")
    Alias.objects.create(entity=keep, text="U.S.")
    merge(keep=keep, gone=gone)
    assert names(keep) == ["U.S.", "US of A", "USA", "États-Unis"]


def test_spelling_that_both_have_is_kept_once() -> None:
    keep, gone = factory.make_person("Ada Example"), factory.make_person("A. Example")
    for person in (keep, gone):
        Alias.objects.create(person=person, text="Example, Ada")
    merge(keep=keep, gone=gone)
    assert names(keep) == ["A. Example", "Example, Ada"]


def test_what_is_lacking_is_taken_over_and_what_is_there_stays() -> None:
    account = factory.make_user()
    keep = factory.make_person("Ada Example", email="ada@example.org", note="One.")
    gone = factory.make_person("A. Example", email="old@example.org", phone="1", user=account, note="Two.")
    merge(keep=keep, gone=gone)
    keep.refresh_from_db()
    assert (keep.name, keep.email, keep.phone, keep.user, keep.note) == (
        "Ada Example",
        "ada@example.org",
        "1",
        account,
        "One.\nTwo.",
    )


def test_successor_does_not_become_the_body_itself() -> None:
    keep, gone = factory.make_body("NEW"), factory.make_body("OLD")
    gone.successor = keep
    gone.save()
    merge(keep=keep, gone=gone)
    keep.refresh_from_db()
    assert keep.successor is None


def test_questions_that_both_groups_have_alike_become_one() -> None:
    keep, gone = factory.make_body("SG2"), factory.make_body("Study Group 2")
    mine = factory.make_question("3/2", group=keep, name="Title")
    theirs = factory.make_question("3/2", group=gone, name="Title")
    party = factory.make_party(factory.make_statement(), text="Q3/2", questions=[theirs])
    appointment = factory.make_appointment(question=theirs)
    merge(keep=keep, gone=gone)
    appointment.refresh_from_db()
    assert (Question.objects.count(), appointment.question) == (1, mine)
    assert list(Party.objects.get(pk=party.pk).questions.all()) == [mine]


def test_briefs_on_merged_topics_that_differ_are_not_lost() -> None:
    keep, gone, document = factory.make_topic("COP"), factory.make_topic("Child protection"), factory.make_document()
    factory.make_brief(document=document, topic=keep, text="One")
    factory.make_brief(document=document, topic=gone, text="Two")
    with pytest.raises(ValidationError, match="Make those one first"):
        merge(keep=keep, gone=gone)
    assert (Topic.objects.count(), Brief.objects.filter(topic=gone).count()) == (2, 1)


def test_refusal_undoes_all() -> None:
    keep, gone = factory.make_body("SG2"), factory.make_body("Study Group 2")
    BodyAddress.objects.create(body=gone, email="a@example.org")
    factory.make_question("3/2", group=keep, name="One title")
    factory.make_question("3/2", group=gone, name="Another title")
    with pytest.raises(ValidationError):
        merge(keep=keep, gone=gone)
    assert (gone.addresses.count(), names(keep), Question.objects.filter(group=gone).count()) == (1, [], 1)


def test_member_states_of_two_countries_are_two() -> None:
    keep = factory.make_entity(kind="member_state", country="US")
    gone = factory.make_entity(kind="member_state", country="CI")
    with pytest.raises(ValidationError, match="two countries"):
        merge(keep=keep, gone=gone)


def test_country_is_taken_over_from_the_member_state_that_goes() -> None:
    keep = factory.make_entity(kind="member_state")
    gone = factory.make_entity(kind="member_state", country="CI")
    assert merge(keep=keep, gone=gone).country == "CI"


def test_people_with_an_account_each_are_two() -> None:
    keep, gone = (factory.make_person(user=factory.make_user()) for _ in range(2))
    with pytest.raises(ValidationError, match="account each"):
        merge(keep=keep, gone=gone)


def test_home_body_is_the_one_to_keep() -> None:
    factory.make_home()
    home = Body.objects.home()
    with pytest.raises(ValidationError, match="keep that one"):
        merge(keep=factory.make_body(), gone=home)
    assert merge(keep=home, gone=factory.make_body()).is_home


@pytest.mark.parametrize("swapped", [False, True])
def test_part_and_whole_are_two(swapped: bool) -> None:
    whole = factory.make_body()
    part = factory.make_body(parent=factory.make_body(parent=whole))
    keep, gone = (part, whole) if swapped else (whole, part)
    with pytest.raises(ValidationError, match="is part of the other"):
        merge(keep=keep, gone=gone)


def test_record_is_not_merged_with_itself_or_another_kind() -> None:
    body = factory.make_body()
    for other in (body, factory.make_entity()):
        with pytest.raises(ValidationError, match="Choose two different records"):
            merge(keep=body, gone=other)


def test_appointments_of_both_people_stay() -> None:
    keep, gone = factory.make_person(), factory.make_person()
    body, day = factory.make_body(), datetime.date(2022, 1, 1)
    factory.make_appointment(person=keep, body=body, starts_on=day)
    factory.make_appointment(person=gone, body=body)
    merge(keep=keep, gone=gone)
    assert list(Appointment.objects.values_list("person", flat=True)) == [keep.pk, keep.pk]
