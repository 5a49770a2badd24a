"""The parameters of /statements/."""

import datetime

import pytest
from django.utils import timezone

from tests.factory import (
    DAY,
    index_all,
    make_annex,
    make_body,
    make_document,
    make_entity,
    make_entry,
    make_home,
    make_meeting,
    make_party,
    make_period,
    make_public_statement,
    make_question,
    make_topic,
)

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]


def titles(client, **query):
    index_all()
    response = client.get("/statements/", query)
    assert response.context["filter"].form.errors == {}
    return sorted(row.title for row in response.context["page"].rows)


def errors(client, query):
    """The messages beside the fields; the list then shows no rows."""
    make_public_statement()
    response = client.get(f"/statements/?{query}")
    assert (response.status_code, response.context["page"].rows) == (200, [])
    return {name: list(found) for name, found in response.context["filter"].form.errors.items()}


@pytest.mark.parametrize("words", ["securing", "SECURING networks", "LS/12", "Alliance", "cwg-cop"])
def test_words_are_found_in_title_lines_symbol_and_parties(client, words):
    hit = make_public_statement(
        title="Hit: securing", subtitle="Networks", symbol="SG2/LS/12", recipient=make_body("CWG-COP")
    )
    make_party(hit, text="Some Alliance")
    make_public_statement(title="Miss")
    assert titles(client, q=words) == ["Hit: securing"]


def test_words_are_not_found_in_content_that_may_be_hidden(client):
    make_public_statement(visibility="header", content="<p>Zebra</p>")
    assert titles(client, q="Zebra") == []


@pytest.mark.parametrize("words", ["%", "_"])
def test_wildcards_of_the_database_mean_themselves(client, words):
    make_public_statement(title="Plain", symbol="X")
    assert titles(client, q=words) == []


def test_direction(client):
    make_public_statement(title="Out")
    make_public_statement(title="In", direction="incoming")
    assert titles(client, direction="incoming") == ["In"]


@pytest.mark.parametrize("value", ["itu-t", "ITU-T", "Sector T", "Standardisation"])
def test_body_by_slug_code_name_or_other_spelling_counts_its_parts(client, value):
    sector = make_body("ITU-T", name="Sector T")
    sector.aliases.create(text="Standardisation")
    group = make_body("ITU-T SG17", parent=sector)
    make_public_statement(title="To", recipient=group)
    make_public_statement(title="From", sender=sector)
    make_party(make_public_statement(title="Copy"), part="cc", body=group)
    make_public_statement(title="Other")
    assert titles(client, body=value) == ["Copy", "From", "To"]


def test_group_by_slug(client):
    group = make_home()
    make_public_statement(title="Ours", sender=group)
    make_public_statement(title="Other")
    assert titles(client, group="itu-d-sg2") == ["Ours"]


@pytest.mark.parametrize("value", ["2022-2025-q3-2", "Q3/2", "3/2", "Question 3/2"])
def test_question_by_slug_or_number(client, value):
    question, other = make_question(), make_question("4/2")
    make_party(make_public_statement(title="Three"), questions=[question])
    make_party(make_public_statement(title="Four"), questions=[other])
    assert titles(client, question=value) == ["Three"]


def test_period_by_choice_question_or_date(client):
    now, before = make_period(), make_period("2018-2021")
    make_public_statement(title="Chosen", period=now, date=datetime.date(2019, 1, 1))
    make_party(make_public_statement(title="Asked", date=None), questions=[make_question()])
    make_public_statement(title="Dated")
    make_public_statement(title="Other", period=before)
    make_public_statement(title="Old", date=datetime.date(2019, 1, 1))
    assert titles(client, period="2022-2025") == ["Asked", "Chosen", "Dated"]


def test_purpose(client):
    make_public_statement(title="Information")
    make_party(make_public_statement(title="Both"), purpose="comment")
    assert titles(client, purpose="comment") == ["Both"]


def test_topic(client):
    topic = make_topic("Child Online Protection", code="COP")
    make_public_statement(title="On it").topics.add(topic)
    make_public_statement(title="Other").topics.add(make_topic())
    assert titles(client, topic=topic.slug) == titles(client, topic="cop") == ["On it"]


def test_meeting(client):
    meeting = make_meeting(name="The meeting")
    make_public_statement(title="Agreed", approval_meeting=meeting)
    make_party(make_public_statement(title="Considered"), considered_at=meeting)
    make_public_statement(title="Other", approval_meeting=make_meeting())
    assert titles(client, meeting=meeting.slug) == ["Agreed", "Considered"]


@pytest.fixture
def citing():
    """One statement that cites a paper of Nigeria, one that cites another's, one whose content is hidden."""
    nigeria = make_entity("Nigeria", country="NG", kind="member_state")
    paper, other = make_document(sources=[nigeria]), make_document(sources=[make_entity(country="FR")])
    for title, document, visibility in [
        ("Nigeria", paper, "public"),
        ("Other", other, "public"),
        ("Zebra", paper, "header"),
    ]:
        make_entry(make_annex(make_public_statement(title=title, visibility=visibility)), document=document)


@pytest.mark.parametrize(
    "query", [{"source": "nigeria"}, {"source": "NIGERIA"}, {"country": "ng"}, {"country": "Nigeria"}]
)
def test_source_and_country_of_cited_documents_do_not_tell_of_hidden_annexes(client, citing, query):
    assert titles(client, **query) == ["Nigeria"]


def test_language(client):
    make_public_statement(title="English")
    make_public_statement(title="Français", language="fr")
    assert titles(client, language="fr") == ["Français"]


@pytest.fixture
def asked():
    """Statements by what is awaited; days are counted from today."""
    today = timezone.localdate()
    for title, days, answered in [("late", -1, None), ("today", 0, None), ("week", 7, None), ("month", 30, None),
                                  ("later", 31, None), ("done", -5, DAY)]:  # fmt: skip
        deadline = today + datetime.timedelta(days=days)
        make_party(make_public_statement(title=title), purpose="action", deadline=deadline, answered_on=answered)
    make_public_statement(title="information")
    make_party(make_public_statement(title="withdrawn", status="withdrawn"), purpose="action", deadline=DAY)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"status": "open"}, ["late", "later", "month", "today", "week"]),
        ({"status": "overdue"}, ["late"]),
        ({"status": "answered"}, ["done"]),
        ({"status": "withdrawn"}, ["withdrawn"]),
        ({"due": "overdue"}, ["late"]),
        ({"due": "7"}, ["today", "week"]),
        ({"due": "30"}, ["month", "today", "week"]),
        ({"due": "30", "status": "withdrawn"}, []),
    ],
)
def test_state_and_due(client, asked, query, expected):
    assert titles(client, **query) == expected


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"from_date": "2023-05-22"}, ["first", "last"]),
        ({"from_date": "2023-05-23"}, ["last"]),
        ({"to_date": "2023-05-22"}, ["ancient", "first"]),
        ({"from_date": "2023-05-22", "to_date": "2023-05-22"}, ["first"]),
        ({"to_date": "9999-12-31"}, ["ancient", "first", "last"]),
        ({"from_date": "0001-01-01", "to_date": "0999-12-31"}, ["ancient"]),
    ],
)
def test_dates_include_both_ends(client, query, expected):
    for title, day in [("ancient", datetime.date(900, 1, 1)), ("first", DAY), ("last", datetime.date(2023, 12, 31))]:
        make_public_statement(title=title, date=day)
    make_public_statement(title="undated", date=None)
    assert titles(client, **query) == expected


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"deadline_from": "2023-05-22", "deadline_to": "2023-05-22"}, ["one"]),
        ({"deadline_from": "2023-06-01", "deadline_to": "2023-07-01"}, []),
        ({"deadline_to": "9999-12-31"}, ["one", "two"]),
    ],
)
def test_deadlines_are_those_of_one_recipient(client, query, expected):
    make_party(make_public_statement(title="one"), purpose="action", deadline=DAY)
    two = make_public_statement(title="two")
    for day in (datetime.date(2023, 5, 31), datetime.date(2023, 12, 1)):
        make_party(two, purpose="action", deadline=day)
    assert titles(client, **query) == expected


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("direction=sideways", {"direction": ["“sideways” is not one of the values."]}),
        ("body=nobody", {"body": ["Nothing in the register is called “nobody”."]}),
        ("body=...", {"body": ["Nothing in the register is called “...”."]}),
        ("question=9/9", {"question": ["Nothing in the register is called “9/9”."]}),
        ("group=nobody", {"group": ["Nothing in the register is called “nobody”."]}),
        ("period=1066", {"period": ["Nothing in the register is called “1066”."]}),
        ("topic=x", {"topic": ["Nothing in the register is called “x”."]}),
        ("meeting=x", {"meeting": ["Nothing in the register is called “x”."]}),
        ("source=x", {"source": ["Nothing in the register is called “x”."]}),
        ("language=tlh", {"language": ["“tlh” is not one of the values."]}),
        ("status=draft", {"status": ["“draft” is not one of the values."]}),
        ("due=8", {"due": ["“8” is not one of the values."]}),
        ("sort=pk", {"sort": ["“pk” is not one of the values."]}),
        ("from_date=22/05/2023", {"from_date": ["“22/05/2023” is not a day; write it as 2023-05-22."]}),
        ("to_date=2023-02-31", {"to_date": ["There is no day “2023-02-31”."]}),
        ("deadline_to=0000-01-01", {"deadline_to": ["There is no day “0000-01-01”."]}),
        ("from_date=2023-05-22&to_date=2023-05-21", {"to_date": ["This day comes before the first day."]}),
        ("q=" + "a" * 10_000, {"q": ["Write at most 200 characters."]}),
        ("direction=" + "a" * 10_000, {"direction": [f"“{'a' * 39}…” is not one of the values."]}),
        ("body=%00", {"body": ["Null characters are not allowed."]}),
    ],
)
def test_wrong_value_gives_a_message_and_no_rows(client, query, expected):
    assert errors(client, query) == expected


def test_country_that_is_none_is_explained(client):
    assert errors(client, "country=Atlantis") == {
        "country": ["“Atlantis” is neither a country’s two letters, such as CI, nor a Member State’s name."]
    }


@pytest.mark.parametrize("query", ["", "q=&body=&from_date=&sort=", "unknown=x&utm_source=y", "q=%20", "q=a&q="])
def test_empty_and_unknown_parameters_are_ignored(client, query):
    make_public_statement(title="Seen")
    assert [row.title for row in client.get(f"/statements/?{query}").context["page"].rows] == ["Seen"]


def test_last_of_a_repeated_parameter_counts(client):
    make_public_statement(title="Seen")
    index_all()
    assert [row.title for row in client.get("/statements/?q=nothing&q=seen").context["page"].rows] == ["Seen"]


def test_broken_utf_8_is_no_error(client):
    make_public_statement()
    assert client.get("/statements/?q=%ff&body=%ff").status_code == 200


def test_wrong_value_is_told_at_the_field_and_in_the_summary(client):
    text = client.get("/statements/?from_date=soon").content.decode()
    message = "“soon” is not a day; write it as 2023-05-22."
    assert f'<div class="error" id="filter-from_date_error"><span>{message}</span></div>' in text
    assert f'<a href="#filter-from_date">Dated from: {message}</a>' in text
    assert 'aria-invalid="true"' in text


def test_long_list_of_options_becomes_a_box_to_type_in(client):
    make_topic()
    assert '<select name="topic"' in client.get("/statements/").content.decode()
    for _row in range(50):
        make_topic()
    text = client.get("/statements/").content.decode()
    assert '<input type="text" name="topic"' in text
