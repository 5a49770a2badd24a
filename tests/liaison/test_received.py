"""What was sent to a body or study group, on its page: what awaits a reply first."""

from __future__ import annotations

import datetime
import re

import pytest
from django.test import Client
from django.utils import timezone

from liaison.templatetags import registers
from tests.factory import DAY, make_body, make_home, make_party, make_period, make_public_statement, make_question

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]

TODAY = timezone.localdate()
PAGE, GROUP = "/bodies/itu-t/", "/study-groups/itu-d-sg2/"


def received(client: Client, address: str = PAGE) -> list[str]:
    return [row.title for row in client.get(address).context["received"].page.rows]


def asked(body, title: str, *, days: int | None = None, **values):
    """A statement that asks the body for action, with a deadline so many days from now."""
    of_party = {name: values.pop(name) for name in ("purpose", "answered_on", "part") if name in values}
    statement = make_public_statement(title=title, **values)
    deadline = None if days is None else TODAY + datetime.timedelta(days=days)
    make_party(statement, body=body, **{"purpose": "action", "deadline": deadline, **of_party})
    return statement


def test_what_awaits_a_reply_comes_first_by_deadline_then_the_rest_by_date(client):
    body = make_body("ITU-T")
    asked(body, "Without a day", purpose="comment")
    asked(body, "Newest", purpose="information", date=DAY + datetime.timedelta(days=2))
    asked(body, "Sooner", days=-9)
    asked(body, "Answered", days=-20, answered_on=DAY)
    asked(body, "Later", days=9)
    assert received(client) == ["Sooner", "Later", "Without a day", "Newest", "Answered"]


def test_what_is_overdue_is_said_in_words_with_its_day(client):
    body = make_body("ITU-T")
    asked(body, "Late", days=-9)
    html = client.get(PAGE).content.decode()
    day = TODAY - datetime.timedelta(days=9)
    assert re.search(rf'Overdue</span>\s+<time datetime="{day:%Y-%m-%d}">by ', html)
    assert ("1 awaits its reply" in html, "1 is overdue" in html) == (True, True)


def test_what_others_have_still_to_answer_does_not_count_as_open(client):
    body = make_body("ITU-T")
    statement = asked(body, "Answered by it", days=-9, answered_on=DAY)
    make_party(statement, body=make_body("TDAG"), purpose="action", deadline=DAY)
    found = client.get(PAGE).context["received"]
    assert (found.open, found.overdue, [row.awaits for row in found.page.rows]) == (0, 0, [False])


def test_parts_count_and_each_row_says_which_of_them_is_meant(client):
    body = make_body("ITU-T")
    part = make_body("ITU-T SG17", parent=body)
    statement = asked(part, "To a part")
    make_party(statement, body=body, part="cc")
    make_party(statement, body=make_body("ELSEWHERE"))
    [row] = client.get(PAGE).context["received"].page.rows
    assert [(party.body.code, party.is_copy) for party in row.addressed] == [("ITU-T SG17", False), ("ITU-T", True)]


def test_nothing_hidden_is_received(client):
    body = make_body("ITU-T")
    for hidden in (
        {"status": "draft"},
        {"visibility": "staff"},
        {"visibility": "removed"},
        {"status": "withdrawn"},
        {"correction_of": make_public_statement()},
    ):
        asked(body, "Zebra", days=-1, **hidden)
    asked(body, "Header", visibility="header", content="<p>Zebra</p>")
    response = client.get(PAGE)
    found = response.context["received"]
    assert (found.page.count, found.open, found.overdue, "Zebra" in response.content.decode()) == (1, 1, 0, False)


def test_study_group_receives_what_was_sent_to_it_in_the_period(client):
    group = make_home()
    now, before = (make_question("3/2", group=group, period=make_period(label)) for label in ("2022-2025", "2018-2021"))
    asked(group, "Now", period=now.period)
    asked(group, "Before", period=before.period)
    asked(make_body("ITU-D SG2 WP1", parent=group), "To a part", period=now.period)
    assert received(client, f"{GROUP}?period=2022-2025") == ["To a part", "Now"]
    assert received(client, f"{GROUP}?period=2018-2021") == ["Before"]


def test_it_is_paged_and_each_row_stands_on_one_page(client):
    body = make_body("ITU-T")
    for row in range(30):
        asked(body, f"Open {row:02}", days=row)
        asked(body, f"Other {row:02}", purpose="information", date=DAY - datetime.timedelta(days=row))
    pages = [received(client, f"{PAGE}?page={page}") for page in (1, 2, 3)]
    expected = [f"Open {row:02}" for row in range(30)] + [f"Other {row:02}" for row in range(30)]
    assert ([len(page) for page in pages], [title for page in pages for title in page]) == ([25, 25, 10], expected)


@pytest.mark.parametrize(("page", "told"), [("9", "There is no page 9"), ("x", "is not the number of a page")])
def test_page_that_is_none_is_told(client, page, told):
    asked(make_body("ITU-T"), "One")
    response = client.get(f"{PAGE}?page={page}")
    assert (response.status_code, told in response.content.decode()) == (200, True)


def test_counts_lead_to_lists_of_as_many(client):
    body = make_body("ITU-T")
    asked(body, "Late", days=-1)
    asked(make_body("ITU-T SG17", parent=body), "Soon", days=1)
    html = client.get(PAGE).content.decode()
    links = re.findall(r'<a href="(/statements/\?to=itu-t[^"]*status=[^"]*)">(\d+) ', html)
    found = [(int(told), client.get(link.replace("&amp;", "&")).context["page"].count) for link, told in links]
    assert found == [(2, 2), (1, 1)]


def test_other_forms_are_offered_where_the_site_has_them(client, monkeypatch):
    asked(make_body("ITU-T"), "One")
    forms = [("Here", "/statements.zip", "application/zip"), ("Nowhere", "/statements.odt", "application/odt")]
    monkeypatch.setattr(registers, "FORMS", forms)
    html = client.get(PAGE).content.decode()
    assert ('href="/statements.zip?to=itu-t"' in html, "Nowhere" in html) == (True, False)


def test_every_form_that_is_offered_opens(client):
    asked(make_body("ITU-T"), "One")
    forms = registers.forms_of_list(to="itu-t")
    answers = [client.get(form["address"]) for form in forms]
    assert [(answer.status_code, bool(answer.getvalue())) for answer in answers] == [(200, True)] * len(forms)
