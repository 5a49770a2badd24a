"""Reading lists from CSV: encodings, separators, quotation marks, what is no list."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from contributions.lists.headings import Table
from contributions.lists.read_csv import decode
from contributions.lists.reading import read_list
from tests.contributions.lists import csv_of, texts

ROWS = (["Document", "Title", "Source"], ["2/34", 'L’été; ou l\'hiver, "court"', "Côte d'Ivoire"])
READ = [{"symbol": "2/34", "title": 'L’été; ou l\'hiver, "court"', "source": "Côte d'Ivoire"}]


def refusal(name: str, data: bytes) -> str:
    with pytest.raises(ValidationError) as refused:
        read_list(name, data)
    return refused.value.message_dict["file"][0]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_list_is_read_in_any_usual_encoding_and_with_any_separator(encoding: str, separator: str) -> None:
    data = csv_of(*ROWS, separator=separator, encoding=encoding)
    assert texts(read_list("list.csv", data)) == READ


def notes(data: bytes) -> Table:
    return read_list("list.csv", data).notes


def test_only_the_old_western_encoding_is_told() -> None:
    told = "The file was read as Windows-1252 (Western European). If letters look wrong, save it as CSV UTF-8."
    assert (notes(csv_of(*ROWS, encoding="cp1252")), notes(csv_of(*ROWS))) == ([told], [])


def test_line_of_excel_that_names_the_separator_is_no_row() -> None:
    table = read_list("list.csv", b"sep=|\r\nDocument|Title\r\n2/34|A, b; c\r\n")
    assert (table.heading_row, texts(table)) == (1, [{"symbol": "2/34", "title": "A, b; c"}])


def test_line_breaks_within_a_cell_count_as_one_row() -> None:
    table = read_list("list.csv", csv_of(["Document", "Title"], ["2/34", "One\r\ntwo"], [], ["2/35", "Three"]))
    assert [(row.number, row["title"].text) for row in table.rows] == [(2, "One\ntwo"), (4, "Three")]


def test_quotation_mark_that_is_not_closed_is_refused_with_its_row() -> None:
    message = refusal("list.csv", b'Document,Title\n2/34,Fine\n2/35,"open\n2/36,Swallowed\n')
    assert message.startswith("Row 3 cannot be read: a quotation mark in it is not closed")


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "The file is empty."),
        (b"Document,Title\n2/34,\0\n", "This is neither text in Unicode"),
        (b"Document,Title\n2/34,\x81\x8d\n", "This is neither text in Unicode"),
        (b"%PDF-1.7", "This is a PDF document, which cannot be read here. A list is an Excel workbook"),
        (b"<html><table>", "This is a web page (HTML), which cannot be read here. Open it in a spreadsheet program"),
        (
            b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">',
            "This is an XML table",
        ),
        (b"\x89PNG\r\n", "This is a picture"),
        (b'[{"symbol": "2/34"}]', "This is a JSON file"),
        (b"Name,Age\nAda,36\n", "A list needs a row of headings"),
    ],
)
def test_file_that_is_no_list_is_refused_with_what_it_is(data: bytes, message: str) -> None:
    assert refusal("list.csv", data).startswith(message)


def test_file_that_is_too_large_is_refused_before_it_is_read() -> None:
    assert refusal("list.csv", b"x" * (10 * 2**20 + 1)) == "The file is too large: up to 10 MB can be read."


def test_list_that_is_too_long_is_refused() -> None:
    message = refusal("list.csv", b"Document,Title\n" + b"2/34,x\n" * 20_000)
    assert message == "The list is too long: up to 20000 rows can be read at once."


def test_text_named_as_a_workbook_is_refused_with_what_it_is() -> None:
    message = refusal("list.xlsx", csv_of(*ROWS))
    assert message.startswith("“list.xlsx” was renamed: it is plain text, as in a CSV file (.csv).")


def test_columns_after_the_hundredth_are_left_out_and_told() -> None:
    table = read_list("list.csv", csv_of(["Document", "Title"], ["2/34", *["x"] * 150]))
    assert table.notes == ["Columns after CV were left out."]


def test_signs_that_nobody_sees_are_dropped_and_letters_composed() -> None:
    text, _notes = decode(csv_of(["Document", "Title"], ["2/34", "\u200bCo\u0302te\u00a0 d'Ivoire\x07"]))
    assert texts(read_list("list.csv", text.encode())) == [{"symbol": "2/34", "title": "Côte d'Ivoire"}]
