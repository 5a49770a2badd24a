"""Every address that the description of the API names, over a register with public rows and hidden ones beside them."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from typing import Any

from django.db.models import Model, QuerySet
from django.test import Client
from django.utils import timezone

from contacts.models import Body, Entity, Person, Question, StudyPeriod
from contributions.models import Document, Meeting, Topic
from liaison import services
from liaison.models import Party, Statement, Translation
from tests import factory
from tests.liaison.test_hidden import WORD, hide_all_beside
from tests.register import make_register

NAME = "Jane Quagga"  # stands in a statement from which it was redacted
ROWS: dict[str, type[Model]] = {
    "statements": Statement,
    "documents": Document,
    "bodies": Body,
    "questions": Question,
    "meetings": Meeting,
    "topics": Topic,
    "members": Entity,
}
SYMBOLS = ["2/34", "2-34", "2/99", "2/35", f"2/{WORD}", "2022-2025/2/99", "x"]
MOST_FILTERED = 2  # rows whose lists are asked for with every query; all others are asked for without
# Beside each parameter with an enumeration, every value of which is asked for.
QUERIES = ["", "q=paper", "q=zebra", "q=zebra&sort=-date", "body=cwg-cop", "group=itu-d-sg2", "topic=protection",
           "source=utopia", "country=UT", "meeting=the-meeting", "period=2022-2025", "question=3/2", "lang=fr",
           "from_date=2000-01-01", "deadline_from=2000-01-01", "limit=1", "limit=100", "body=nobody"]  # fmt: skip


def described(client: Client) -> Any:
    return client.get("/api/v1/openapi.json").json()


def make_all() -> Statement:
    """All that can hang on a public statement, and beside it all that is not public. Each hidden row says WORD."""
    public = Statement.objects.for_detail().get(pk=make_register().pk)
    hide_all_beside(public)
    staff_keep(public)
    header_alone(public)
    redacted()
    more_of_everything(public)
    Statement.objects.filter(slug="one").update(recorded_on=factory.DAY)
    factory.index_all()
    return public


def staff_keep(public: Statement) -> None:
    """Notes of staff on what is public, papers kept for staff, addresses and telephones."""
    for model in (Body, Question, Entity, Person, Meeting, Document):
        model.objects.update(note=f"{WORD} note")  # type: ignore[attr-defined]
    Person.objects.update(phone=f"{WORD} phone", address=f"{WORD} street")
    paper = factory.make_document("2/35", title=f"{WORD} paper", is_public=False, sources=list(Entity.objects.all()))
    factory.make_entry(public.annexes.get(), document=paper, symbol="2/35")
    body = Body.objects.get(code="CWG-COP")
    body.addresses.create(email="zebra@example.org", note=WORD)
    sealed = {"sent_note": WORD, "sent_address": "zebra@example.org", "sent_channel": "mail"}
    Party.objects.filter(statement=public).update(**sealed)


def header_alone(public: Statement) -> None:
    words = {"content": f"<p>{WORD}</p>", "abstract": WORD, "action_required": WORD}
    header = factory.make_public_statement(
        slug="head", visibility="header", recipient=Body.objects.get(code="CWG-COP"), **words
    )
    factory.make_entry(factory.make_annex(header, title=WORD), title=WORD, document=Document.objects.first())
    header.translations.create(language="fr", status="published", letter={"schema": 1, "title": WORD})
    header.attachments.create(title=WORD)
    header.replies.create(target=public, text="Yours")


def redacted() -> None:
    statement = factory.make_public_statement(slug="redacted", content=f"<p>Ask {NAME}.</p>", title=f"Of {NAME}")
    factory.make_contact(statement, name=NAME, email="jane@example.org")
    factory.make_entry(factory.make_annex(statement), title=f"Paper of {NAME}")
    statement.parties.filter(part="to").update(text=f"Office of {NAME}", outcome_text=f"Seen by {NAME}")
    letter = {"schema": 1, "title": f"De {NAME}", "language": "fr"}
    Translation.objects.create(statement=statement, language="fr", status="published", letter=letter)
    statement.revisions.create(number=0, letter={"schema": 1, "title": f"Of {NAME}"})
    Statement.objects.filter(pk=statement.pk).update(recorded_on=factory.DAY)
    services.statement_redact(statement=statement, words=NAME, reason=f"{WORD} asked", by=None)


def more_of_everything(public: Statement) -> None:
    """Public rows in the states that the others are not in, and an e-mail address wherever one can stand."""
    mail, body = "ann@example.org", Body.objects.get(code="CWG-COP")
    answer = factory.make_public_statement(slug="answer", title=f"Answer, see {mail}", recipient=body, symbol="LS 9")
    answer.replies.create(target=public, text=f"Yours to {mail}", date=factory.DAY)
    factory.make_party(answer, text=f"Ann, {mail}", purpose="action", deadline=factory.DAY, outcome_text=mail)
    factory.make_contact(answer, name="Ann", email=mail)
    letter = {"schema": 1, "title": f"De {mail}", "language": "fr", "contacts": [{"name": "Ann", "email": mail}]}
    Translation.objects.create(statement=answer, language="fr", status="published", letter=letter)
    for number in (0, 1):
        answer.revisions.create(number=number, letter=letter, reason=f"For {mail}" if number else "")
    factory.make_entry(factory.make_annex(answer, intro=f"<p>{mail}</p>"), brief=mail, source=mail)
    factory.make_public_statement(
        slug="withdrawn", status="withdrawn", withdrawn_on=factory.DAY, withdrawal_reason=f"Because of {mail}"
    )
    year = timezone.localdate().year
    question = factory.make_question("4/2", period=factory.make_period(f"{year}-{year + 3}"))
    question.continues.add(Question.objects.get(number="3/2"))
    factory.make_appointment(question=question, person=factory.make_person("Ann", email=mail))
    factory.make_document("2/36", abstract=f"Write to {mail}", received_on=datetime.date(2024, 1, 1))
    factory.make_meeting(parent=Meeting.objects.get(slug="the-meeting"), body=body, website="https://example.org/")
    StudyPeriod.objects.create(label="1066-1069")


def addresses(description: Any, *, with_queries: bool = True) -> list[tuple[str, str]]:
    """Each path of the description with the addresses that are tried of it: every row, known and unknown, every value
    of every enumeration. A new address is tried by itself; one with a new kind of place fails here until it is told.
    """
    found = []
    for path, methods in description["paths"].items():
        names = {one["name"] for one in methods["get"]["parameters"]}
        enumerated = [
            f"{one['name']}={value}"
            for one in methods["get"]["parameters"]
            if one["in"] == "query"
            for value in one["schema"].get("enum", [])
        ]
        for number, filled in enumerate(_filled(path)):
            has_queries = with_queries and "limit" in names and number < MOST_FILTERED
            queries = [*QUERIES, *enumerated] if has_queries else ["", "q=paper&lang=fr"]
            found += [(path, f"/api/v1{filled}{'?' if query else ''}{query}") for query in queries]
    return found


def _filled(path: str) -> Iterator[str]:
    kind = path.split("/")[1]
    paths = [path]
    if "{slug}" in path:
        rows: QuerySet[Any] = ROWS[kind]._default_manager.exclude(slug=None).exclude(slug__startswith="body-")
        paths = [path.replace("{slug}", slug) for slug in [*rows.values_list("slug", flat=True), "nowhere"]]
    if "{symbol}" in path:
        paths = [path.replace("{symbol}", symbol) for symbol in SYMBOLS]
    for one in paths:
        yield from [one.replace("{number}", number) for number in "012"] if "{number}" in one else [one]
    assert not re.search(r"{(?!slug|number|symbol)", path)
