"""Finding the headings of a list, in six languages, and what stands between and beside its rows."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from contributions.lists.empty_form import FIELDS, headings
from contributions.lists.headings import meaning
from tests.contributions.lists import table_of, texts


def refusal(*rows: list[str]) -> str:
    with pytest.raises(ValidationError) as refused:
        table_of(*rows)
    return refused.value.message_dict["file"][0]


@pytest.mark.parametrize(
    "row",
    [
        ["Doc.", "Title", "Source", "Question(s)", "Received", "Type"],
        ["No.", "Title of document", "Origin", "Questions", "Date", "Kind"],
        ["N° de document", "Titre", "Sources", "Question", "Reçu le", "Nature"],
        ["Símbolo", "Título", "Procedencia", "Cuestión", "Fecha", "Tipo"],
        ["№ документа", "Название", "Источник", "Вопросы", "Дата получения", "Вид"],
        ["رمز الوثيقة", "العنوان", "المصدر", "المسألة", "التاريخ", "النوع"],
        ["文号", "标题", "来源", "课题", "日期", "类型"],
        ["DOCUMENT NUMBER:", "title *", " source ", "Q", "Date\nreceived", "doc. type"],
        ["Document / Документ", "Title | Titre", "Source(s)", "Question (lead)", "Date [received]", "Type\nТип"],
    ],
)
def test_obvious_words_for_headings_are_known(row: list[str]) -> None:
    table = table_of(row, ["2/34", "T", "S", "3/2", "D", "K"])
    assert list(table.columns) == ["symbol", "title", "source", "questions", "received", "kind"]


@pytest.mark.parametrize("language", ["en", "fr", "es", "ru", "ar", "zh-hans"])
def test_headings_of_the_empty_form_are_known_in_each_language(language: str) -> None:
    with translation.override(language):
        assert [meaning(heading)[0] for heading in headings()] == list(FIELDS)


def test_columns_may_stand_in_any_order_and_unknown_ones_are_told() -> None:
    table = table_of(["Remarks", "Title", "Room", "Symbol"], ["x", "One", "y", "2/34"])
    assert texts(table) == [{"symbol": "2/34", "title": "One"}]
    assert table.notes == ["Not known, and left out: the columns “Remarks” (A), “Room” (C)."]


def test_running_number_gives_way_to_the_column_of_symbols() -> None:
    table = table_of(["No.", "Document", "Title"], ["1", "2/34", "One"])
    assert texts(table) == [{"symbol": "2/34", "title": "One"}]
    assert table.notes == ["The column “No.” (A) was left out: “Document” (B) is read as the symbol."]


def test_heading_that_is_known_as_a_whole_comes_before_one_known_in_part() -> None:
    table = table_of(["Document", "AI/Question", "Question(s)"], ["2/34", "x", "3/2"])
    assert texts(table) == [{"symbol": "2/34", "questions": "3/2"}]


def test_two_columns_with_one_heading_are_refused() -> None:
    message = refusal(["Document", "Title", "Title"], ["2/34", "One", "Un"])
    assert message == ("Two columns may be the title: “Title” (B) and “Title” (C). Give one of them another heading.")


def test_list_without_a_column_of_symbols_is_refused_with_what_is_known() -> None:
    message = refusal(["Title", "Source"], ["One", "Kenya"])
    assert message.endswith("In row 1 only these are known: “Title” (A), “Source” (B).")


def test_headings_that_are_repeated_are_no_document() -> None:
    table = table_of(["Symbol", "Title"], ["2/34", "One"], ["SYMBOL", "Title:"], ["2/35", "Two"])
    assert ([row.number for row in table.rows], table.notes) == ([2, 4], ["The headings are repeated in row 3."])


def test_lines_between_documents_are_left_out_and_told() -> None:
    table = table_of(["Symbol", "Title"], ["Question 3/2"], ["2/34", "One"], ["", "Total: 1 document"])
    assert [row.number for row in table.rows] == [3]
    assert table.notes == [
        "Row 2, “Question 3/2”, is no document and was left out.",
        "Row 4, “Total: 1 document”, is no document and was left out.",
    ]


def test_symbol_alone_in_its_row_is_a_document() -> None:
    assert texts(table_of(["Symbol", "Title"], ["2/34", ""])) == [{"symbol": "2/34"}]


def test_list_of_symbols_alone_is_a_list() -> None:
    assert texts(table_of(["Documents"], ["2/34"], ["2/35"])) == [{"symbol": "2/34"}, {"symbol": "2/35"}]


def test_dashes_are_empty_cells() -> None:
    assert texts(table_of(["Symbol", "Title", "Source"], ["2/34", "–", "---"])) == [{"symbol": "2/34"}]


@pytest.mark.parametrize(
    ("heading", "about"),
    [
        ("Brief", ""),
        ("Summary", ""),
        ("Brief (COP)", "COP"),
        ("Brief info related to COP", "related to COP"),
        ("Краткая информация: COP", "COP"),
    ],
)
def test_heading_of_briefs_may_name_their_topic(heading: str, about: str) -> None:
    known = meaning(heading)
    assert known is not None
    assert (known[0], known[2]) == ("brief", about)
