"""Lists as CSV and as workbooks: what is in them, what must not be, and what a wrong filter answers."""

from __future__ import annotations

import datetime
import io
from typing import Any

import pytest
from django.test import Client
from openpyxl import load_workbook

from liaison.models import Statement
from liaison.outputs import reading, tables
from tests import factory
from tests.liaison.leaks import HEADER_SECRET, SECRET, SHOWN, body_of, csv_rows, make_leaky_register

pytestmark = pytest.mark.django_db

ADDRESSES = [
    f"/{name}.{kind}" for name in ("statements", "documents", "meetings", "rapporteurs") for kind in ("csv", "xlsx")
]


def sheet_of(client: Client, address: str) -> Any:
    return load_workbook(io.BytesIO(body_of(client, address)))


def cells_of(client: Client, address: str) -> str:
    """All that stands in a table, in either form."""
    if address.partition("?")[0].endswith(".csv"):
        return body_of(client, address).decode()
    return repr([list(sheet.values) for sheet in sheet_of(client, address)])


@pytest.mark.parametrize("address", ADDRESSES)
def test_table_holds_nothing_that_is_hidden(client: Client, address: str) -> None:
    make_leaky_register()
    text = cells_of(client, address)
    assert [word for word in (SECRET, HEADER_SECRET, "@example.org") if word in text] == []


@pytest.mark.parametrize("hidden", [{"status": "draft"}, {"visibility": "staff"}, {"visibility": "removed"}])
def test_hidden_statement_is_no_row_whatever_is_asked(client: Client, hidden: dict[str, str]) -> None:
    factory.make_public_statement(title="Zebra crossing", slug="zebra", **hidden)
    assert csv_rows(client, "/statements.csv?sort=title") == csv_rows(client, "/statements.csv?status=withdrawn") == []


def test_withdrawn_statement_is_a_row_only_where_it_is_asked_for(client: Client) -> None:
    make_leaky_register()
    listed = sorted(row["Address"].split("/")[-2] for row in csv_rows(client, "/statements.csv"))
    (gone,) = csv_rows(client, "/statements.csv?status=withdrawn")
    assert (listed, gone["Title"], gone["State"], gone["Withdrawn"]) == (SHOWN, "Gone", "Withdrawn", "2023-05-22")


def test_row_says_what_the_register_knows(client: Client, settings: Any) -> None:
    settings.SITE_URL = "https://liaison.example"
    shown = make_leaky_register()
    answer = factory.make_public_statement(symbol="LS/2", slug="answer")
    answer.replies.create(target=shown)
    row = next(row for row in csv_rows(client, "/statements.csv") if row["Symbol"] == "LS/1")
    asked = ("Date", "Direction", "State", "For", "Deadline", "Reply", "Questions", "Topics", "Language", "Address")
    assert [row[name] for name in asked] == [
        *("2023-05-22", "Outgoing", "Sent", "Action; Information", "2023-09-01", "Overdue", "Q3/2", "Protection"),
        *("English", "https://liaison.example/statements/shown/"),
    ]
    assert (row["It answers"], row["Answered by"], row["Published"]) == ("Your letter", "LS/2", "In full")


def test_document_row_says_what_the_register_knows(client: Client) -> None:
    entity = factory.make_entity("Nigeria", country="NG")
    topic = factory.make_topic("Protection")
    document = factory.make_document("2/71 (Rev.1)", sources=[entity], url="https://example.org/71")
    factory.make_brief(document=document, topic=topic)
    (row,) = csv_rows(client, "/documents.csv")
    names = ("Symbol", "Source", "Country", "Study period", "Topics", "Revision", "Where it is")
    assert [row[name] for name in names] == [
        *("2/71 (Rev.1)", "Nigeria", "NG", "2022-2025", "Protection", "1", "https://example.org/71")
    ]


def test_rapporteur_row_names_role_question_and_standing(client: Client) -> None:
    question = factory.make_question()
    factory.make_appointment(question=question, person=factory.make_person("Ana"), ends_on=datetime.date(2023, 1, 1))
    (row,) = csv_rows(client, "/rapporteurs.csv")
    assert (row["Name"], row["Role"], row["Question"], row["Standing"], row["Until"]) == (
        *("Ana", "Rapporteur", "Q3/2", "Before", "2023-01-01"),
    )


def test_meetings_to_come_and_those_without_a_day_are_rows_too(client: Client) -> None:
    factory.make_meeting(name="Past")
    factory.make_meeting(name="Coming", starts_on=datetime.date(2999, 1, 1), ends_on=None)
    factory.make_meeting(name="Some day", starts_on=None, ends_on=None)
    assert [row["Meeting"] for row in csv_rows(client, "/meetings.csv")] == ["Coming", "Past", "Some day"]


@pytest.mark.parametrize("sort", ["date", "-date", "title", "-symbol", "deadline"])
def test_table_is_in_the_order_of_the_list(client: Client, sort: str) -> None:
    for number in range(4):
        day = factory.DAY + datetime.timedelta(days=number % 3)
        factory.make_public_statement(title=f"Title {number % 2}", symbol=f"LS/{number}", date=day)
    page = client.get(f"/statements/?sort={sort}").context["page"]
    titles = [row["Symbol"] for row in csv_rows(client, f"/statements.csv?sort={sort}")]
    assert titles == [row.symbol for row in page.rows]


def test_best_matches_come_first_as_on_the_page(client: Client) -> None:
    for number in range(3):
        factory.make_public_statement(title="spectrum" if number == 1 else "x", content="<p>The spectrum</p>")
    factory.index_all()
    page = client.get("/statements/?q=spectrum").context["page"]
    rows = csv_rows(client, "/statements.csv?q=spectrum")
    assert [row["Address"].split("/")[-2] for row in rows] == [row.slug for row in page.rows]
    assert rows[0]["Title"] == "spectrum"


@pytest.mark.parametrize("address", ADDRESSES)
def test_wrong_filter_is_answered_with_the_words_beside_the_field(client: Client, address: str) -> None:
    response = client.get(f"{address}?body=nobody")
    if address.startswith("/rapporteurs"):
        response = client.get(f"{address}?country=nowhere")
    page = client.get(address.partition(".")[0] + "/?" + response.request["QUERY_STRING"])
    (message,) = [text for texts in page.context["filter"].form.errors.values() for text in texts]
    assert (response.status_code, response["Content-Type"]) == (400, "text/plain; charset=utf-8")
    assert message in response.content.decode()


def test_number_of_a_page_and_unknown_parameters_are_ignored(client: Client) -> None:
    factory.make_public_statement()
    assert len(csv_rows(client, "/statements.csv?page=7&unknown=x")) == 1


@pytest.mark.parametrize("title", ["=1+1", "+1", "-1", "@SUM(A1)", "＝1", "\t=1"])
def test_cell_that_could_be_a_formula_is_text(client: Client, title: str) -> None:
    factory.make_public_statement(title=title)
    (row,) = csv_rows(client, "/statements.csv")
    cell = sheet_of(client, "/statements.xlsx").worksheets[0]["C2"]
    assert (row["Title"][0], cell.value[0], cell.data_type) == ("'", "'", "s")


def test_csv_is_of_rfc_4180_and_begins_with_the_mark_of_utf_8(client: Client) -> None:
    factory.make_public_statement(title='Two\nlines, "quoted", Côte d’Ivoire')
    data = body_of(client, "/statements.csv")
    assert data.startswith(b"\xef\xbb\xbfDate,Symbol,Title,")
    assert data.endswith(b"/\r\n")
    assert csv_rows(client, "/statements.csv")[0]["Title"] == 'Two\nlines, "quoted", Côte d’Ivoire'


def test_workbook_has_days_links_a_fixed_head_and_a_filter(client: Client) -> None:
    statement = factory.make_public_statement(slug="one")
    sheet = sheet_of(client, "/statements.xlsx").worksheets[0]
    heads = {cell.value: cell.column_letter for cell in sheet[1]}
    day, address = sheet[f"{heads['Date']}2"], sheet[f"{heads['Address']}2"]
    assert (day.value.date(), day.number_format) == (statement.date, "yyyy-mm-dd")
    assert address.hyperlink.target == address.value == "http://127.0.0.1:8000/statements/one/"
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("A2", f"A1:{sheet[1][-1].column_letter}2")
    assert sheet.column_dimensions[heads["Title"]].width > sheet.column_dimensions[heads["Date"]].width


def test_second_sheet_says_which_list_it_is(client: Client) -> None:
    factory.make_public_statement(direction="outgoing")
    facts = dict(sheet_of(client, "/statements.xlsx?direction=outgoing").worksheets[1].values)
    assert (facts["Direction"], facts["Rows"]) == ("Outgoing", 1)
    assert facts["Address"] == "http://127.0.0.1:8000/statements/?direction=outgoing"


def test_only_the_first_addresses_of_a_long_workbook_are_links(client: Client, monkeypatch: Any) -> None:
    monkeypatch.setattr(tables, "MOST_LINKS", 1)
    for _number in range(2):
        factory.make_public_statement()
    sheet = sheet_of(client, "/statements.xlsx").worksheets[0]
    assert [bool(row[-1].hyperlink) for row in sheet.iter_rows(min_row=2)] == [True, False]


def test_list_that_no_workbook_holds_is_refused_with_words(client: Client, monkeypatch: Any) -> None:
    monkeypatch.setattr("liaison.views.tables.MOST_ROWS", 1)
    for _number in range(2):
        factory.make_public_statement()
    assert body_of(client, "/statements.xlsx", 400) == (
        b"A workbook holds 1 rows. Narrow the list, or take it as CSV.\n"
    )
    assert len(csv_rows(client, "/statements.csv")) == 2


def test_whoever_asks_for_a_long_table_when_all_turns_are_taken_is_asked_to_come_again(
    client: Client, monkeypatch: Any
) -> None:
    monkeypatch.setattr("liaison.views.tables.LONG_TABLE", 0)
    monkeypatch.setattr("liaison.views.tables.TURNS", 0)
    factory.make_public_statement()
    response = client.get("/statements.csv")
    assert (response.status_code, response["Retry-After"]) == (503, "60")


def test_headings_and_words_are_in_the_language_of_the_address(client: Client, monkeypatch: Any) -> None:
    monkeypatch.setattr(reading, "AT_ONCE", 1)
    for _number in range(3):
        factory.make_public_statement(language="fr")
    rows = csv_rows(client, "/fr/statements.csv")
    assert ["Français" in row.values() for row in rows] == [True] * 3


def make_answered_statement() -> None:
    target = factory.make_public_statement(symbol="LS/1")
    target.topics.add(factory.make_topic())
    target.replies.create(target=factory.make_public_statement(symbol="LS/1"))
    factory.make_public_statement(symbol="LS/1").replies.create(target=target)


def make_document() -> None:
    document = factory.make_document(sources=[factory.make_entity()], questions=factory.Question.objects.all())
    factory.make_brief(document=document)
    document.other_symbols.create(symbol="X/1")


def make_appointment() -> None:
    factory.make_appointment(question=factory.Question.objects.get(), entity=factory.make_entity())


COSTS = {
    # the keys; the rows; their parties, replies, answers and topics; the publisher
    "/statements.csv": (make_answered_statement, 7),
    # the keys; the rows; their sources and Questions, briefs, other symbols; the publisher
    "/documents.csv": (make_document, 6),
    # the keys; the rows; their Questions; the publisher
    "/meetings.csv": (factory.make_meeting, 4),
    # the keys; the rows; the publisher
    "/rapporteurs.csv": (make_appointment, 3),
}


@pytest.mark.parametrize("address", COSTS)
def test_table_costs_the_same_for_one_row_and_for_thirty(
    client: Client, django_assert_num_queries: Any, address: str
) -> None:
    make, queries = COSTS[address]
    factory.make_question()
    for rows in (1, 29):
        for _number in range(rows):
            make()
        with django_assert_num_queries(queries):
            body_of(client, address)
    assert len(csv_rows(client, address)) >= 30


def test_statement_withdrawn_while_a_table_is_sent_is_left_out(client: Client, monkeypatch: Any) -> None:
    monkeypatch.setattr(reading, "AT_ONCE", 1)
    monkeypatch.setattr("liaison.views.tables.in_blocks", lambda lines: lines)
    for number in range(2):
        factory.make_public_statement(title=f"Title {number}")
    pieces = client.get("/statements.csv?sort=title").streaming_content
    head = [next(pieces) for _piece in range(3)]  # the mark, the headings, the first row
    Statement.objects.update(visibility="removed")
    assert (b"Title 0" in head[2], list(pieces)) == (True, [])


@pytest.mark.parametrize("address", ADDRESSES)
def test_head_of_a_table_has_no_body_and_post_is_refused(client: Client, address: str) -> None:
    response = client.head(address)
    assert (response.status_code, response.content, client.post(address).status_code) == (200, b"", 405)
    assert response["Content-Disposition"].startswith("attachment; ")
