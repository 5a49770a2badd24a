"""to= and from= of /statements/: what was sent to a body and its parts, by whom, and what they have still to answer."""

from __future__ import annotations

import datetime

import pytest
from django.test import Client
from django.utils import timezone

from contacts.models import Body
from liaison.models import Statement
from liaison.paging import OpenFirst, page_of
from tests.factory import DAY, make_body, make_party, make_public_statement

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]

TODAY = timezone.localdate()
LATE, SOON = TODAY - datetime.timedelta(days=3), TODAY + datetime.timedelta(days=3)


def listed(client: Client, **query: str) -> list[str]:
    response = client.get("/statements/", query)
    assert response.context["filter"].form.errors == {}
    return [row.title for row in response.context["page"].rows]


def titles(client: Client, **query: str) -> list[str]:
    return sorted(listed(client, **query))


@pytest.fixture
def sector() -> Body:
    """ITU-T with one part; statements to, from, in copy to them, and some that nobody may find."""
    sector = make_body("ITU-T")
    group = make_body("ITU-T SG17", parent=sector)
    make_public_statement(title="To", recipient=sector)
    make_public_statement(title="To a part", recipient=group)
    make_party(make_public_statement(title="Copy"), part="cc", body=group)
    make_public_statement(title="From", sender=sector)
    make_public_statement(title="From a part", sender=group, recipient=make_body("TDAG"))
    make_public_statement(title="Header", recipient=group, visibility="header")
    make_public_statement(title="Others")
    for hidden in ({"status": "draft"}, {"visibility": "staff"}, {"visibility": "removed"}, {"status": "withdrawn"}):
        make_public_statement(title="Zebra", sender=group, recipient=sector, **hidden)
    return sector


@pytest.mark.parametrize("value", ["itu-t", "ITU-T", "Body ITU-T"])
def test_recipient_counts_its_parts_and_copies(client, sector, value):
    assert titles(client, to=value) == ["Copy", "Header", "To", "To a part"]


@pytest.mark.parametrize("value", ["itu-t", "ITU-T", "Body ITU-T"])
def test_sender_counts_its_parts(client, sector, value):
    assert titles(client, **{"from": value}) == ["From", "From a part"]


def test_sender_and_recipient_together_are_of_one_statement(client, sector):
    assert titles(client, **{"from": "itu-t", "to": "TDAG"}) == ["From a part"]


@pytest.mark.parametrize("name", ["to", "from"])
def test_unknown_recipient_or_sender_is_told_at_its_field(client, sector, name):
    response = client.get("/statements/", {name: "nobody"})
    told = {field: list(found) for field, found in response.context["filter"].form.errors.items()}
    assert told == {name: ["Nothing in the register is called “nobody”."]}
    assert f'id="filter-{name}_error"' in response.content.decode()
    assert response.context["page"].rows == []


def test_chips_name_recipient_and_sender_and_lead_away_from_them(client, sector):
    chips = client.get("/statements/", {"from": "itu-t", "to": "tdag"}).context["filter"].chips
    assert [(str(chip.label), chip.value, chip.address) for chip in chips] == [
        ("Sent to", "TDAG", "?from=itu-t"),
        ("Sent by", "ITU-T", "?to=tdag"),
    ]


def test_each_box_offers_names_of_its_own(client):
    html = client.get("/statements/").content.decode()
    boxes = [html.count(f'<datalist id="names-{name}" hx-get="/names/bodies"') for name in ("body", "to", "from")]
    assert (boxes, html.count('list="names-to"')) == ([1, 1, 1], 1)


@pytest.fixture
def asked() -> Body:
    """Statements to CWG-COP and to TDAG: what each was asked, and whether it answered."""
    body, other = make_body("CWG-COP"), make_body("TDAG")
    for title, day, ours, theirs in (
        ("open to both", LATE, None, None),
        ("open to the other", LATE, DAY, None),
        ("open to it", SOON, None, DAY),
        ("answered", LATE, DAY, DAY),
    ):
        statement = make_public_statement(title=title, recipient=make_body())
        make_party(statement, body=body, purpose="action", deadline=day, answered_on=ours)
        make_party(statement, body=other, purpose="comment", deadline=LATE, answered_on=theirs)
    make_public_statement(title="for information", recipient=body, date=DAY + datetime.timedelta(days=1))
    make_party(make_public_statement(title="Zebra", visibility="staff"), body=body, purpose="action", deadline=LATE)
    return body


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"status": "open"}, ["open to both", "open to it"]),
        ({"status": "overdue"}, ["open to both"]),
        ({"status": "answered"}, ["answered", "open to the other"]),
        ({"due": "overdue"}, ["open to both"]),
        ({"due": "7"}, ["open to it"]),
        ({"purpose": "comment"}, []),
        ({"purpose": "information"}, ["for information"]),
        ({"deadline_from": SOON.isoformat()}, ["open to it"]),
    ],
)
def test_state_purpose_and_deadline_are_those_of_the_recipient(client, asked, query, expected):
    assert titles(client, to="cwg-cop", **query) == expected


def test_counts_beside_purposes_are_of_the_recipient(client, asked):
    field = client.get("/statements/?to=cwg-cop").context["filter"].form["purpose"].field
    assert [str(label) for value, label in field.widget.choices if value] == [
        "Action (4)",
        "Comment (0)",
        "Information (1)",
    ]


def test_what_awaits_a_reply_of_the_recipient_comes_first_where_that_is_asked_for(client, asked):
    assert listed(client, to="cwg-cop", sort="open") == [
        *("open to both", "open to it"),
        *("for information", "answered", "open to the other"),
    ]


def test_deadlines_that_order_are_those_of_the_recipient(client, asked):
    assert listed(client, to="cwg-cop", status="open", sort="-deadline") == ["open to it", "open to both"]


@pytest.mark.parametrize("per_page", [1, 2, 3, 4, 10])
def test_pages_of_what_is_open_first_hold_each_row_once_in_the_order_of_the_whole(asked, per_page):
    make_party(make_public_statement(title="withdrawn", status="withdrawn"), body=asked, purpose="action")
    bodies = Body.objects.under(asked)
    found = Statement.objects.public().sent_to(bodies)
    pages = [
        page_of(found, lambda rows: rows, str(page), per_page, OpenFirst(bodies)).rows
        for page in range(1, -(-found.count() // per_page) + 1)
    ]
    assert [row.title for page in pages for row in page] == [row.title for row in found.open_first(bodies)]


@pytest.mark.parametrize("rows", [1, 30])
def test_list_of_a_recipient_costs_the_same_for_any_number_of_rows(client, django_assert_num_queries, rows):
    sender, body = make_body("TDAG"), make_body("CWG-COP")
    for _row in range(rows):
        make_party(make_public_statement(sender=sender, recipient=body), body=body, purpose="action", deadline=SOON)
    # recipient and sender by name, and the tree of bodies for each; how many, by direction, purpose and language, with
    # the periods and study groups that are counted; how many, which are open, which are not where those leave room,
    # rows, parties; the site's name; periods, study groups, topics to choose from
    with django_assert_num_queries(17 if rows == 1 else 16):
        client.get("/statements/?to=cwg-cop&from=tdag&sort=open")
