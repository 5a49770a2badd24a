"""How many queries each page costs at most, whatever it shows, the reading of the data version included.

Rows of bodies, Questions, people and periods that a process has read are kept until one of them changes
(config/data_version.py); all else is read for each page. What is counted is a page that nobody has asked for before.
"""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from contacts.models import Body, Question
from contributions.models import Document, Meeting, Topic
from liaison.letter.build import build
from liaison.letter.to_json import to_dict
from liaison.models import Revision, Statement
from tests.config.test_data_version import forget
from tests.factory import (
    index_all,
    make_annex,
    make_appointment,
    make_body,
    make_document,
    make_entity,
    make_entry,
    make_party,
    make_person,
    make_public_statement,
    make_question,
    make_secretary,
    make_topic,
)
from tests.register import PAGES, make_hard_statements, make_register

pytestmark = pytest.mark.django_db

LIST, PAGE, DESK = 12, 8, 15
LISTS = {"statement-list", "document-list", "meeting-list", "member-list", "rapporteur-list", "topic-list", "body-list"}


def make_neighbours(one: Statement) -> None:
    """What stands around a statement: a thread of five, others of its topics and documents, older and newer."""
    topic, document = Topic.objects.first(), Document.objects.get(symbol="2/34")
    question, meeting = Question.objects.first(), Meeting.objects.get(slug="the-meeting")
    before, body = one, Body.objects.get(code="CWG-COP")
    for number in range(5):
        row = make_public_statement(slug=f"next-{number}", date=datetime.date(2023, 6, 1 + number), recipient=body)
        row.topics.add(topic)
        make_party(row, part="from", body=question.group, questions=[question])
        make_party(row, body=body, purpose="action", deadline=datetime.date(2023, 9, 1))
        row.replies.create(target=before, text="Your letter")
        before = row
    for number in range(4):
        row = make_public_statement(slug=f"other-{number}", sender=body, approval_meeting=meeting)
        make_entry(make_annex(row), document=document, symbol="2/34")
        make_document(f"2/{100 + number}", questions=[question], meeting=meeting, body=question.group)
    one.translations.create(language="fr", letter={}, status="published")
    make_history(one)


def make_history(one: Statement) -> None:
    """Words that name documents, a correction, and something that was redacted."""
    Statement.objects.filter(pk=one.pk).update(content="<p>See Documents 2/34 and 2/100.</p>", redacted_on=one.date)
    one.redactions.create(text="Zebra", reason="Asked for")
    letter = to_dict(build(Statement.objects.for_detail().get(pk=one.pk)))
    for number in (0, 1):
        Revision.objects.create(statement=one, number=number, letter=letter, made_at=timezone.now(), reason="A word")


@pytest.fixture
def statement(settings: Any) -> Statement:
    one = make_register()
    make_hard_statements()
    make_neighbours(one)
    index_all()
    settings.KEEPS_PAGES = True
    cache.clear()
    return one


def count(client: Client, address: str, parameter: str = "other") -> int:
    """Of a page after another one like it: what a process keeps it has by then."""
    mark = "&" if "?" in address else "?"
    client.get(f"{address}{mark}{parameter}=1" if parameter else address)
    with CaptureQueriesContext(connection) as asked:
        response = client.get(f"{address}{mark}{parameter}=2" if parameter else address)
    assert response.status_code == 200, address
    return len(asked)


def test_public_pages_cost_few_queries(client: Client, statement: Statement) -> None:
    costs = {name: count(client, address) for name, address in PAGES.items()}
    limits = {name: LIST if name in LISTS else PAGE for name in PAGES}
    assert {name: cost for name, cost in costs.items() if cost > limits[name]} == {}


@pytest.mark.parametrize("words", ["letter", "utopia", "question", "study", "itu", "nobody wrote this", "2/34"])
def test_search_costs_no_more_queries_than_a_list(client: Client, statement: Statement, words: str) -> None:
    cost = count(client, f"/search/?q={words}")
    found = client.get(f"/search/?q={words}&other=3").context["results"]
    assert (cost <= LIST, found.count > 0) == (True, not words.startswith("nobody")), cost


def test_search_that_finds_every_kind_costs_no_more_queries_than_a_list(client: Client, statement: Statement) -> None:
    make_document(title="Zebra", questions=[make_question("7/2", name="Zebra")])
    make_public_statement(title="Zebra", sender=make_body("ZEBRA"))
    make_appointment(body=make_body(), person=make_person("Zebra"))
    make_entity("Zebra")
    make_topic("Zebra")
    index_all()
    cost = count(client, "/search/?q=zebra")
    found = client.get("/search/?q=zebra&other=3").context["results"]
    assert (cost <= LIST, len([*found.kinds])) == (True, 7), cost


@pytest.mark.parametrize("words", ["2/34", "SG2/LS1", "letter", "letter&language=en&sort=-date", "letter&language=en"])
@pytest.mark.parametrize("of", ["statements", "documents"])
def test_search_within_a_list_costs_no_more_queries(client: Client, statement: Statement, of: str, words: str) -> None:
    assert count(client, f"/{of}/?q={words}") <= LIST


def test_pages_of_the_desk_cost_few_queries(client: Client, statement: Statement) -> None:
    client.force_login(make_secretary())
    forget()
    costs = {name: count(client, address, "") for name, address in desk(statement).items()}
    assert {name: cost for name, cost in costs.items() if cost > DESK} == {}


def desk(statement: Statement) -> dict[str, str]:
    models = [Statement, Document, Meeting, Topic, Body, Question]
    found = {"index": "/admin/"}
    for model in models:
        root = f"/admin/{model._meta.app_label}/{model._meta.model_name}/"
        found |= {f"{model.__name__} list": root, f"{model.__name__} form": f"{root}{model.objects.first().pk}/change/"}
    return found
