"""The chosen statements as a table, from the list of the desk."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from openpyxl import load_workbook

from liaison.models import Statement
from liaison.outputs.tables import safe_cell
from tests import factory
from tests.desk import list_url

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client: Client) -> Client:
    client.force_login(factory.make_secretary(username="secretary"))
    return client


def take(desk: Client, kind: str, chosen: list[Statement], **more: Any) -> bytes:
    post = {"action": f"export_{kind}", "_selected_action": [row.pk for row in chosen], "index": "0"} | more
    response = desk.post(list_url(Statement), post)
    assert response.status_code == 200
    assert response["Content-Disposition"].endswith(f'.{kind}"')
    return b"".join(response.streaming_content)


def table(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))


def test_selected_statements_are_taken_as_csv(desk: Client) -> None:
    statement, _other = factory.make_statement(title="Chosen, “quoted”"), factory.make_statement(title="Not chosen")
    factory.make_party(statement, part="to", text="CWG-COP", purpose="action", deadline="2024-01-02")
    (row,) = table(take(desk, "csv", [statement]))
    assert (row["Title"], row["Date"], row["To"]) == ("Chosen, “quoted”", "2023-05-22", "CWG-COP")
    assert (row["For"], row["Reply by"], row["Status"]) == ("Action", "2024-01-02", "Draft")


def test_all_that_the_filters_leave_are_taken(desk: Client) -> None:
    drafts = [factory.make_statement(title=f"Draft {number}") for number in range(60)]
    factory.make_public_statement(title="Sent")
    post = {"action": "export_csv", "_selected_action": [drafts[0].pk], "index": "0", "select_across": "1"}
    response = desk.post(f"{list_url(Statement)}?status__exact=draft", post)
    titles = {row["Title"] for row in table(b"".join(response.streaming_content))}
    assert titles == {statement.title for statement in drafts}


def test_selected_statements_are_taken_as_a_workbook(desk: Client) -> None:
    statement = factory.make_statement(title="=1+1", symbol="SG2/LS1")
    sheet = load_workbook(io.BytesIO(take(desk, "xlsx", [statement]))).active
    head, row = list(sheet.iter_rows())
    cells = dict(zip([cell.value for cell in head], row, strict=True))
    assert (cells["Title"].value, cells["Title"].data_type) == ("'=1+1", "s")
    assert (cells["Date"].value.date(), cells["Symbol"].value) == (factory.DAY, "SG2/LS1")


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1"])
def test_cell_that_could_be_a_formula_is_made_text(text: str) -> None:
    assert safe_cell(text)[0] == "'"


@pytest.mark.parametrize("value", ["2/34", "Côte d’Ivoire", "", None, 5])
def test_other_cells_stay_as_they_are(value: Any) -> None:
    assert safe_cell(value) == value


def test_control_characters_do_not_break_a_workbook(desk: Client) -> None:
    statement = factory.make_statement(title="A\x01B\x0bC")
    rows = list(load_workbook(io.BytesIO(take(desk, "xlsx", [statement]))).active.values)
    assert rows[1][2] == "ABC"


def test_table_costs_the_same_for_one_and_for_many(desk: Client, django_assert_max_num_queries: Any) -> None:
    many = [factory.make_public_statement() for _number in range(30)]
    with django_assert_max_num_queries(20):
        take(desk, "csv", many)


def test_reader_takes_tables_and_who_may_not_look_does_not(client: Client) -> None:
    statement, user = factory.make_statement(title="Seen by staff"), factory.make_user(is_staff=True)
    client.force_login(user)
    post = {"action": "export_csv", "_selected_action": [statement.pk], "index": "0"}
    assert client.post(list_url(Statement), post).status_code == 403
    user.groups.add(Group.objects.get(name="Reader"))
    assert len(table(take(client, "csv", [statement]))) == 1


def test_headings_and_words_are_in_the_language_of_the_reader(desk: Client) -> None:
    post = {"action": "export_csv", "_selected_action": [factory.make_statement().pk], "index": "0"}
    response = desk.post(f"/fr{list_url(Statement)}", post)
    assert table(b"".join(response.streaming_content))[0]["Date"] == "2023-05-22"
