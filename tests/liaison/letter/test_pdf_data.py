from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from liaison.letter.addresses import safe_address
from liaison.letter.letter import (
    Annex,
    Block,
    Cell,
    Contact,
    Entry,
    Heading,
    ItemList,
    Letter,
    Paragraph,
    Recipient,
    Run,
    Table,
    paragraph,
)
from liaison.letter.pdf_blocks import LIST_DEPTH
from liaison.letter.pdf_data import page_data
from liaison.letter.sheet import Sheet

from .letters import SEED, SHEET


def shown(value: Any) -> str:
    """The text of inlines and blocks, lines apart by a slash."""
    if isinstance(value, list):
        return "".join(shown(part) for part in value)
    if "br" in value:
        return "/"
    return value["s"] if "s" in value else shown(value["c"])


def rows_of(letter: Letter) -> dict[str, list[str]]:
    rows = page_data(letter, SHEET)["rows"]
    return {row["label"]: [shown(line) for group in row["groups"] for line in group] for row in rows}


def table_of(letter: Letter) -> list[list[str]]:
    (table,) = (block for block in page_data(letter, SHEET)["annexes"][0]["blocks"] if block["t"] == "table")
    rows: list[list[str]] = []
    for cell in table["c"]:
        rows += [[]] if cell["x"] == 0 else []
        rows[-1].append(shown([inline for block in cell["c"] for inline in [*block["c"], {"br": True}]][:-1]))
    return rows


def content_of(*blocks: Block) -> list[dict[str, Any]]:
    return page_data(Letter(content=blocks), SHEET)["body"]


def test_one_purpose_and_deadline_stand_in_rows_of_their_own() -> None:
    to = tuple(Recipient(name, purpose="action", deadline=date(2024, 6, 1)) for name in ("A", "B"))
    assert rows_of(Letter(to=to)) == {"To": ["A", "B"], "For": ["Action"], "Deadline": ["1 June 2024"]}


def test_different_purposes_stand_beside_their_recipients() -> None:
    to = (
        Recipient("A", purpose="action", deadline_text="mid-May"),
        Recipient("B", purpose="information"),
        Recipient("C"),
    )
    assert rows_of(Letter(to=to)) == {"To": ["A – for action, deadline: mid-May", "B – for information", "C"]}


def test_lines_of_an_address_and_of_the_cover_note_stay_lines() -> None:
    letter = Letter(to=(Recipient("A", address="Room 1\n\nGeneva"),), action_required="Read this.\nThen reply.")
    shown_action = shown(page_data(letter, SHEET)["action"]["text"])
    assert (rows_of(letter)["To"], shown_action) == (["A", "Room 1/Geneva"], "Read this./Then reply.")


def test_title_of_an_entry_keeps_its_lines() -> None:
    annex = Annex(1, columns=("A", "B", "C"), entries=(Entry("2/34", title="One\nTwo"),))
    assert table_of(Letter(annexes=(annex,)))[1] == ["2/34", "One/Two", ""]


def test_parties_stand_apart_where_one_has_an_address() -> None:
    bare, addressed = Recipient("A"), Recipient("B", address="Geneva")
    groups = [page_data(Letter(to=to), SHEET)["rows"][0]["groups"] for to in ((bare, bare), (bare, addressed))]
    assert [[len(lines) for lines in group] for group in groups] == [[2], [1, 2]]


def test_contacts_stand_under_their_labels_in_the_order_given() -> None:
    contacts = (Contact("Editor", name="A"), Contact("Contact", "Ms", "B"), Contact("Editor", name="C"))
    assert rows_of(Letter(contacts=contacts)) == {"Editor": ["A", "C"], "Contact": ["Ms B"]}


ENTRY = Entry("9/12", "Exampleland", "Bars", (paragraph("Adopted."),))


@pytest.mark.parametrize(
    ("columns", "row"),
    [
        ((), ["9/12/Exampleland", "Bars", "Adopted."]),
        (("All",), ["9/12/Exampleland/Bars/Adopted."]),
        (("Doc.", "Title"), ["9/12/Exampleland", "Bars/Adopted."]),
        (("Doc.", "Title", "Brief"), ["9/12/Exampleland", "Bars", "Adopted."]),
        (("Doc.", "Source", "Title", "Brief"), ["9/12", "Exampleland", "Bars", "Adopted."]),
        (("No.", "Doc.", "Source", "Title", "Brief"), ["1", "9/12", "Exampleland", "Bars", "Adopted."]),
        (("Doc.", "Source", "Title", "Brief", "Remarks"), ["9/12", "Exampleland", "Bars", "Adopted."]),
        (("No.", "Doc.", "Source", "Title", "Brief", "More"), ["1", "9/12", "Exampleland", "Bars", "Adopted."]),
    ],
)
def test_entry_fills_the_columns_of_its_annex(columns: tuple[str, ...], row: list[str]) -> None:
    headings = list(columns) or ["Document and source", "Title", "Brief information"]
    assert table_of(Letter(annexes=(Annex(columns=columns, entries=(ENTRY,)),))) == [headings, row]


@pytest.mark.parametrize(
    ("entry", "linked"),
    [
        (Entry("9/12", "Same", "Same", url="https://example.org/"), ["9/12"]),
        (Entry(None, "Same", "Same", url="https://example.org/"), ["Same"]),
        (Entry(None, "Source", "", url="https://example.org/"), ["Source"]),
    ],
)
def test_address_of_an_entry_is_that_of_one_of_its_words(entry: Entry, linked: list[str]) -> None:
    blocks = page_data(Letter(annexes=(Annex(entries=(entry,)),)), SHEET)["annexes"][0]["blocks"]
    inlines = [inline for cell in blocks[-1]["c"] for block in cell["c"] for inline in block["c"]]
    assert [shown(inline) for inline in inlines if "a" in inline] == linked


@pytest.mark.parametrize("count", range(2, 7))
def test_columns_of_an_annex_fill_the_page_and_hold_their_words(count: int) -> None:
    columns = ("No.", "Doc.", "Source", "Title", "Brief", "More")[:count]
    annex = Annex(1, "", columns=columns, entries=SEED.annexes[0].entries)
    table = page_data(Letter(annexes=(annex,)), SHEET)["annexes"][0]["blocks"][-1]
    assert round(sum(table["widths"])) == 470
    assert [width for width in table["widths"] if width < 28] == []
    assert "\u200b" not in shown([block for cell in table["c"] for block in cell["c"]])


def test_headings_skip_no_level() -> None:
    headings = [Heading(level, (Run(str(level)),)) for level in (4, 3, 4, 9, -1, 4)]
    assert [block["l"] for block in content_of(*headings)] == [2, 2, 3, 4, 2, 3]


def test_what_shows_nothing_is_left_out() -> None:
    blocks = [Heading(3, (Run(" \u200f"),)), Paragraph((Run("\x07"),)), ItemList(items=((Paragraph(),),)), Table()]
    assert content_of(*blocks, Table(1, ((Cell(), Cell()),))) == []


def test_spans_are_clipped_and_holes_filled() -> None:
    def cell(text: str, across: int = 1, down: int = 1) -> Cell:
        return Cell((paragraph(text),), across, down)

    rows = ((cell("a", 10**9), cell("b", 1, 99)), (cell("c"), cell("d", 0, 0), cell("e", 3, 1)), (cell("f"),))
    (table,) = content_of(Table(9, rows))
    placed = {shown(each["c"]) or "-": (each["x"], each["y"], each["cs"], each["rs"]) for each in table["c"]}
    areas = [(x + i, y + j) for x, y, cs, rs in placed.values() for i in range(cs) for j in range(rs)]
    assert (len(areas), len(set(areas))) == (len(areas), len(areas))
    assert all(y + rs <= 3 for _, y, _, rs in placed.values())
    assert sorted(text for text in placed if text != "-") == ["a", "b", "c", "d", "e", "f"]


def test_text_nested_without_end_is_kept() -> None:
    item: tuple[Block, ...] = (paragraph("innermost"),)
    for _ in range(30):
        item = (ItemList(items=(item,)),)
    depth, (block,) = 0, content_of(*item)
    while block["t"] == "list":
        depth, ((block,),) = depth + 1, block["c"]
    assert (depth, shown(block)) == (LIST_DEPTH, "innermost")


def test_paragraph_in_the_other_direction_only_is_set_in_its_own() -> None:
    words = ("Plain", "بيان", "بيان ITU", "2/34")
    assert [block.get("dir") for block in content_of(*map(paragraph, words))] == [None, "rtl", None, None]


@pytest.mark.parametrize(
    ("href", "safe"),
    [
        ("https://example.org/é?a=%20b#c", "https://example.org/%C3%A9?a=%20b#c"),
        ("MAILTO:a@example.org", "MAILTO:a@example.org"),
        ("javascript:alert(1)", ""),
        ("https://example.org/a b", ""),
        ("https://example.org/" + "x" * 3000, ""),
        ("mailto:nobody", ""),
        ("\ud800", ""),
    ],
)
def test_addresses_are_made_safe(href: str, safe: str) -> None:
    assert safe_address(href) == safe


def test_transcription_has_no_letterhead_in_its_data() -> None:
    data = page_data(SEED, Sheet(("ITU-D", "Union"), transcription=True))
    assert (data["letterhead"], data["foot"], data["author"]) == ([], "Transcription", [SEED.from_[0].text])
