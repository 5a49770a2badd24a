from __future__ import annotations

import hashlib
import io
import subprocess
import sys
import time
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import docx
import pytest

from liaison.letter.letter import Annex, Cell, Entry, ItemList, Letter, Paragraph, Run, Table, paragraph, plain_lines
from liaison.letter.sheet import Sheet
from liaison.letter.to_docx import NoSuchAnnexError, fingerprint, to_docx
from liaison.letter.word_package import R, W

from .letters import ARABIC, CHINESE, EVERYTHING, IN_LANGUAGES, SEED, SHEET, SHEETS, many_entries
from .odd_letters import OddLetters
from .opened_docx import WordFile, cells_of, disorder, find, text_of, value

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture(scope="module")
def seed() -> WordFile:
    return WordFile(SEED)


@pytest.fixture(scope="module")
def everything() -> WordFile:
    return WordFile(EVERYTHING)


@pytest.fixture(scope="module")
def arabic() -> WordFile:
    return WordFile(ARABIC, SHEETS["ar"])


def properties(letter: Letter, sheet: Sheet = SHEET) -> docx.opc.coreprops.CoreProperties:
    return docx.Document(io.BytesIO(to_docx(letter, sheet))).core_properties


# ---- what it says ----------------------------------------------------------------------------------------------------


def test_all_words_of_the_seed_stand_in_their_order(seed: WordFile) -> None:
    annex = SEED.annexes[0]
    words = [*SHEET.letterhead, "22 May 2023", SEED.title, *SEED.subtitle, SEED.action_required]
    words += [SEED.to[0].text, SEED.from_[0].text, "Information", SEED.approval.text]
    words += [contact.name for contact in SEED.contacts] + list(plain_lines(SEED.content))
    words += [annex.title, *plain_lines(annex.intro), *annex.columns]
    words += [word for e in annex.entries for word in (e.symbol or "", e.source, e.title, *plain_lines(e.brief))]
    at, text = 0, text_of(seed.body)
    for word in words:
        at = text.find(word, at)
        assert at >= 0, f"{word!r} is not there, or not in its place"
        at += len(word)


def test_block_of_to_and_from_is_a_table_of_a_label_and_its_words(everything: WordFile) -> None:
    (table,) = everything.tables("LiaisonHeaderTable")
    assert dict(cells_of(row) for row in table.iter(f"{{{W}}}tr")) == {
        "To:": "Example Forum – for action, deadline: 1 June 2024\nsecretariat@forum.example\n"
        "Sample Alliance WG2 – for comment, deadline: mid-May 2024\nPattern Institute – for information",
        "Cc:": "Example Advisory Group – for information\nExample Study Group 1",
        "From:": "Example Study Group 9, Question 9/9",
        "Approval:": "Study group, 1 February 2024",
        "In reply to:": "LS on test patterns from the Example Forum, EF-LS-41",
        "Reference:": "EF/24/117",
        "Meeting:": "Example City, 29 January - 2 February 2024",
        "Contact:": "Dr Ada Exampleson\nRapporteur for Question 9/9, Exampleland\n1 Sample Street, Example City\n"
        "E-mail: ada@example.org\nTel.: +99 1 234 5678",
        "Editor:": "Mr Bob Sampleman\nEditor, Sampleland\nE-mail: bob@example.org",
        "Replies to:": "liaison@example.org",
        "Keywords:": "test pattern, liaison, échantillon",
    }


def test_each_party_is_a_paragraph_and_its_address_a_line_in_it(everything: WordFile) -> None:
    (table,) = everything.tables("LiaisonHeaderTable")
    paragraphs = [text_of(p) for p in table[2][-1].iter(f"{{{W}}}p")]
    assert paragraphs[0] == "Example Forum – for action, deadline: 1 June 2024\nsecretariat@forum.example"
    assert len(paragraphs) == 3


def test_parties_with_addresses_and_people_have_space_between_them(everything: WordFile) -> None:
    (table,) = everything.tables("LiaisonHeaderTable")
    styles = [value(row[-1], "w:p/w:pPr/w:pStyle") for row in table.findall("w:tr", {"w": W})]
    assert [style == "LiaisonParty" for style in styles] == [True, *[False] * 6, True, True, False, False]


def test_letterhead_stands_opposite_symbol_date_and_language(everything: WordFile) -> None:
    (table,) = everything.tables("LiaisonLetterheadTable")
    assert cells_of(table[-1]) == [
        "\n".join(SHEET.letterhead),
        "SG9/LS/4 (Rev.1)\nAlso issued as: 9/TD/12, EX-2024-0007\n1 February 2024\nOriginal: French\n"
        "Study period: 2022-2025",
    ]


def test_annex_has_a_row_for_each_document(everything: WordFile) -> None:
    (table,) = everything.tables("LiaisonDocuments")
    assert [cells_of(row) for row in table.iter(f"{{{W}}}tr")] == [
        ["Document", "Source", "Title", "Remarks"],
        ["9/12", "Exampleland", "A pattern of bars", "Adopted."],
        ["", "Secretariat", "Oral report", "Noted."],
    ]


def test_annex_of_too_many_columns_is_its_paragraphs() -> None:
    annex = Annex(1, "Wide", columns=tuple(f"Column {number}" for number in range(20)), entries=(Entry("9/1"),))
    file = WordFile(Letter(annexes=(annex,)))
    assert (file.tables("LiaisonDocuments"), "Column 19" in file.styled("LiaisonText")) == ([], True)


def test_bookmark_holds_the_abstract(everything: WordFile) -> None:
    (start,) = everything.all(".//w:bookmarkStart")
    held = []
    for element in start.itersiblings():
        if element.tag == f"{{{W}}}bookmarkEnd":
            break
        held.append(text_of(element))
    assert (start.get(f"{{{W}}}name"), held) == ("Abstract", ["Abstract", *plain_lines(EVERYTHING.abstract)])


# ---- styles ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("letter", [*IN_LANGUAGES.values(), EVERYTHING, Letter()])
def test_every_style_that_is_used_is_defined_by_name(letter: Letter) -> None:
    file = WordFile(letter, replace(SHEET, banner="DRAFT"))
    known = {style.get(f"{{{W}}}styleId") for style in file.all("w:style", "word/styles.xml")}
    roots = [tree for name, tree in file.parts.items() if name.startswith("word/") and not name.endswith(".rels")]
    used = {e.get(f"{{{W}}}val") for root in roots for e in root.iter(*(f"{{{W}}}{n}Style" for n in ("p", "r", "tbl")))}
    based = {value(style, "w:basedOn") for style in file.all("w:style", "word/styles.xml")} - {None}
    assert (used | based) - known == set()


def test_styles_of_ours_are_based_on_those_of_word(seed: WordFile) -> None:
    bases = {value(s, "w:name"): value(s, "w:basedOn") for s in seed.all("w:style", "word/styles.xml")}
    names = ("Liaison Title", "Liaison Annex", "Liaison Text", "Liaison Bullet", "Liaison Number", "Liaison Table")
    assert [bases[name] for name in names] == [
        "Heading1", "Heading1", "BodyText", "ListBullet", "ListNumber", "NormalTable",
    ]  # fmt: skip


def test_no_size_or_colour_stands_beside_the_styles(everything: WordFile) -> None:
    names = ("sz", "szCs", "color", "rFonts", "pBdr")
    assert [name for name in names if everything.all(f".//w:{name}")] == []


@pytest.mark.parametrize(
    ("style", "level"), [("Heading1", "0"), ("Heading2", "1"), ("Heading3", "2"), ("Heading4", "3"), ("BodyText", None)]
)
def test_headings_have_their_outline_level(seed: WordFile, style: str, level: str | None) -> None:
    (found,) = seed.all(f"w:style[@w:styleId='{style}']", "word/styles.xml")
    assert value(found, "w:pPr/w:outlineLvl") == level


def test_title_and_annexes_are_headings_of_the_first_level(everything: WordFile) -> None:
    found = [everything.styled(name) for name in ("LiaisonTitle", "LiaisonAnnex", "Heading2", "Heading3")]
    assert found == [
        [EVERYTHING.title],
        ["Annex 1: Documents", "Annex 2: Text"],
        ["Abstract", "Background", "Attachments"],
        ["Steps"],
    ]


def test_each_annex_begins_a_page(seed: WordFile) -> None:
    (style,) = seed.all("w:style[@w:styleId='LiaisonAnnex']", "word/styles.xml")
    assert find(style, "w:pPr/w:pageBreakBefore") is not None


# ---- lists -----------------------------------------------------------------------------------------------------------


def lists_of(file: WordFile) -> list[tuple[int, str, str, str]]:
    """For each paragraph of a list its level, format, first number (of the whole list) and words."""
    nums = {num.get(f"{{{W}}}numId"): num for num in file.all("w:num", "word/numbering.xml")}
    kinds = {kind.get(f"{{{W}}}abstractNumId"): kind for kind in file.all("w:abstractNum", "word/numbering.xml")}
    found = []
    for item in file.all(".//w:p[w:pPr]"):
        if (number := value(item, "w:pPr/w:numPr/w:numId")) is None:
            continue
        level = int(value(item, "w:pPr/w:numPr/w:ilvl") or 0)
        kind = kinds[value(nums[number], "w:abstractNumId") or ""]
        form = value(kind, f"w:lvl[@w:ilvl='{level}']/w:numFmt") or ""
        start = value(nums[number], f"w:lvlOverride[@w:ilvl='{level}']/w:startOverride") or ""
        found.append((level, form, start, text_of(item)))
    return found


def test_lists_have_real_numbering_at_their_level(everything: WordFile) -> None:
    assert lists_of(everything) == [
        (0, "lowerLetter", "3", "The first step"),
        (1, "bullet", "", "with a part"),
        (1, "bullet", "", "and another"),
        (0, "lowerLetter", "3", "The second step"),
        (1, "lowerRoman", "1", "in Roman numbers"),
        (0, "bullet", "", "Measurements (9/TD/13)"),
    ]


@pytest.mark.parametrize(
    ("style", "form", "text"),
    [
        ("decimal", "decimal", "%1."),
        ("lower-alpha", "lowerLetter", "%1)"),
        ("upper-alpha", "upperLetter", "%1)"),
        ("lower-roman", "lowerRoman", "%1)"),
        ("upper-roman", "upperRoman", "%1)"),
    ],
)
def test_numbers_are_written_in_their_style(style: str, form: str, text: str) -> None:
    file = WordFile(Letter(content=(ItemList(True, 7, style, ((paragraph("A"),),)),)))
    assert lists_of(file) == [(0, form, "7", "A")]
    kinds = file.all("w:abstractNum/w:lvl[@w:ilvl='0']", "word/numbering.xml")
    assert text in {value(level, "w:lvlText") for level in kinds if value(level, "w:numFmt") == form}


def test_lists_one_after_the_other_are_two() -> None:
    items = ((paragraph("A"),), (paragraph("B"),))
    file = WordFile(Letter(content=(ItemList(True, items=items), ItemList(True, items=items))))
    numbers = [number.get(f"{{{W}}}val") for number in file.all(".//w:numPr/w:numId")]
    assert (numbers[0] == numbers[1], numbers[1] == numbers[2], numbers[2] == numbers[3]) == (True, False, True)


def test_what_follows_in_an_item_stands_at_its_indent() -> None:
    items = ((paragraph("A"), paragraph("B")),)
    file = WordFile(Letter(content=(ItemList(items=items),)))
    (indent,) = (find(p, "w:pPr/w:ind") for p in file.all(".//w:p") if text_of(p) == "B")
    assert indent is not None
    assert indent.get(f"{{{W}}}left") == "450"


# ---- tables ----------------------------------------------------------------------------------------------------------


def heads(table) -> list[bool]:
    return [find(row, "w:trPr/w:tblHeader") is not None for row in table.findall("w:tr", {"w": W})]


def test_head_of_a_table_is_repeated_on_each_page(everything: WordFile) -> None:
    (documents,), (content,) = everything.tables("LiaisonDocuments"), everything.tables("LiaisonTable")
    assert (heads(documents), heads(content)) == ([True, False, False], [True, True, False, False])


def test_no_row_of_a_long_table_is_torn() -> None:
    (table,) = WordFile(many_entries(50)).tables("LiaisonDocuments")
    rows = table.findall("w:tr", {"w": W})
    assert len([row for row in rows if find(row, "w:trPr/w:cantSplit") is not None]) == len(rows) == 51


def test_row_taller_than_a_page_may_be_torn() -> None:
    tall = Entry("9/1", brief=(paragraph("word " * 3000),))
    (table,) = WordFile(Letter(annexes=(Annex(entries=(tall,)),))).tables("LiaisonDocuments")
    assert [find(row, "w:trPr/w:cantSplit") is not None for row in table.findall("w:tr", {"w": W})] == [True, False]


def test_cells_span_columns_and_rows(everything: WordFile) -> None:
    (table,) = everything.tables("LiaisonTable")
    cells = [(text_of(c), value(c, "w:tcPr/w:gridSpan"), value(c, "w:tcPr/w:vMerge")) for c in table.iter(f"{{{W}}}tc")]
    assert cells[:5] == [
        ("Pattern", None, "restart"),
        ("Levels", "2", None),
        ("", None, "continue"),
        ("Low", None, None),
        ("High", None, None),
    ]


def test_columns_fill_the_page(seed: WordFile) -> None:
    widths = [[int(c.get(f"{{{W}}}w") or 0) for c in t.iter(f"{{{W}}}gridCol")] for t in seed.all(".//w:tbl")]
    assert {round(sum(row) / 20) for row in widths} == {470}


def test_table_in_a_cell_stays_one() -> None:
    inner = Table(rows=((Cell((paragraph("in"),)), Cell((paragraph("side"),))),))
    outer = Table(rows=((Cell((inner,)), Cell((paragraph("out"),))),))
    file = WordFile(Letter(content=(outer,)))
    assert [len(table.findall(".//w:tbl", {"w": W})) for table in file.tables("LiaisonTable")] == [1, 0]


# ---- links -----------------------------------------------------------------------------------------------------------


def test_links_are_those_of_the_letter(seed: WordFile) -> None:
    contacts = [(contact.email, f"mailto:{contact.email}") for contact in SEED.contacts]
    mails = ["Vahorajs@state.gov", "Vanessac@anatel.gov.br", "Orhan.Osmani@itu.int"]
    resolution = ("Resolution 179", "https://www.itu.int/en/council/Documents/basic-texts-2023/RES-179-E.pdf")
    first, *others = ((entry.symbol or "", entry.url) for entry in SEED.annexes[0].entries)
    own = ("www.jemeprotegeenligne.ci", "https://www.jemeprotegeenligne.ci")
    assert seed.links == [*contacts, resolution, *((mail, f"mailto:{mail}") for mail in mails), first, own, *others]


@pytest.mark.parametrize("href", ["javascript:alert(1)", "file:///etc/passwd", "http://[", "https://a..b/", "//e.org"])
def test_only_addresses_of_the_web_and_of_mail_become_links(href: str) -> None:
    letter = Letter(content=(Paragraph((Run("here", (), href),)),), annexes=(Annex(entries=(Entry("9/1", url=href),)),))
    assert WordFile(letter).links == []


# ---- languages and directions ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "latin", "east", "bidi"),
    [
        ("en", "en-GB", "zh-CN", "ar-SA"),
        ("fr", "fr-FR", "zh-CN", "ar-SA"),
        ("ru", "ru-RU", "zh-CN", "ar-SA"),
        ("ar", "en-GB", "zh-CN", "ar-SA"),
        ("zh", "en-GB", "zh-CN", "ar-SA"),
        ("ja", "en-GB", "ja", "ar-SA"),
        ("he", "en-GB", "zh-CN", "he-IL"),
    ],
)
def test_file_is_in_the_language_of_the_letter(code: str, latin: str, east: str, bidi: str) -> None:
    file = WordFile(SEED.replace(language=code))
    (language,) = file.all("w:docDefaults//w:lang", "word/styles.xml")
    assert [language.get(f"{{{W}}}{name}") for name in ("val", "eastAsia", "bidi")] == [latin, east, bidi]
    assert properties(SEED.replace(language=code)).language == code


def test_each_script_has_a_font(seed: WordFile) -> None:
    (fonts,) = seed.all("w:docDefaults//w:rFonts", "word/styles.xml")
    found = [fonts.get(f"{{{W}}}{name}") for name in ("ascii", "hAnsi", "eastAsia", "cs")]
    assert found == ["Calibri", "Calibri", "Microsoft YaHei", "Arial"]


def test_words_in_another_language_say_so(everything: WordFile) -> None:
    (run,) = (run for run in everything.all(".//w:r") if text_of(run) == "بيان اتصال")
    language = find(run, "w:rPr/w:lang")
    assert language is not None
    assert (language.get(f"{{{W}}}bidi"), value(run, "w:rPr/w:rtl")) == ("ar", "")


def test_chinese_marks_are_drawn_in_the_chinese_font() -> None:
    (run,) = (run for run in WordFile(CHINESE).all(".//w:r") if text_of(run).startswith("”谨将"))
    fonts = find(run, "w:rPr/w:rFonts")
    assert fonts is not None
    assert fonts.get(f"{{{W}}}hint") == "eastAsia"


def test_arabic_page_section_tables_and_paragraphs_run_from_right_to_left(arabic: WordFile) -> None:
    (normal,) = arabic.all("w:style[@w:styleId='Normal']", "word/styles.xml")
    assert find(normal, "w:pPr/w:bidi") is not None
    assert len(arabic.all(".//w:sectPr/w:bidi")) == 1
    assert len(arabic.all(".//w:tblPr/w:bidiVisual")) == len(arabic.all(".//w:tbl")) == 3


def test_nothing_of_an_english_file_runs_from_right_to_left(seed: WordFile) -> None:
    assert seed.all(".//w:bidi") + seed.all(".//w:bidiVisual") + seed.all(".//w:rtl") == []


def runs_of(file: WordFile) -> dict[str, bool]:
    """The words of each run, and whether it runs from right to left."""
    return {text_of(run).strip(): find(run, "w:rPr/w:rtl") is not None for run in file.all(".//w:r")}


@pytest.mark.parametrize(
    "words", ["SG2/LS/12 (Rev.1)", "2/71 (Rev.1)", "2/ADM/1 (Rev.2)", "+41 22 730 0000", "Vahorajs@state.gov", "3/2"]
)
def test_symbols_and_addresses_in_arabic_text_run_from_left_to_right(arabic: WordFile, words: str) -> None:
    assert runs_of(arabic)[words] is False


def test_arabic_words_run_from_right_to_left(arabic: WordFile) -> None:
    assert runs_of(arabic)["بيان اتصال"] is True


def test_english_paragraph_of_an_arabic_file_runs_from_left_to_right(arabic: WordFile) -> None:
    (english,) = (p for p in arabic.all(".//w:p") if text_of(p).startswith("This paragraph is in English"))
    assert value(english, "w:pPr/w:bidi") == "0"


# ---- the pages -------------------------------------------------------------------------------------------------------


def test_pages_are_numbered_by_fields(seed: WordFile) -> None:
    for name in ("word/footer1.xml", "word/footer2.xml"):
        fields = [field.get(f"{{{W}}}instr") for field in seed.all(".//w:fldSimple", name)]
        assert fields == [" PAGE ", " NUMPAGES "]
    assert seed.margins("footer", "default") == "International Telecommunication Union\tPage 1 of 1"


def test_every_page_but_the_first_has_a_running_head(everything: WordFile) -> None:
    assert len(everything.all(".//w:sectPr/w:titlePg")) == 1
    assert everything.margins("header", "first") == ""
    assert everything.margins("header", "default") == f"{EVERYTHING.title}\tSG9/LS/4 (Rev.1)"


def test_banner_stands_on_every_page() -> None:
    file = WordFile(EVERYTHING, replace(SHEET, banner="DRAFT - not agreed"))
    heads = [file.margins("header", place) for place in ("first", "default")]
    assert [head.count("DRAFT - not agreed") for head in heads] == [1, 1]


def test_transcription_says_so_on_every_page_and_bears_no_letterhead() -> None:
    file = WordFile(SEED, replace(SHEET, transcription=True))
    text = text_of(file.body)
    assert text.startswith("TranscriptionText of a liaison statement received")
    assert [line for line in SHEET.letterhead[1:] if line in text] == []
    assert [file.margins("footer", place).split("\t")[0] for place in ("first", "default")] == ["Transcription"] * 2


def test_one_annex_is_written_alone() -> None:
    file = WordFile(EVERYTHING, replace(SHEET, only_annex=2))
    assert file.styled("LiaisonAnnexStatement") == [EVERYTHING.title]
    assert (file.styled("Heading1"), file.styled("LiaisonAnnex")) == (["Annex 2: Text"], [])
    assert "Exampleson" not in text_of(file.body)


def test_annex_that_is_not_there_is_refused() -> None:
    with pytest.raises(NoSuchAnnexError, match="no annex 3"):
        to_docx(EVERYTHING, replace(SHEET, only_annex=3))


# ---- the file --------------------------------------------------------------------------------------------------------


def test_file_names_its_title_author_symbol_and_date() -> None:
    found = properties(EVERYTHING)
    midnight = datetime(2024, 2, 1, tzinfo=UTC)
    assert (found.title, found.author, found.identifier) == (EVERYTHING.title, SHEET.letterhead[1], "SG9/LS/4 (Rev.1)")
    assert (found.subject, found.keywords) == (
        "Liaison statement, 1 February 2024",
        "test pattern, liaison, échantillon",
    )
    assert (found.created, found.modified, found.revision) == (midnight, midnight, 1)


def test_date_of_the_file_is_that_of_the_last_change() -> None:
    changed = datetime(2024, 3, 4, 5, 6, 7, tzinfo=UTC)
    assert properties(SEED, replace(SHEET, changed=changed)).modified == changed


def test_parts_of_the_file_are_dated_alike(seed: WordFile) -> None:
    assert {info.date_time for info in seed.infos} == {(1980, 1, 1, 0, 0, 0)}


def test_same_letter_is_the_same_file_in_another_process(seed: WordFile) -> None:
    code = (
        "import hashlib; from tests.liaison.letter.letters import *; from liaison.letter.to_docx import *;"
        "print(hashlib.sha256(to_docx(SEED, SHEET)).hexdigest(), fingerprint(SEED, SHEET))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.split() == [hashlib.sha256(seed.data).hexdigest(), fingerprint(SEED, SHEET)]


def test_fingerprint_follows_the_letter_and_the_sheet() -> None:
    letters = [SEED, SEED.replace(title="Another"), SEED.replace(date=date(2023, 5, 23))]
    sheets = [SHEET, replace(SHEET, banner="DRAFT"), replace(SHEET, only_annex=1), replace(SHEET, transcription=True)]
    assert len({fingerprint(letter, sheet) for letter in letters for sheet in sheets}) == 12


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("<script>alert(1)</script> & &amp; ]]>", "<script>alert(1)</script> & &amp; ]]>"),
        ("a\x00\x07\x1b\ud800\ufffe\u202eb", "ab"),
        ("one\ttwo\nthree  four", "one two three four"),
        ("e\u0301 👩\u200d👧 \U0001f600 \ue000", "é 👩\u200d👧 \U0001f600 \ue000"),
        ("soft\u00adly", "softly"),
    ],
)
def test_any_text_is_written_as_what_can_be_seen_of_it(text: str, written: str) -> None:
    file = WordFile(Letter(title=text, action_required="x", content=(paragraph(text.replace("\n", " ")),)))
    assert (file.styled("LiaisonTitle"), file.styled("LiaisonText")) == ([written], [written])


@pytest.mark.parametrize("word", ["a" * 10_000, "م" * 10_000, "1" * 10_000, "-" * 10_000, "中" * 10_000])
@pytest.mark.parametrize("language", ["en", "ar"])
def test_endless_word_is_written_in_no_time(word: str, language: str) -> None:
    annex = Annex(entries=(Entry("9/1", word, word, (paragraph(word),)),))
    began = time.process_time()
    file = WordFile(Letter(title=word, language=language, content=(paragraph(word),), annexes=(annex,)))
    assert (file.styled("LiaisonText"), time.process_time() - began < 3) == ([word], True)


def test_five_hundred_documents_are_written_in_about_a_second() -> None:
    letter = many_entries(500)
    began = time.process_time()
    to_docx(letter, SHEET)
    assert time.process_time() - began < 3


# ---- what Word would offer to repair ---------------------------------------------------------------------------------


LETTERS = {**IN_LANGUAGES, "everything": EVERYTHING, "empty": Letter()}


@pytest.fixture(params=[*LETTERS, *range(40)], scope="module")
def any_file(request: pytest.FixtureRequest) -> WordFile:
    if isinstance(request.param, int):
        sheets = [SHEET, Sheet(), Sheet(transcription=True, banner="DRAFT"), Sheet(("x" * 300, ""), "b " * 400)]
        return WordFile(OddLetters(request.param).letter(), sheets[request.param % 4])
    return WordFile(LETTERS[request.param], replace(SHEET, banner="DRAFT"))


def test_elements_stand_in_the_order_of_the_schema(any_file: WordFile) -> None:
    assert [(name, fault) for name, tree in any_file.parts.items() for fault in disorder(tree)] == []


def test_lists_and_links_that_are_referred_to_are_there(any_file: WordFile) -> None:
    nums = any_file.all("w:num", "word/numbering.xml")
    kinds = {kind.get(f"{{{W}}}abstractNumId") for kind in any_file.all("w:abstractNum", "word/numbering.xml")}
    rows = {row.get("Id") for row in any_file.parts["word/_rels/document.xml.rels"]}
    used = {number.get(f"{{{W}}}val") for number in any_file.all(".//w:numPr/w:numId")}
    assert used <= {num.get(f"{{{W}}}numId") for num in nums}
    assert {value(num, "w:abstractNumId") for num in nums} <= kinds
    assert {link.get(f"{{{R}}}id") for link in any_file.all(".//w:hyperlink")} <= rows


def test_rows_of_a_table_fill_its_columns(any_file: WordFile) -> None:
    for table in any_file.all(".//w:tbl"):
        columns = len(table.findall("w:tblGrid/w:gridCol", {"w": W}))
        for row in table.findall("w:tr", {"w": W}):
            spans = [int(value(cell, "w:tcPr/w:gridSpan") or 1) for cell in row.findall("w:tc", {"w": W})]
            assert sum(spans) == columns
