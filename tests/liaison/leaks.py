"""A register in which each kind of hidden row lies beside a public twin, for all that is taken along of a list."""

from __future__ import annotations

import csv
import datetime
import io
from typing import Any

from django.test import Client

from liaison.models import Note, Statement
from tests.factory import (
    make_annex,
    make_body,
    make_contact,
    make_document,
    make_entry,
    make_meeting,
    make_party,
    make_person,
    make_public_statement,
    make_question,
    make_statement,
    make_topic,
)

SECRET = "Zebra"  # stands in all that the public must not read
HEADER_SECRET = "Quagga"  # stands in what is behind a header
SHOWN = ["corrected", "header", "shown"]


def make_leaky_register() -> Statement:
    """Returns the public one. Every statement is from or to the Question and has a deadline, a topic and a meeting."""
    question = make_question()
    meeting = make_meeting(name="The meeting", slug="the-meeting", body=question.group, note=SECRET)
    topic = make_topic("Protection")
    shown = make_public_statement(slug="shown", title="Shown", symbol="LS/1", sender=question.group)
    rows = [shown, make_public_statement(slug="corrected", title="Corrected", sender=question.group)]
    hidden = [
        {"status": "draft", "slug": None},
        {"status": "in_review", "slug": None},
        {"status": "recorded", "direction": "incoming", "visibility": "staff", "slug": "incoming"},
        {"visibility": "removed", "slug": "removed"},
        {"correction_of": rows[1], "slug": None, "status": "draft"},
    ]
    rows += [
        make_public_statement(title=SECRET, symbol=SECRET, content=f"<p>{SECRET}</p>", **values) for values in hidden
    ]
    header = make_public_statement(
        slug="header", title="Header", visibility="header", content=f"<p>{HEADER_SECRET}</p>"
    )
    make_entry(make_annex(header, title=HEADER_SECRET), title=HEADER_SECRET)
    rows += [header, make_public_statement(slug="gone", title="Gone", status="withdrawn", withdrawn_on=shown.date)]
    for row in rows:
        row.topics.add(topic)
        make_party(row, questions=[question], body=question.group, purpose="action", deadline=datetime.date(2023, 9, 1))
        Note.objects.create(statement=row, text=SECRET)
    make_contact(shown, name="Ana", email="ana@example.org", person=make_person("Ana", email="ana@example.org"))
    shown.content = "<p>Words to bo@example.org, [redacted].</p>"
    shown.save(update_fields=["content"])
    make_statement(title=SECRET)
    make_document("2/34", title="Paper", questions=[question], meeting=meeting, note=SECRET)
    make_document("2/35", title=SECRET, is_public=False, questions=[question], meeting=meeting)
    hidden_answer = Statement.objects.get(slug="incoming")
    shown.replies.create(target=hidden_answer, text="Your letter")
    shown.parties.filter(part="to").update(answered_by=hidden_answer)
    make_body("UNUSED")
    return shown


def body_of(client: Client, address: str, status: int = 200) -> bytes:
    response: Any = client.get(address)
    assert response.status_code == status, address
    return b"".join(response.streaming_content) if response.streaming else response.content


def csv_rows(client: Client, address: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(body_of(client, address).decode("utf-8-sig"), newline="")))
