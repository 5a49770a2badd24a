"""Reading lists from Excel workbooks: typed cells, sheets, merged cells, links, formulas, and what is refused."""

from __future__ import annotations

import datetime
import hashlib
import io
import time
import zipfile
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from contributions.lists.reading import read_list
from tests.contributions.lists import bytes_of, texts, workbook_of, xlsx_of

HEADINGS = ["Document", "Title", "Source", "Date"]


def refusal(data: bytes, name: str = "list.xlsx", **options: Any) -> dict[str, list[str]]:
    with pytest.raises(ValidationError) as refused:
        read_list(name, data, **options)
    return refused.value.message_dict


def test_dates_of_excel_are_dates_and_numbers_are_text() -> None:
    data = xlsx_of(HEADINGS, ["2/34", 2023, 1.5, datetime.date(2023, 5, 22)])
    row = read_list("list.xlsx", data).rows[0]
    assert (row["title"].text, row["source"].text) == ("2023", "1.5")
    assert row["received"].day == datetime.date(2023, 5, 22)


def test_headings_below_a_title_are_found_and_rows_keep_their_numbers() -> None:
    table = read_list(
        "list.xlsx", xlsx_of(["Documents of May"], [], HEADINGS, [], ["2/34", "One"], [], ["2/35", "Two"])
    )
    assert (table.heading_row, [row.number for row in table.rows]) == (3, [5, 7])


def two_sheets() -> Any:
    workbook = workbook_of(HEADINGS, ["2/34", "One"], title="Input")
    second = workbook.create_sheet("Output")
    second.append(HEADINGS)
    second.append(["2/35", "Two"])
    workbook.create_sheet("Notes").append(["Nothing here"])
    return workbook


def test_sheet_with_headings_is_taken() -> None:
    workbook = workbook_of(["Nothing here"], title="Notes")
    workbook.create_sheet("Documents").append(HEADINGS)
    workbook["Documents"].append(["2/34", "One"])
    table = read_list("list.xlsx", bytes_of(workbook))
    assert (table.sheet, texts(table)) == ("Documents", [{"symbol": "2/34", "title": "One"}])


def test_of_several_sheets_with_headings_one_has_to_be_named() -> None:
    data = bytes_of(two_sheets())
    told = "Several sheets have headings of a list. Say which one: “Input”, “Output”."
    assert (refusal(data), read_list("l.xlsx", data, "output ").sheet) == ({"sheet": [told]}, "Output")


def test_sheet_that_is_not_there_is_told_with_those_that_are() -> None:
    told = "There is no sheet “Other” in the workbook. Its sheets are “Input”, “Output”, “Notes”."
    assert refusal(bytes_of(two_sheets()), sheet="Other") == {"sheet": [told]}


def test_hidden_sheets_are_not_looked_at() -> None:
    workbook = two_sheets()
    workbook["Input"].sheet_state = "hidden"
    assert read_list("list.xlsx", bytes_of(workbook)).sheet == "Output"


def test_hidden_rows_are_read_and_told() -> None:
    workbook = workbook_of(HEADINGS, ["2/34", "One"], ["2/35", "Two"])
    workbook.active.row_dimensions[3].hidden = True
    table = read_list("list.xlsx", bytes_of(workbook))
    assert (len(table.rows), table.notes) == (2, ["Rows that are hidden in the sheet were read too: 1."])


def test_value_of_cells_merged_downwards_holds_for_each_of_their_rows() -> None:
    workbook = workbook_of(HEADINGS, ["2/34", "One", "Kenya"], ["2/35", "Two"], ["2/36", "Three"])
    workbook.active.merge_cells("C2:C3")
    sources = [row["source"].text for row in read_list("list.xlsx", bytes_of(workbook)).rows]
    assert sources == ["Kenya", "Kenya", ""]


def test_row_that_is_merged_with_the_one_above_is_none() -> None:
    workbook = workbook_of(HEADINGS, ["2/34", "One"], [], ["2/35", "Two"])
    for cells in ("A2:A3", "B2:B3"):
        workbook.active.merge_cells(cells)
    assert [row.number for row in read_list("list.xlsx", bytes_of(workbook)).rows] == [2, 4]


def archive(**parts: str | bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(name.replace("__", "/"), content)
    return file.getvalue()


def excel_made(sheet: str, after: str = "", shared: str = "") -> bytes:
    """A workbook as Excel writes it: texts in a part of their own, formulas with their values, links by reference."""
    main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    types = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    relation = (
        f'<Relationships xmlns="{package}/relationships"><Relationship Id="rId1" Type="{office}/%s" Target="%s"%s/>'
    )
    return archive(
        **{
            "[Content_Types].xml": f'<Types xmlns="{package}/content-types"><Override PartName="/xl/workbook.xml" '
            f'ContentType="{types}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" '
            f'ContentType="{types}.worksheet+xml"/><Override PartName="/xl/sharedStrings.xml" '
            f'ContentType="{types}.sharedStrings+xml"/></Types>',
            "_rels__.rels": relation % ("officeDocument", "xl/workbook.xml", "") + "</Relationships>",
            "xl__workbook.xml": f'<workbook {main} xmlns:r="{office}"><sheets><sheet name="List" sheetId="1" '
            'r:id="rId1"/></sheets></workbook>',
            "xl___rels__workbook.xml.rels": relation % ("worksheet", "worksheets/sheet1.xml", "") + "</Relationships>",
            "xl__worksheets___rels__sheet1.xml.rels": relation
            % ("hyperlink", "https://example.org/34", ' TargetMode="External"')
            + "</Relationships>",
            "xl__worksheets__sheet1.xml": f'<worksheet {main} xmlns:r="{office}"><sheetData>{sheet}</sheetData>{after}'
            "</worksheet>",
            "xl__sharedStrings.xml": f"<sst {main}>{shared}</sst>",
        }
    )


HEADING_ROW = '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row>'
SHARED = "<si><t>Document</t></si><si><r><t>Ti</t></r><r><t>tle</t></r></si><si><t>2/34</t></si>"


def test_link_of_a_symbol_is_kept_whether_it_is_a_link_or_a_formula() -> None:
    data = excel_made(
        HEADING_ROW + '<row r="2"><c r="A2" t="s"><v>2</v></c></row><row r="3"><c r="A3" t="str">'
        '<f>HYPERLINK("https://example.org/35","2/35")</f><v>2/35</v></c></row>',
        '<hyperlinks><hyperlink ref="A2" r:id="rId1"/></hyperlinks>',
        SHARED,
    )
    rows = read_list("list.xlsx", data).rows
    assert [(row["symbol"].text, row["symbol"].url) for row in rows] == [
        ("2/34", "https://example.org/34"),
        ("2/35", "https://example.org/35"),
    ]


def test_what_openpyxl_cannot_read_below_the_rows_does_no_harm() -> None:
    data = excel_made(HEADING_ROW + '<row r="2"><c r="A2" t="s"><v>2</v></c></row>', "<pageMargins odd='1'/>", SHARED)
    assert texts(read_list("list.xlsx", data)) == [{"symbol": "2/34"}]


def test_sheet_with_a_document_type_is_refused() -> None:
    data = rewritten(
        xlsx_of(HEADINGS), "xl/worksheets/sheet1.xml", lambda xml: b'<!DOCTYPE x [<!ENTITY a "aaaa">]>' + xml
    )
    assert refusal(data)["file"][0].startswith("The workbook is damaged")


@pytest.mark.parametrize("filling", ["<c><v>1</v></c>", "<c/>"])
def test_row_with_more_cells_than_excel_has_is_refused(filling: str) -> None:
    data = excel_made(HEADING_ROW + f"<row>{filling * 110_000}</row>", "", SHARED)
    assert refusal(data)["file"][0].startswith("The workbook is too large when it is unpacked.")


def rewritten(data: bytes, part: str, change: Any) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change(old.read(name)) if name == part else old.read(name))
    return file.getvalue()


def test_formula_without_its_value_is_not_taken_for_an_empty_cell() -> None:
    cell = read_list("list.xlsx", xlsx_of(HEADINGS, ["2/34", "=1+1"])).rows[0]["title"]
    assert cell.fault == "The cell holds a formula whose value is not in the file. Open the file, and save it anew."


def test_error_of_excel_is_no_value() -> None:
    cell = read_list("list.xlsx", xlsx_of(HEADINGS, ["2/34", "#REF!"])).rows[0]["title"]
    assert cell.fault == "The cell holds the error #REF!."


def test_line_breaks_that_excel_writes_as_codes_are_line_breaks() -> None:
    data = xlsx_of(HEADINGS, ["2/34", "One_x000D_\ntwo_x0007_"])
    assert read_list("list.xlsx", data).rows[0]["title"].text == "One\ntwo"


def test_empty_cells_far_below_cost_nothing() -> None:
    workbook = workbook_of(HEADINGS, ["2/34", "One"])
    workbook.active["XFD1048576"].number_format = "0.00"
    before = time.process_time()
    assert len(read_list("list.xlsx", bytes_of(workbook)).rows) == 1
    assert time.process_time() - before < 5


def test_workbook_named_as_csv_is_refused_with_what_it_is() -> None:
    message = refusal(xlsx_of(HEADINGS), "list.csv")["file"][0]
    assert message.startswith("“list.csv” was renamed: it is an Excel workbook (.xlsx).")


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (archive(mimetype=b"application/vnd.oasis.opendocument.spreadsheet"), "an OpenDocument spreadsheet (.ods)"),
        (archive(**{"[Content_Types].xml": b"", "xl__vbaProject.bin": b""}), "an Excel workbook with macros (.xlsm)"),
        (archive(**{"[Content_Types].xml": b"", "xl__workbook.bin": b""}), "a binary Excel workbook (.xlsb)"),
        (archive(**{"[Content_Types].xml": b"", "word__document.xml": b""}), "a Word document"),
        (archive(**{"letter.txt": b"x"}), "a ZIP archive"),
        (OLE + "Workbook\0".encode("utf-16-le"), "an Excel workbook of the old form (.xls)"),
        (OLE + "WordDocument\0".encode("utf-16-le"), "a Word document of the old form (.doc)"),
        (OLE + "EncryptedPackage\0".encode("utf-16-le"), "a file that is protected by a password"),
    ],
)
def test_other_files_of_office_are_refused_with_what_they_are(data: bytes, what: str) -> None:
    assert refusal(data)["file"][0].startswith(f"This is {what}, which cannot be read here.")


@pytest.mark.parametrize(
    ("part", "size"),
    [("xl/worksheets/sheet1.xml", 61), ("xl/styles.xml", 3), ("xl/sharedStrings.xml", 41), ("xl/media/x.bin", 81)],
)
def test_archive_that_unpacks_to_something_huge_is_refused_unread(part: str, size: int) -> None:
    parts = {part.replace("/", "__"): bytes(size * 2**20), "[Content_Types].xml": b"", "xl__workbook.xml": b""}
    data = archive(**parts, noise=hashlib.shake_128(b"").digest(2**20))  # so that nothing but its size tells
    before = time.process_time()
    assert refusal(data)["file"][0].startswith("The workbook is too large when it is unpacked.")
    assert time.process_time() - before < 2


def test_archive_of_many_large_parts_is_refused() -> None:
    parts = {f"xl__media__{number}.bin": bytes(19 * 2**20) for number in range(5)}
    parts |= {"[Content_Types].xml": b"", "xl__workbook.xml": b"", "noise": hashlib.shake_128(b"").digest(2**20)}
    assert refusal(archive(**parts))["file"][0].startswith("The workbook is too large when it is unpacked.")


def test_archive_that_is_packed_to_next_to_nothing_is_refused() -> None:
    parts = {"xl__media__x.bin": bytes(6 * 2**20), "[Content_Types].xml": b"", "xl__workbook.xml": b""}
    assert refusal(archive(**parts))["file"][0].startswith("The workbook is too large when it is unpacked.")


def test_styles_beyond_measure_are_refused() -> None:
    data = rewritten(xlsx_of(HEADINGS), "xl/styles.xml", lambda xml: xml.replace(b"<cellXfs", b"<xf/>" * 100_001))
    assert refusal(data)["file"][0].startswith("The workbook is too large when it is unpacked.")


@pytest.mark.parametrize("kept", [100, 2_000, 4_000])
def test_workbook_that_is_cut_off_is_refused(kept: int) -> None:
    message = refusal(xlsx_of(HEADINGS, ["2/34", "One"])[:kept])["file"][0]
    assert message == "The file is damaged and cannot be opened."


def test_workbook_with_broken_xml_is_refused() -> None:
    data = rewritten(xlsx_of(HEADINGS), "xl/worksheets/sheet1.xml", lambda xml: xml[:-40])
    assert refusal(data)["file"][0].startswith("The workbook is damaged")


def test_row_with_a_monstrous_number_is_not_waited_for() -> None:
    data = rewritten(
        xlsx_of(HEADINGS, ["2/34", "One"]),
        "xl/worksheets/sheet1.xml",
        lambda xml: xml.replace(b'r="2"', b'r="99999999999"').replace(b'r="A2"', b"").replace(b'r="B2"', b""),
    )
    before = time.process_time()
    assert read_list("list.xlsx", data).rows == []
    assert time.process_time() - before < 5
