from __future__ import annotations

import time
from dataclasses import replace

import pytest
from hypothesis import given, settings

from liaison.letter.bidi import MARKS
from liaison.letter.flowed import WIDTH, columns
from liaison.letter.letter import (
    Annex,
    Approval,
    Block,
    Break,
    Cell,
    Contact,
    Entry,
    Heading,
    ItemList,
    Letter,
    Paragraph,
    Party,
    Recipient,
    Run,
    Table,
    paragraph,
)
from liaison.letter.printed import lost_in_text
from liaison.letter.read_text import read_text
from liaison.letter.sheet import Sheet
from liaison.letter.to_text import NoSuchAnnexError, to_text

from .canonical import letters
from .letters import ARABIC, CHINESE, EVERYTHING, IN_LANGUAGES, SEED, SHEET, SHEETS, many_entries
from .odd_letters import OddLetters

ENTRY = Entry("9/12", "Exampleland", "Bars", (paragraph("Adopted."),), "https://example.org/9")
SMALL = Letter(
    title="Liaison statement on test patterns",
    symbol="SG9/LS/4",
    original_language="fr",
    action_required="Please reply.",
    from_=(Party("Example Study Group 9"),),
    to=(Recipient("Example Forum", purpose="action"), Recipient("Sample Alliance", purpose="information")),
    approval=Approval("Study Group 9 meeting"),
    contacts=(Contact("Contact", "Dr", "Ada Exampleson", "Rapporteur", "Exampleland", email="ada@example.org"),),
    content=(
        paragraph("We thank you for your statement and for the patterns that you were so kind to send with it to us."),
        Heading(3, (Run("Steps"),)),
        ItemList(
            True, 3, "lower-alpha", ((paragraph("One"), ItemList(items=((paragraph("part"),),))), (paragraph("Two"),))
        ),
        Table(
            1,
            (
                (Cell((paragraph("Pattern"),)), Cell((paragraph("Level"),))),
                (Cell((paragraph("Bars"),)), Cell((paragraph("1"),))),
            ),
        ),
    ),
    annexes=(Annex(1, "Documents", entries=(ENTRY,)),),
)
SMALL_TEXT = """\
Liaison statement

Document:         SG9/LS/4
Original:         French

Liaison statement on test patterns

Action required:  Please reply.

To:               Example Forum – for action
                  Sample Alliance – for information
From:             Example Study Group 9
Approval:         Study Group 9 meeting
Contact:          Dr Ada Exampleson
                  Rapporteur, Exampleland
                  E-mail: ada@example.org


We thank you for your statement and for the patterns that you were so kind~
to send with it to us.

Steps

c) One
   • part
d) Two

Pattern→Level
Bars   →1


Annex 1: Documents

→Document and source
→Title
→Brief information

→9/12 <https://example.org/9>
        Exampleland
→  Bars
→  Adopted.


--~
ITU-D
International Telecommunication Union
Telecommunication Development Sector
"""


def text_of(letter: Letter, sheet: Sheet = SHEET) -> str:
    return to_text(letter, sheet).decode()


def content_of(*blocks: Block) -> str:
    """The text of blocks, which alone stand in a letter."""
    return text_of(Letter(content=blocks, original_language=""), Sheet()).split("\n\n\n")[-1].rstrip("\n")


def test_statement_is_fit_for_a_mail() -> None:
    assert text_of(SMALL) == SMALL_TEXT.replace("→", "\t").replace("~\n", " \n")


@pytest.mark.parametrize("code", IN_LANGUAGES)
def test_no_line_is_longer_than_a_mail_wants(code: str) -> None:
    lines = [line.rstrip() for line in text_of(IN_LANGUAGES[code], SHEETS[code]).splitlines()]
    assert [line for line in lines if columns(line) > WIDTH] == []


@pytest.mark.parametrize(
    ("code", "label", "words"),
    [
        ("en", "Approval:", "ITU-D Study Group 2 Q3/2 Rapporteur Group Meeting on 22"),
        ("fr", "Approbation\u00a0:", "Réunion du Groupe du Rapporteur"),
        ("ru", "Утверждение:", "Собрание Группы Докладчика по Вопросу 3/2, 22 мая"),
        ("ar", "الموافقة:", "اجتماع فريق المقرر المعني بالمسألة 3/2"),
        ("zh", "批准：", "ITU-D 第2研究组第3/2号课题报告人组2023年5月22日会议"),
    ],
)
def test_labels_are_in_the_language_of_the_letter(code: str, label: str, words: str) -> None:
    lines = MARKS.sub("", text_of(IN_LANGUAGES[code], SHEETS[code])).splitlines()
    (found,) = (line for line in lines if line.startswith(label))
    assert found.removeprefix(label).strip().startswith(words)


def test_symbols_in_arabic_text_have_marks_that_keep_them_whole() -> None:
    text = text_of(ARABIC, SHEETS["ar"])
    assert "انظر الوثيقة \u200e2/ADM/1 (Rev.2)\u200e." in text
    assert "الهاتف: \u200e+41 22 730 0000\u200e" in text
    assert "\nThis paragraph is in English (see Resolution 179).\n" in text
    contact = Contact(name="ب", phone="022 730 00 00")
    assert "\u200e022 730 00 00\u200e" in text_of(Letter(language="ar", contacts=(contact,)))


def test_chinese_prose_is_broken_without_spaces() -> None:
    assert "培育 \n网络安全文化" in text_of(CHINESE)


def test_draft_withdrawal_and_transcription_are_told_on_top() -> None:
    draft = text_of(SEED, replace(SHEET, banner="DRAFT - not agreed"))
    assert draft.split("\n")[0].split() == ["Status:", "DRAFT", "-", "not", "agreed"]
    copy = text_of(SEED, replace(SHEET, transcription=True))
    assert copy.startswith("Transcription:\t")
    assert "International Telecommunication Union" not in copy


def test_annex_is_written_alone() -> None:
    text = text_of(EVERYTHING, replace(SHEET, only_annex=2))
    assert text.startswith("Annex to the liaison statement\n")
    assert ("Annex 2: Text" in text, "Exampleson" in text) == (True, False)


def test_annex_that_is_not_there_is_refused() -> None:
    with pytest.raises(NoSuchAnnexError, match="no annex 3"):
        to_text(EVERYTHING, replace(SHEET, only_annex=3))


@pytest.mark.parametrize(
    ("runs", "text"),
    [
        ((Run("see the "), Run("report", href="https://e.org/r"), Run(".")), "see the report <https://e.org/r>."),
        ((Run("the ", (), "https://e.org/"), Run("page", ("strong",), "https://e.org/")), "the page <https://e.org/>"),
        ((Run("https://e.org/r", href="https://e.org/r"),), "https://e.org/r"),
        ((Run("write", href="mailto:a@e.org"), Run(" to a@e.org")), "write <a@e.org> to a@e.org"),
        ((Run("10"), Run("-9", ("sup",)), Break(), Run("next")), "10-9\nnext"),
    ],
)
def test_address_of_a_link_stands_behind_its_words(runs: tuple, text: str) -> None:
    assert content_of(Paragraph(runs)) == text


@pytest.mark.parametrize(
    ("style", "start", "numbers"),
    [
        ("decimal", 9, ["9.", "10."]),
        ("lower-alpha", 26, ["z)", "aa)"]),
        ("upper-alpha", 1, ["A)", "B)"]),
        ("lower-roman", 3, ["iii)", "iv)"]),
        ("upper-roman", 1999, ["MCMXCIX)", "MM)"]),
    ],
)
def test_items_are_numbered_in_their_style(style: str, start: int, numbers: list[str]) -> None:
    text = content_of(ItemList(True, start, style, ((paragraph("a"),), (paragraph("b"),))))
    assert text.splitlines() == [f"{numbers[0]} a", f"{numbers[1]} b"]


def test_item_goes_on_at_its_indent() -> None:
    item = (paragraph("word " * 20), paragraph("more"))
    assert content_of(ItemList(items=(item,))).splitlines() == [
        "• " + "word " * 15,
        "  word word word word word",
        "  more",
    ]


def test_table_of_several_lines_a_cell_is_a_few_lines_a_row() -> None:
    rows = ((Cell((paragraph("A\nB"),)), Cell((paragraph("C"),))), (Cell(), Cell((paragraph("D"),))))
    assert content_of(Table(rows=rows)) == "\tA\n        B\n\tC\n\n\t\n\tD"


@pytest.mark.parametrize("seed", range(40))
def test_any_letter_is_written(seed: int) -> None:
    sheets = [SHEET, Sheet(), Sheet(transcription=True, banner="DRAFT"), Sheet(("x" * 300, ""), "b " * 400)]
    text = text_of(OddLetters(seed).letter(), sheets[seed % 4])
    assert (text.endswith("\n"), "\n\n\n\n" in text, "\x00" in text) == (True, False, False)


def test_five_hundred_documents_are_written_in_about_a_second() -> None:
    letter = many_entries(500)
    began = time.process_time()
    to_text(letter, SHEET)
    assert time.process_time() - began < 3


# ---- reading it back -------------------------------------------------------------------------------------------------


@settings(deadline=None, max_examples=40)
@given(letters("en fr es ru", plain=True))
def test_plain_letter_reads_back_whole(letter: Letter) -> None:
    assert read_text(to_text(letter, Sheet())).letter == letter


@pytest.mark.parametrize("code", ["en", "fr", "ru"])
def test_header_and_documents_of_a_statement_read_back_whole(code: str) -> None:
    letter, read = IN_LANGUAGES[code].as_printed(), read_text(to_text(IN_LANGUAGES[code], SHEETS[code])).letter
    assert read is not None
    plain = {"content": (), "annexes": (), "next_meetings": ()}
    assert read.replace(**plain) == letter.replace(**plain)
    for one, other in zip(read.annexes[0].entries, letter.annexes[0].entries, strict=True):
        assert replace(one, brief=()) == replace(other, brief=())


def test_what_text_loses_is_listed() -> None:
    content = (
        Paragraph((Run("a "), Run("bold", ("strong",)))),
        paragraph("plain"),
        Heading(3, (Run("Head"),)),
    )
    letter = Letter(title="Liaison statement on patterns", from_=(Party("A"),), to=(Recipient("B"),), content=content)
    assert lost_in_text(letter) == ("content[0].inlines", "content[2]")


def test_signature_of_the_mail_is_left_out_with_a_note() -> None:
    reading = read_text(to_text(SMALL, SHEET))
    notes = [finding.message for finding in reading.findings if "signature" in finding.message]
    assert notes == [f"“{line}” in the signature was left out." for line in SHEET.letterhead]
