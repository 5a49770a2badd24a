"""How a statement reached each who got it: by which way, when, to which address, with which proof."""

from __future__ import annotations

import datetime
import hashlib
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from liaison import services
from liaison.mail.services import taken_add
from liaison.models import Mail, Party, Statement, StatementFile
from liaison.services.delivering import Delivery, Proof
from tests import factory
from tests.liaison.mail.mails import make_mail
from tests.liaison.sendable import make_approved, make_receiver

pytestmark = pytest.mark.django_db

RECEIPT = Proof("receipt.pdf", b"%PDF-1.7", "application/pdf")


def record(statement: Statement, *deliveries: Delivery, **values: Any) -> Statement:
    values = {"by": None, "sent_on": factory.DAY} | values
    return services.statement_record_sent(statement=statement, deliveries=deliveries, **values)


def first(statement: Statement) -> Party:
    return statement.parties.get(part="to")


def test_recording_as_sent_keeps_way_address_day_and_proof(media_root: Path) -> None:
    statement = make_approved()
    day = datetime.date(2023, 5, 24)
    delivery = Delivery(first(statement).pk, "system", day, "TIES inbox of CWG-COP", "Seen by the clerk", RECEIPT)
    party = first(record(statement, delivery))
    assert (party.sent_channel, party.sent_on, party.sent_address) == ("system", day, "TIES inbox of CWG-COP")
    assert (party.sent_note, party.sent_proof.name) == ("Seen by the clerk", "receipt.pdf")
    assert (media_root / party.sent_proof.file.name).read_bytes() == RECEIPT.content
    assert party.sent_proof.sha256 == hashlib.sha256(RECEIPT.content).hexdigest()


def test_recording_as_sent_never_mails() -> None:
    statement = record(make_approved(), Delivery(Party.objects.get(part="to").pk, "mail", address="cop@example.org"))
    assert (statement.status, Mail.objects.count()) == ("sent", 0)


def test_day_of_record_stands_for_a_day_that_is_not_given() -> None:
    statement = make_approved()
    assert first(record(statement, Delivery(first(statement).pk, "hand"))).sent_on == factory.DAY


def test_event_says_how_it_reached_whom() -> None:
    statement = make_approved()
    record(statement, Delivery(first(statement).pk, "hand", address="Room 7"), note="At the meeting")
    assert statement.events.get(kind="sent").note.splitlines() == [
        "CWG-COP, sent: – → 2023-05-22",
        "CWG-COP, sent by: – → By hand",
        "CWG-COP, sent to address: – → Room 7",
        "At the meeting",
    ]


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"channel": ""}, "channel"),
        ({"channel": "pigeon"}, "channel"),
        ({"sent_on": timezone.localdate() + datetime.timedelta(days=1)}, "sent_on"),
        ({"address": "a" * 401}, "address"),
        ({"proof": Proof("empty.pdf", b"")}, "proof"),
    ],
)
def test_what_cannot_be_true_is_refused_with_its_party_and_field(values: dict[str, Any], field: str) -> None:
    statement = make_approved()
    delivery = Delivery(**{"party": first(statement).pk, "channel": "hand"} | values)
    with pytest.raises(ValidationError) as caught:
        record(statement, delivery)
    assert list(caught.value.message_dict) == [f"p{delivery.party}-{field}"]
    statement.refresh_from_db()
    assert (statement.status, StatementFile.objects.count()) == ("approved", 0)


def test_proof_of_a_record_that_is_refused_is_not_kept(media_root: Path) -> None:
    statement = make_approved()
    statement.contacts.all().delete()
    Statement.objects.filter(pk=statement.pk).update(date=timezone.localdate())
    with pytest.raises(ValidationError):
        record(statement, Delivery(first(statement).pk, "hand", proof=RECEIPT))
    assert [path for path in media_root.rglob("*") if path.is_file()] == []


def test_party_of_another_statement_is_refused() -> None:
    other = first(make_approved(make_receiver("A")))
    with pytest.raises(ValidationError):
        record(make_approved(), Delivery(other.pk, "hand"))
    other.refresh_from_db()
    assert other.sent_channel == ""


def test_delivery_can_be_told_later_and_leaves_an_event() -> None:
    statement = record(make_approved())
    party = services.party_delivered(party=first(statement), delivery=Delivery(first(statement).pk, "hand"), by=None)
    assert (party.sent_channel, party.sent_on) == ("hand", factory.DAY)
    assert "CWG-COP, sent by: – → By hand" in statement.events.get(kind="handled").note


def test_proof_stays_until_another_one_is_given() -> None:
    statement = make_approved()
    key = first(statement).pk
    record(statement, Delivery(key, "hand", proof=RECEIPT))
    services.party_delivered(party=first(statement), delivery=Delivery(key, "hand", note="More"), by=None)
    assert (first(statement).sent_proof.name, first(statement).sent_note) == ("receipt.pdf", "More")


def test_who_may_not_change_statements_tells_no_delivery() -> None:
    statement = record(make_approved())
    with pytest.raises(PermissionDenied):
        services.party_delivered(
            party=first(statement), delivery=Delivery(first(statement).pk, "hand"), by=factory.make_user()
        )
    assert first(statement).sent_channel == ""


def test_delivery_of_a_draft_is_not_told() -> None:
    party = first(make_approved())
    with pytest.raises(ValidationError):
        services.party_delivered(party=party, delivery=Delivery(party.pk, "hand"), by=None)


def test_mail_that_was_taken_says_that_it_went_by_mail() -> None:
    party = first(record(make_approved()))
    taken_add(mail=make_mail(party=party, statement=party.statement), at=timezone.now())
    assert (first(party.statement).sent_channel, first(party.statement).sent_on) == ("mail", timezone.localdate())


@pytest.mark.parametrize("ending", ["", ".txt", ".json", "/history/"])
def test_nothing_in_public_tells_address_note_or_proof(client: Any, ending: str) -> None:
    statement = make_approved()
    secrets = ("secret-address@example.org", "secret note", "secret-receipt.pdf")
    record(statement, Delivery(first(statement).pk, "mail", None, *secrets[:2], Proof(secrets[2], b"secret bytes")))
    services.party_handle(party=first(statement), by=None, their_symbol="CWG-COP-19/4")
    statement.refresh_from_db()
    address = f"/statements/{statement.slug}"
    response = client.get(f"{address}{ending or '/'}")
    assert response.status_code == 200
    shown = response.content
    assert [word for word in [*secrets, "secret bytes"] if word.encode() in shown] == []
