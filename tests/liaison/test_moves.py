"""The table of moves: each made by each role, from code and from its button, allowed and refused."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse

from contacts.models import User
from liaison import services
from liaison.letter.build import build
from liaison.letter.letter import Letter
from liaison.models import Event, Statement
from liaison.services.covers import Dispatch
from liaison.services.drafting import EDITORIAL, SUBSTANCE
from tests import factory
from tests.liaison.sendable import cover, make_approved, send

pytestmark = pytest.mark.django_db

ROLES = ["nobody", "Reader", "Editor", "Secretary", "superuser"]
EDITORS, SECRETARIES = {"Editor", "Secretary", "superuser"}, {"Secretary", "superuser"}
# Who may make each move, written out here once more so that a change of the table is seen.
MAY = {
    **dict.fromkeys(["submit", "return", "edit", "revise", "share", "unshare"], EDITORS),
    **dict.fromkeys(["record-received", "close", "reopen", "handle"], EDITORS),
    **dict.fromkeys(["agree", "send", "record-sent", "publish", "remove", "correct", "send-correction"], SECRETARIES),
    **dict.fromkeys(["withdraw", "redact", "unseal"], SECRETARIES),
}


@pytest.fixture(autouse=True)
def cheap(few_files: None) -> None:
    """What is issued in every format is tried elsewhere."""


def account(role: str) -> User:
    return factory.make_member_of(role, username=role.lower(), is_superuser=role == "superuser")


ours = factory.make_complete


def theirs() -> Statement:
    statement = factory.make_statement(direction="incoming")
    factory.make_party(statement, part="from", body=factory.make_body("OUTSIDE"))
    return statement


def sent() -> Statement:
    return services.statement_record_sent(statement=ours(content="<p>Of Zebra.</p>"), by=None)


def received() -> Statement:
    return services.statement_record_received(statement=theirs(), by=None)


def in_state(status: str) -> Statement:
    return ours(status=status)


def corrected_draft() -> Statement:
    draft = services.statement_correct(statement=sent(), by=None)
    draft.title = "Corrected title"
    draft.save()
    return draft


def redacted() -> Statement:
    return services.statement_redact(statement=sent(), words="Zebra", reason="Asked for", by=None)


def closed() -> Statement:
    return services.statement_close(statement=received(), by=None)


def change(statement: Statement, by: User | None, how: str) -> None:
    before = letter_of(statement)
    services.statement_changed(
        statement=statement, by=by, before=before, after=before.replace(title="Other"), change=how
    )


def letter_of(statement: Statement) -> Letter:
    return build(Statement.objects.for_detail().get(pk=statement.pk))


def revoke(statement: Statement, by: User | None) -> None:
    link, _token = services.review_share(statement=statement, by=None, label="Rapporteur")
    services.review_revoke(link=link, by=by)


Make = Callable[[], Statement]
Do = Callable[[Statement, Any], Any]
# Where each move begins, how it is made in code, and the state that it leads to.
MOVES: dict[str, tuple[Make, Do, str]] = {
    "submit": (ours, lambda row, by: services.statement_submit(statement=row, by=by), "in_review"),
    "return": (lambda: in_state("in_review"), lambda row, by: services.statement_return(statement=row, by=by), "draft"),
    "agree": (
        lambda: in_state("in_review"),
        lambda row, by: services.statement_agree(
            statements=[row], by=by, level="study_group", date=factory.DAY, text="SG2"
        ),
        "approved",
    ),
    "edit": (lambda: in_state("approved"), lambda row, by: change(row, by, EDITORIAL), "approved"),
    "revise": (lambda: in_state("approved"), lambda row, by: change(row, by, SUBSTANCE), "in_review"),
    "share": (ours, lambda row, by: services.review_share(statement=row, by=by, label="Rapporteur"), "draft"),
    "unshare": (ours, revoke, "draft"),
    "send": (make_approved, lambda row, by: send(row, by=by, dispatch=Dispatch(covers=(cover(row),))), "sent"),
    "record-sent": (ours, lambda row, by: services.statement_record_sent(statement=row, by=by), "sent"),
    "record-received": (theirs, lambda row, by: services.statement_record_received(statement=row, by=by), "recorded"),
    "close": (received, lambda row, by: services.statement_close(statement=row, by=by), "closed"),
    "reopen": (closed, lambda row, by: services.statement_reopen(statement=row, by=by), "recorded"),
    "handle": (
        sent,
        lambda row, by: services.party_handle(party=row.recipients[0], by=by, their_symbol="CWG-COP-19/4"),
        "sent",
    ),
    "publish": (
        sent,
        lambda row, by: services.statement_publish(statement=row, by=by, visibility="header"),
        "sent",
    ),
    "remove": (sent, lambda row, by: services.statement_remove(statement=row, by=by, reason="Secret"), "sent"),
    "correct": (sent, lambda row, by: services.statement_correct(statement=row, by=by), "sent"),
    "send-correction": (
        corrected_draft,
        lambda row, by: services.correction_send(correction=row, reason="A name", by=by),
        "gone",
    ),
    "withdraw": (sent, lambda row, by: services.statement_withdraw(statement=row, by=by, reason="Twice"), "withdrawn"),
    "redact": (
        sent,
        lambda row, by: services.statement_redact(statement=row, words="Zebra", reason="Asked", by=by),
        "sent",
    ),
    "unseal": (redacted, lambda row, by: services.statement_unseal(statement=row, by=by, reason="A court"), "sent"),
}
# What each button posts. Moves without a button of their own have a page that other tests try.
POSTED: dict[str, dict[str, str]] = {
    "submit": {},
    "return": {},
    "agree": {"level": "study_group", "date": "2023-05-22", "text": "SG2"},
    "record-sent": {"sent_on": "2023-05-24"},
    "record-received": {"received_on": "2023-05-24"},
    "close": {},
    "reopen": {},
    "publish": {"visibility": "header"},
    "remove": {"reason": "Secret"},
    "correct": {},
    "send-correction": {"reason": "A name"},
    "withdraw": {"reason": "Twice"},
    "redact": {"words": "Zebra", "replacement": "[redacted]", "reason": "Asked"},
}
REACHED_OTHERWISE = {"send", "edit", "revise", "share", "unshare", "handle", "unseal"}


def standing(statement: Statement) -> tuple[Any, ...]:
    """What a refused move must leave as it was."""
    row = Statement.objects.filter(pk=statement.pk).values().first()
    rows = [list(row.values()) for row in statement.parties.values().order_by("pk")] if row else []
    counts = [Event.objects.count(), Statement.objects.count(), statement.revisions.count(), statement.files.count()]
    return row, rows, counts


def status_of(statement: Statement) -> str:
    return Statement.objects.filter(pk=statement.pk).values_list("status", flat=True).first() or "gone"


def test_every_move_is_tried() -> None:
    assert set(MOVES) == set(MAY) == set(services.MOVES) == set(POSTED) | REACHED_OTHERWISE


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("name", MOVES)
def test_move_in_code_is_for_whom_the_table_says(name: str, role: str) -> None:
    make, do, after = MOVES[name]
    statement, by = make(), account(role)
    before = standing(statement)
    if role not in MAY[name]:
        with pytest.raises(PermissionDenied):
            do(statement, by)
        if name != "unshare":  # an address to revoke had to be made
            assert standing(statement) == before
        return
    do(statement, by)
    assert status_of(statement) == after
    assert Event.objects.filter(by=by).exists()


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("name", POSTED)
def test_button_of_a_move_is_for_whom_the_table_says(client: Client, name: str, role: str) -> None:
    make, _do, after = MOVES[name]
    statement, by = make(), account(role)
    client.force_login(by)
    before = standing(statement)
    answer = client.post(reverse("admin:liaison_statement_act", args=[statement.pk, name]), POSTED[name])
    if role in MAY[name]:
        assert (answer.status_code, status_of(statement)) == (302, after)
        assert Event.objects.filter(by=by).exists()
    else:
        assert (answer.status_code, standing(statement)) == (403, before)


@pytest.mark.parametrize("role", ["Reader", "Editor", "Secretary", "superuser"])
@pytest.mark.parametrize(
    ("make", "names"),
    [
        (ours, {"submit", "agree", "record-sent"}),
        (sent, {"publish", "correct", "withdraw", "redact", "remove"}),
        (received, {"close", "publish", "correct", "redact", "remove"}),
    ],
)
def test_button_is_shown_only_to_who_may(client: Client, make: Make, names: set[str], role: str) -> None:
    statement = make()
    client.force_login(account(role))
    page = client.get(reverse("admin:liaison_statement_change", args=[statement.pk])).content.decode()
    shown = {
        name for name in POSTED if f'href="{reverse("admin:liaison_statement_act", args=[statement.pk, name])}"' in page
    }
    assert shown == {name for name in names if role in MAY[name]}


@pytest.mark.parametrize("name", POSTED)
def test_reading_the_page_of_a_move_changes_nothing(client: Client, name: str) -> None:
    statement = MOVES[name][0]()
    client.force_login(account("superuser"))
    before = standing(statement)
    answer = client.get(reverse("admin:liaison_statement_act", args=[statement.pk, name]))
    assert (answer.status_code, standing(statement)) == (200, before)


@pytest.mark.parametrize("status", Statement.Status.values)
@pytest.mark.parametrize("name", sorted(set(MOVES) - {"send-correction"}))
def test_move_is_made_only_from_the_states_of_the_table(name: str, status: str) -> None:
    if status in services.MOVES[name].before:
        return
    statement = MOVES[name][0]()
    if name == "unshare":
        services.review_share(statement=statement, by=None, label="x")
    Statement.objects.filter(pk=statement.pk).update(status=status)
    statement = Statement.objects.for_detail().get(pk=statement.pk)
    before = standing(statement)
    with pytest.raises(ValidationError):
        MOVES[name][1](statement, None)
    assert standing(statement) == before


def test_command_line_may_make_every_move() -> None:
    statement = services.statement_withdraw(statement=sent(), by=None, reason="Twice")
    assert (statement.status, statement.events.last().by) == ("withdrawn", None)


def test_event_says_who_when_what_from_which_state_and_why() -> None:
    secretary = account("Secretary")
    statement = services.statement_submit(statement=ours(), by=secretary, note="Please read")
    event = statement.events.get()
    assert (event.by, event.kind, event.from_status, event.to_status, event.note) == (
        secretary,
        "submitted",
        "draft",
        "in_review",
        "Please read",
    )
    assert event.at is not None
