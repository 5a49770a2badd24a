"""`manage.py import_documents`: what it prints, what it stores, how it ends."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from contributions.models import Document
from tests import factory
from tests.contributions.lists import bytes_of, csv_of, workbook_of, xlsx_of

pytestmark = pytest.mark.django_db

HEADINGS = ["Document", "Title", "Source", "Room"]


@pytest.fixture(autouse=True)
def period() -> Any:
    return factory.make_period()


def run(path: Path, capsys: Any, *options: str) -> str:
    call_command("import_documents", str(path), *options)
    return str(capsys.readouterr().out)


def write(folder: Path, data: bytes, name: str = "list.csv") -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def test_list_is_taken_in_and_told_row_by_row(tmp_path: Path, capsys: Any) -> None:
    factory.make_document("2/35", title="Old")
    factory.make_document("2/36", title="Same")
    rows = (["2/34", "One", "Nowhere Ltd"], ["2/35", "New"], ["2/36", "Same"])
    path = write(tmp_path, csv_of(["May meeting"], HEADINGS, *rows))
    assert run(path, capsys, "--period", "2022-2025").splitlines() == [
        "list.csv: 3 rows below the headings of row 2.",
        "  Not known, and left out: the columns “Room” (D).",
        "  Whether it is for action or for information is not said of 1 new contribution. It is taken as for action: "
        "row 3.",
        "New: 1",
        "  row 3: 2/34 “One”",
        "    note: No entity of the register is called “Nowhere Ltd”; its words are kept.",
        "Changed: 1",
        "  row 4: 2/35 “New”",
        "    title: “Old” -> “New”",
        "Unchanged: 1",
        "Saved. New documents: 1, changed: 1.",
    ]
    assert dict(Document.objects.values_list("symbol", "title")) == {"2/34": "One", "2/35": "New", "2/36": "Same"}


def test_dry_run_stores_nothing_and_says_so(tmp_path: Path, capsys: Any) -> None:
    path = write(tmp_path, xlsx_of(HEADINGS, ["2/34", "One"]), "list.xlsx")
    told = run(path, capsys, "--period", "2022-2025", "--dry-run")
    assert (told.splitlines()[0], told.splitlines()[-1], Document.objects.count()) == (
        "list.xlsx, sheet “List”: 1 rows below the headings of row 1.",
        "This was a dry run: nothing was saved.",
        0,
    )


def test_refused_rows_end_it_with_three_and_are_all_told(tmp_path: Path, capsys: Any) -> None:
    path = write(tmp_path, csv_of(HEADINGS, ["2/34", "One"], ["Q3/2", "Two"], ["2/35", ""]))
    with pytest.raises(SystemExit) as ended:
        run(path, capsys, "--period", "2022-2025")
    assert (ended.value.code, Document.objects.count()) == (3, 0)
    assert capsys.readouterr().out.splitlines()[-6:] == [
        "Refused: 2",
        "  row 3: Q3/2 “Two”",
        "    Symbol: “Q3/2” is a Question, not a document.",
        "  row 4: 2/35",
        "    A new document needs a title.",
        "Nothing was saved: correct the refused rows, and try again.",
    ]


def test_meeting_sheet_and_topic_are_options(tmp_path: Path, capsys: Any, period: Any) -> None:
    meeting = factory.make_meeting(slug="may", period=period)
    topic = factory.make_topic("Broadband", slug="broadband")
    workbook = workbook_of(HEADINGS, ["2/34", "One"], title="March")
    workbook.create_sheet("May").append(["Document", "Title", "Brief"])
    workbook["May"].append(["2/35", "Two", "It helps."])
    path = write(tmp_path, bytes_of(workbook), "list.xlsx")
    run(path, capsys, "--meeting", "may", "--sheet", "May", "--topic", "broadband")
    document = Document.objects.get()
    assert (document.symbol, document.meeting, document.briefs.get().topic) == ("2/35", meeting, topic)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--period", "1999-2000"], "There is no study period “1999-2000”."),
        (["--meeting", "nowhere"], "There is no meeting “nowhere”."),
        (["--topic", "nothing"], "There is no topic “nothing”."),
    ],
)
def test_option_that_names_nothing_is_refused(tmp_path: Path, capsys: Any, options: list[str], message: str) -> None:
    with pytest.raises(CommandError, match=message):
        run(write(tmp_path, csv_of(HEADINGS)), capsys, *options)


def test_file_that_is_no_list_is_refused_with_what_it_is(tmp_path: Path, capsys: Any) -> None:
    path = write(tmp_path, b"%PDF-1.7")
    with pytest.raises(CommandError) as refused:
        run(path, capsys)
    assert str(refused.value).startswith(f"{path}: This is a PDF document, which cannot be read here.")


def test_file_that_is_not_there_is_told(tmp_path: Path, capsys: Any) -> None:
    with pytest.raises(CommandError, match=r"none.csv: No such file or directory\."):
        run(tmp_path / "none.csv", capsys)
