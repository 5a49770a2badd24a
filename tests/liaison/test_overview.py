"""/overview/: a study period in numbers, each of which is that of the list behind it."""

from __future__ import annotations

import datetime
import html
import itertools
import random
import re
from collections.abc import Iterator

import pytest
from django.http import QueryDict
from django.test import Client
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from contacts.models import Body, StudyPeriod
from contacts.models.bodies import BodyQuerySet
from liaison.columns_chart import FLOOR, MARGIN, WIDTH, chart_of
from liaison.filters import StatementFilter
from liaison.models import Party, Statement
from liaison.overview import MOST_BODIES, Number, Overview, largest_of
from liaison.spans import spans_of
from tests.factory import DAY, make_body, make_home, make_party, make_period, make_public_statement, make_question

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]

TODAY = timezone.localdate()
LINK = re.compile(r'<a href="/statements/\?([^"]*)">(?:<bdi>)?(\d+)')


def listed(query: str) -> int:
    """How many statements the register lists for a query string."""
    found = StatementFilter(QueryDict(query), Statement.objects.public())
    assert found.is_valid(), found.form.errors
    return found.qs.order_by().count()


def numbers(overview: Overview) -> Iterator[Number]:
    yield overview.total
    for line in (*overview.directions, *overview.purposes, *overview.states, *overview.matrix.recipients):
        yield line.number
    for span in overview.spans:
        yield from (span.number, *span.directions)
    for sender in overview.matrix.senders:
        yield from (sender.number, *sender.cells)


def make_anything(seed: int, count: int = 40) -> Body:
    """Statements of all kinds, many of which nobody may count: drafts, hidden, withdrawn. Gives a study group."""
    dice = random.Random(seed)  # noqa: S311 -- made-up rows, the same each time
    group = make_home()
    part = make_body("ITU-D SG2 WP1", parent=group, kind="working_party")
    sector = make_body("ITU-T", kind="sector")
    whole = make_body("3GPP", kind="organisation")
    bodies = [group, part, sector, make_body("ITU-T SG17", kind="study_group", parent=sector), whole]
    bodies += [make_body("3GPP SA2", kind="other", parent=whole), make_body("LONE", kind="other"), None]
    periods = [make_period(), make_period("2018-2021"), None, None]
    question = make_question(group=group)
    for number in range(count):
        statement = Statement.objects.create(
            title=f"Statement {number}",
            slug=f"anything-{number}",
            status=dice.choice(["sent"] * 4 + ["recorded", "closed", "withdrawn", "draft", "approved"]),
            visibility=dice.choice(["public"] * 4 + ["header", "staff", "removed"]),
            direction=dice.choice(Statement.Direction.values),
            date=dice.choice([None, *(DAY + datetime.timedelta(days=91 * step) for step in range(-8, 8))]),
            period=dice.choice(periods),
        )
        for kind in ["from", *dice.choices(["from", "to", "to", "to", "cc"], k=4)]:
            body = dice.choice(bodies)
            asked = dice.choice([*Party.Purpose.values, ""]) if kind == "to" else ""
            day = TODAY + datetime.timedelta(days=dice.choice([-1, 0, 1])) if asked and dice.random() < 0.6 else None
            answered = dice.choice([None, None, DAY]) if asked else None
            facts = {"purpose": asked, "deadline": day, "answered_on": answered, "text": "" if body else "Somebody"}
            make_party(statement, part=kind, body=body, questions=[question] if dice.random() < 0.2 else [], **facts)
    return group


@pytest.mark.parametrize(("seed", "with_group"), [(1, False), (2, True)])
def test_every_number_is_that_of_the_list_behind_it(seed, with_group):
    group = make_anything(seed)
    found = list(numbers(Overview(make_period(), group if with_group else None)))
    assert found[0].count > 5
    assert [row.count for row in found] == [listed(row.address.partition("?")[2]) for row in found]


@pytest.mark.parametrize("query", ["?period=2018-2021", "?period=2022-2025&group=itu-d-sg2"])
def test_every_number_of_the_page_is_a_link_to_as_many(client, query):
    make_anything(7)
    links = LINK.findall(client.get(f"/overview/{query}").content.decode())
    assert len(links) > 20
    assert [int(told) for _query, told in links] == [listed(html.unescape(query)) for query, _told in links]


def test_numbers_are_those_of_the_page_of_the_register(client):
    make_anything(7)
    for link, told in LINK.findall(client.get("/overview/?period=2022-2025").content.decode())[:4]:
        assert client.get(f"/statements/?{html.unescape(link)}").context["page"].count == int(told)


def test_nothing_hidden_is_counted(client):
    period = make_period()
    for hidden in (
        {"status": "draft"},
        {"status": "withdrawn"},
        {"visibility": "staff"},
        {"visibility": "removed"},
        {"correction_of": make_public_statement(period=period)},
    ):
        statement = make_public_statement(period=period, sender=make_body("ZEBRA"), **hidden)
        make_party(statement, body=statement.parties.first().body, purpose="action", deadline=DAY)
        Body.objects.filter(code="ZEBRA").update(code=f"ZEBRA {statement.pk}")
    response = client.get("/overview/?period=2022-2025")
    assert (response.context["overview"].total.count, "ZEBRA" in response.content.decode()) == (1, False)


def test_period_that_runs_is_shown_first_and_else_the_newest(client):
    make_period("2018-2021")
    running = make_period(f"{TODAY.year}-{TODAY.year + 3}")
    make_period(f"{TODAY.year + 4}-{TODAY.year + 7}")
    assert client.get("/overview/").context["period"] == running
    StudyPeriod.objects.update(starts_on=None, ends_on=None)
    assert client.get("/overview/").context["period"].label == f"{TODAY.year + 4}-{TODAY.year + 7}"


def test_register_without_periods_or_statements_has_a_page(client):
    assert "No public statement is of this period yet." not in client.get("/statements/").content.decode()
    for _turn in range(2):
        response = client.get("/overview/")
        assert (response.status_code, "No public statement" in response.content.decode()) == (200, True)
        make_period()


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("period=1066", "There is no such study period."),
        ("period=%00", "There is no such study period."),
        ("group=nobody", "There is no such study group."),
        ("group=%00", "There is no such study group."),
        ("group=itu-d", "There is no such study group."),
    ],
)
def test_wrong_period_or_group_is_told_and_nothing_counted(client, query, told):
    make_public_statement(sender=make_home(), period=make_period())
    response = client.get(f"/overview/?{query}")
    assert (response.status_code, told in response.content.decode(), "overview" in response.context) == (
        200,
        True,
        False,
    )


def test_parts_of_a_group_stand_under_it_in_the_table_of_who_wrote_to_whom():
    group = make_home()
    part = make_body("ITU-D SG2 WP1", parent=group, kind="working_party")
    make_public_statement(period=make_period(), sender=part, recipient=make_body("TDAG", kind="advisory_group"))
    matrix = Overview(make_period()).matrix
    assert [(line.body.code, line.number.count, [cell.count for cell in line.cells]) for line in matrix.senders] == [
        ("ITU-D SG2", 1, [1])
    ]


def test_table_of_who_wrote_to_whom_is_cut_and_says_so(client):
    for number in range(12):
        make_public_statement(period=make_period(), recipient=make_body(f"GROUP {number}", kind="study_group"))
    response = client.get("/overview/?period=2022-2025")
    matrix = response.context["overview"].matrix
    shown = (len(matrix.senders), len(matrix.recipients), "the most frequent ones" in response.content.decode())
    assert shown == (10, 10, True)


def test_body_that_came_since_the_request_began_is_in_no_line(client, monkeypatch):
    make_public_statement(period=make_period(), recipient=make_body("TDAG", kind="advisory_group"))
    monkeypatch.setattr(BodyQuerySet, "by_key", lambda _bodies: {})
    response = client.get("/overview/?period=2022-2025")
    matrix = response.context["overview"].matrix
    assert (response.status_code, matrix.senders, matrix.recipients) == (200, [], [])


@given(st.dictionaries(st.integers(1, 40), st.lists(st.lists(st.integers(1, 30), max_size=6), max_size=4), max_size=20))
def test_largest_groups_are_those_of_the_most_different_statements(found):
    counts = {key: set(itertools.chain(*lists)) for key, lists in found.items()}
    largest = sorted(counts, key=lambda key: (-len(counts[key]), key))[:MOST_BODIES]
    assert list(largest_of(found).items()) == [(key, counts[key]) for key in largest]


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        ([], []),
        ([DAY], ["Apr–Jun 2023"]),
        ([DAY, datetime.date(2022, 12, 31)], ["Oct–Dec 2022", "Jan–Mar 2023", "Apr–Jun 2023"]),
        ([DAY, datetime.date(2012, 1, 1)], [str(year) for year in range(2012, 2024)]),
        ([DAY, datetime.date(1, 1, 1)], [str(year) for year in range(1984, 2024)]),
        ([datetime.date(9999, 12, 31)], ["Oct–Dec 9999"]),
    ],
)
def test_time_is_told_in_quarters_and_where_it_is_long_in_years(days, expected):
    assert [str(span) for span in spans_of(days)] == expected


def test_columns_stand_on_the_floor_within_the_picture_and_mirrored_in_arabic():
    make_anything(3)
    lines = Overview(make_period()).spans
    charts = [chart_of(lines, is_rtl=is_rtl) for is_rtl in (False, True)]
    for chart in charts:
        for column in chart.columns:
            assert chart.plot[0] <= column.x <= column.x + column.width <= chart.plot[1]
            assert not column.parts or column.parts[0].y + column.parts[0].height == FLOOR
    assert [column.x for column in charts[1].columns] == [WIDTH - row.x - row.width for row in charts[0].columns]
    assert (charts[0].plot, charts[1].plot) == ((MARGIN, WIDTH), (0, WIDTH - MARGIN))


def test_picture_has_a_name_and_says_what_it_shows(client):
    make_public_statement(period=make_period())
    page = client.get("/overview/?period=2022-2025").content.decode()
    named = re.search(r'<svg class="chart"[^>]* role="img" aria-labelledby="chart-title chart-words"', page)
    words = "The highest column is that of Apr–Jun 2023, with 1 statement."
    assert (bool(named), '<title id="chart-title">' in page, words in page) == (True, True, True)


def test_home_groups_and_footer_lead_to_it(client):
    question = make_question()
    make_public_statement()
    pages = ["/", "/statements/", f"/study-groups/{question.group.slug}/?period=2022-2025"]
    counts = [client.get(page).content.decode().count('href="/overview/') for page in pages]
    assert counts == [2, 1, 2]


@pytest.mark.parametrize("count", [20, 60])
def test_page_costs_the_same_for_any_number_of_statements(client, django_assert_num_queries, count):
    make_anything(5, count)
    # periods, study groups of it, the tree of bodies; statements of no period, months, parties, bodies; the site's name
    with django_assert_num_queries(8):
        client.get("/overview/?period=2022-2025&group=itu-d-sg2")


@pytest.fixture
def client() -> Client:
    return Client()
