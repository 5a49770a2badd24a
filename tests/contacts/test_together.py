"""Rows that hang on others are read together, and are what each kind read alone would be."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.utils import timezone

from contacts.together import Part
from liaison.models import Reply, Revision, Statement
from liaison.models.statement_parts import PARTS, PARTS_OF_FORM, PARTS_OF_PAGE
from tests.factory import (
    make_annex,
    make_body,
    make_contact,
    make_document,
    make_entity,
    make_entry,
    make_meeting,
    make_party,
    make_period,
    make_person,
    make_public_statement,
    make_question,
    make_topic,
    make_user,
)

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]


def make_whole() -> Statement:
    """A statement with rows of each kind, in another order than they were stored in."""
    one, other = make_public_statement(slug="one"), make_public_statement(slug="other", title="Ответ, رد, “quoted”\n")
    make_contact(one, name="Bo", position=2)
    make_contact(one, name="Ana", position=1, person=make_person("Ana", email="ana@example.org"))
    make_annex(one, number=2, columns=["Doc. & source", "Brief"], title="Two")
    make_entry(make_annex(one, number=1, columns=["ك"], title="One"), symbol="2/1", document=make_document("2/1"))
    make_parties(one, other)
    day = datetime.date(2023, 10, 30)
    one.next_meetings.create(text="Then", starts_on=day, meeting=make_meeting(), position=1)
    one.next_meetings.create(text="Whenever", position=0)
    one.replies.create(target=other, text="Your letter", date=day, closes=False)
    one.replies.create(text="A call")
    one.attachments.create(title="Slides")
    one.import_findings.create(level="note", message="Odd", is_settled=True)
    for starts_on in (day, None, day.replace(day=1)):
        one.considerations.create(meeting=make_meeting(starts_on=starts_on, ends_on=None), forwarded_to=make_body())
    one.notes.create(text="A note", by=make_user())
    one.events.create(kind="comment", note="Said")
    one.topics.add(make_topic("Zones"), make_topic("Access"))
    one.translations.create(language="fr", letter={}, status="published")
    one.translations.create(language="es", letter={})
    for number in (0, 1):
        Revision.objects.create(statement=one, number=number, letter={}, made_at=timezone.now(), reason="A word")
    return one


def make_parties(one: Statement, other: Statement) -> None:
    questions = [make_question("3/2"), make_question("4/2"), make_question("3/2", period=make_period("2018-2021"))]
    make_party(one, position=2, body=make_body("CWG-COP"), answered_by=other, considered_at=make_meeting())
    make_party(one, position=1, body=questions[0].group, questions=questions)
    make_party(one, position=3, text="Somebody", body=None)


def rows_of(statement: Statement, part: Part, *order: str) -> list[Any]:
    """The rows of a part; with an order as they are stored, each kind read alone."""
    parents = rows_of(statement, part.of, *(part.of.order if order else ())) if part.of else [statement]
    hanging = [getattr(parent, part.name) for parent in parents]
    return [row for rows in hanging for row in (rows.order_by(*order) if order else rows.all())]


def values_of(row: Any) -> dict[str, Any]:
    deferred = row.get_deferred_fields()
    return {
        field.attname: getattr(row, field.attname)
        for field in row._meta.concrete_fields
        if field.attname not in deferred
    }


@pytest.mark.parametrize("parts", [PARTS, PARTS_OF_FORM])
def test_rows_read_together_are_those_of_each_kind_alone(parts: tuple[Part, ...]) -> None:
    one, other = make_whole(), Statement.objects.get(slug="other")
    read = {row.pk: row for row in Statement.objects.filter(pk__in=[one.pk, other.pk]).together(*parts)}
    for part in parts:
        for statement in (one, other):
            alone = [values_of(row) for row in rows_of(statement, part, *part.order)]
            assert [values_of(row) for row in rows_of(read[statement.pk], part)] == alone, part.name


def test_what_stands_further_beside_them_is_read_with_them(django_assert_num_queries: Any) -> None:
    one = make_whole()
    entity = make_entity("Utopia")
    make_contact(one, person=make_person(entity=entity), position=3)
    [read] = Statement.objects.filter(pk=one.pk).together(*PARTS_OF_FORM)
    with django_assert_num_queries(0):
        assert [row.person and row.person.entity for row in read.contacts.all()] == [None, None, entity]
        assert [row.forwarded_to is None for row in read.considerations.all()] == [False] * 3
        assert {row.by and row.by.username for row in (*read.notes.all(), *read.events.all())} > {None}


def test_they_cost_one_query_beside_that_of_the_rows(django_assert_num_queries: Any) -> None:
    make_whole()
    with django_assert_num_queries(2):
        for row in Statement.objects.together(*PARTS):
            assert [rows_of(row, part) for part in PARTS]
            assert all(held.meeting_id is None or held.meeting.name for held in row.next_meetings.all())


def test_what_is_read_beside_them_is_there(django_assert_num_queries: Any) -> None:
    make_whole()
    one = Statement.objects.together(*PARTS).get(slug="one")
    with django_assert_num_queries(0):
        assert [contact.person and contact.person.email for contact in one.contacts.all()] == ["ana@example.org", None]
        assert any(reply.target and reply.target.title.startswith("Ответ") for reply in one.replies.all())
        assert all(reply.statement is one for reply in one.replies.all())


def test_what_hangs_on_them_is_there_with_what_is_beside_it(django_assert_num_queries: Any) -> None:
    make_whole()
    one = Statement.objects.together(*PARTS).get(slug="one")
    with django_assert_num_queries(0):
        *_others, first, second, _third = one.parties.all()
        known = [(question.label, question.period.label, question.group.code) for question in first.questions.all()]
        assert known[0][1:] == ("2022-2025", first.body.code)
        assert [row[:2] for row in known] == [("Q3/2", "2022-2025"), ("Q4/2", "2022-2025"), ("Q3/2", "2018-2021")]
        assert (second.answered_by.slug, second.considered_at.body_id > 0) == ("other", True)
        assert [entry.document.symbol for annex in one.annexes.all() for entry in annex.entries.all()] == ["2/1"]


def test_long_text_that_was_left_out_is_read_when_it_is_asked_for() -> None:
    make_whole()
    Statement.objects.filter(slug="other").update(content="<p>Long</p>")
    one = Statement.objects.together(*PARTS).get(slug="one")
    assert next(reply.target.content for reply in one.replies.all() if reply.target) == "<p>Long</p>"


def test_of_those_that_are_not_all_a_list_is_held_by_another_name() -> None:
    make_whole()
    one = Statement.objects.together(*PARTS_OF_PAGE).get(slug="one")
    assert [version.language for version in one.published_versions] == ["fr"]
    assert [revision.number for revision in one.corrections_made] == [1]
    assert {version.language for version in one.translations.all()} == {"fr", "es"}
    assert one.corrections_made[0].made_at == Revision.objects.get(number=1).made_at


def test_what_changed_meanwhile_is_read_anew() -> None:
    one = make_whole()
    assert len(Statement.objects.together(*PARTS).get(pk=one.pk).replies.all()) == 2
    Reply.objects.filter(text="A call").delete()
    assert len(Statement.objects.together(*PARTS).get(pk=one.pk).replies.all()) == 1
