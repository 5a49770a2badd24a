from __future__ import annotations

import hashlib
import io
import json
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pikepdf
import pytest

from liaison.letter import to_pdf as module
from liaison.letter.coverage import COVERAGE, FONTS
from liaison.letter.letter import Annex, Entry, Letter, Paragraph, Run, paragraph, plain_lines
from liaison.letter.read_json import read_json
from liaison.letter.sheet import Sheet
from liaison.letter.to_pdf import NoSuchAnnexError, fingerprint, to_pdf, unprintable

from .letters import ARABIC, EVERYTHING, IN_LANGUAGES, SEED, SHEET, SHEETS, many_entries
from .odd_letters import OddLetters

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture(scope="module")
def seed_pdf() -> bytes:
    return to_pdf(SEED, SHEET)


def opened(pdf: bytes) -> pikepdf.Pdf:
    """To be used in a with statement: what belongs to a document ends with it."""
    return pikepdf.open(io.BytesIO(pdf))


def poppler(pdf: bytes, *options: str) -> str:
    done = subprocess.run(["pdftotext", *options, "-", "-"], input=pdf, capture_output=True, check=True)
    return done.stdout.decode()


def pages_of(pdf: bytes, *options: str) -> list[str]:
    return [" ".join(page.split()) for page in poppler(pdf, *options).split("\f")[:-1]]


def squeezed(text: str) -> str:
    """Without white space: where lines break is no part of a text."""
    return re.sub(r"[\s\u200b]+", "", text)


def body_of(pdf: bytes) -> str:
    """The text in the order in which it is written, less the heads and feet of the pages."""
    return squeezed(poppler(pdf, "-raw", "-x", "0", "-y", "62", "-W", "600", "-H", "716"))


def structure(pdf: pikepdf.Pdf, tag: str) -> list[pikepdf.Object]:
    found, waiting = [], [pdf.Root.StructTreeRoot.K]
    while waiting:
        element = waiting.pop()
        if isinstance(element, pikepdf.Array):
            waiting.extend(reversed(list(element)))
        elif isinstance(element, pikepdf.Dictionary) and "/S" in element:
            found += [element] if str(element.S) == f"/{tag}" else []
            waiting += [element.K] if "/K" in element else []
    return found


def attributes(element: pikepdf.Object, name: str) -> list[str]:
    owners = element.A if isinstance(element.A, pikepdf.Array) else [element.A]
    return [str(owner[name]) for owner in owners if name in owner]


def fonts(pdf: pikepdf.Pdf) -> list[pikepdf.Object]:
    return [thing for thing in pdf.objects if isinstance(thing, pikepdf.Dictionary) and thing.get("/Type") == "/Font"]


def addresses(pdf: bytes) -> list[str]:
    with opened(pdf) as document:
        links = [link for page in document.pages for link in page.obj.get("/Annots", []) if link.Subtype == "/Link"]
        return [str(link.A.URI) for link in links]


def bookmarks(pdf: bytes) -> list[str]:
    with opened(pdf) as document, document.open_outline() as outline:
        return [item.title for item in outline.root]


def claims(pdf: bytes) -> list[str | None]:
    with opened(pdf) as document, document.open_metadata() as metadata:
        return [metadata.get(name) for name in ("pdfaid:part", "pdfaid:conformance", "pdfuaid:part")]


def attached(pdf: bytes) -> bytes:
    with opened(pdf) as document:
        return document.attachments["letter.json"].get_file().read_bytes()


def assert_words_in_order(words: list[str], text: str) -> None:
    at = 0
    for word in words:
        found = text.find(squeezed(word), at)
        assert found >= 0, f"{word!r} is not printed, or not in its place"
        at = found + len(squeezed(word))


def seed_words() -> list[str]:
    words = [*SHEET.letterhead, "22 May 2023", "Original: English", SEED.title, *SEED.subtitle]
    words += ["Action required:", SEED.action_required, "To:", SEED.to[0].text, "From:", SEED.from_[0].text]
    words += ["For:", "Information", "Approval:", SEED.approval.text, "Contact:"]
    for contact in SEED.contacts:
        words += ["BDT Focal Point:"] if contact.label != "Contact" else []
        words += [contact.honorific, contact.name, contact.role, contact.affiliation, "E-mail:", contact.email]
    words += list(plain_lines(SEED.content))
    for annex in SEED.annexes:
        words += [f"Annex {annex.number}: {annex.title}", *plain_lines(annex.intro), *annex.columns]
        for entry in annex.entries:
            words += [entry.symbol or "", entry.source, entry.title, *plain_lines(entry.brief)]
    return words


def test_all_words_of_the_seed_are_printed_in_order(seed_pdf: bytes) -> None:
    assert_words_in_order(seed_words(), body_of(seed_pdf))


@pytest.mark.parametrize(("code", "tag"), [("en", "en"), ("fr", "fr"), ("ar", "ar"), ("zh", "zh-CN")])
def test_document_names_its_title_and_language(code: str, tag: str) -> None:
    with opened(to_pdf(IN_LANGUAGES[code], SHEETS[code])) as pdf:
        assert (str(pdf.Root.Lang), str(pdf.docinfo["/Title"])) == (tag, IN_LANGUAGES[code].title)
        assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)


def test_arabic_document_reads_from_right_to_left() -> None:
    with opened(to_pdf(ARABIC, SHEETS["ar"])) as pdf:
        assert str(pdf.Root.ViewerPreferences.Direction) == "/R2L"


def test_arabic_page_begins_at_the_right() -> None:
    boxes = poppler(to_pdf(ARABIC, SHEETS["ar"]), "-bbox")
    letterhead, symbol = (re.search(rf'xMin="([.\d]+)"[^>]*>{word}<', boxes) for word in ("ITU-D", "SG2/LS/12"))
    assert letterhead
    assert symbol
    assert float(letterhead[1]) > 400 > 150 > float(symbol[1])


def test_document_claims_archiving_and_accessibility(seed_pdf: bytes) -> None:
    assert claims(seed_pdf) == ["3", "A", "1"]


def test_document_is_tagged(seed_pdf: bytes) -> None:
    with opened(seed_pdf) as pdf:
        tags = {tag: len(structure(pdf, tag)) for tag in ("H1", "Table", "THead", "TR", "TH", "TD", "LI", "Link")}
        assert bool(pdf.Root.MarkInfo.Marked)
    assert tags == {"H1": 2, "Table": 2, "THead": 2, "TR": 10, "TH": 4, "TD": 21, "LI": 6, "Link": 14}


def test_column_headings_say_what_they_head(seed_pdf: bytes) -> None:
    with opened(seed_pdf) as pdf:
        scopes = [scope for head in structure(pdf, "TH") for scope in attributes(head, "/Scope")]
    assert scopes == ["/Column"] * 4


def test_bookmarks_are_the_title_and_the_annexes(seed_pdf: bytes) -> None:
    assert bookmarks(seed_pdf) == [SEED.title, f"Annex 1: {SEED.annexes[0].title}"]


@pytest.mark.parametrize("code", IN_LANGUAGES)
def test_every_font_is_one_of_ours_and_inside_the_file(code: str) -> None:
    with opened(to_pdf(IN_LANGUAGES[code], SHEETS[code])) as pdf:
        found = fonts(pdf)
        described = [font.FontDescriptor for font in found if "/FontDescriptor" in font]
        embedded = [True for each in described if "/FontFile2" in each or "/FontFile3" in each]
        families = {str(font.BaseFont).split("+")[1].split("-")[0] for font in found}
    assert (len(embedded) > 2, len(embedded)) == (True, len(described))
    assert families <= {"Carlito", "Almarai", "NotoSansCJKsc", "NotoSansCJKSC"}


@pytest.mark.parametrize("letter", [*IN_LANGUAGES.values(), EVERYTHING, Letter()])
def test_attached_json_reads_back_as_the_letter(letter: Letter) -> None:
    assert read_json(attached(to_pdf(letter, SHEET))) == letter


def test_attached_json_is_the_source_of_the_document(seed_pdf: bytes) -> None:
    with opened(seed_pdf) as document:
        file = document.attachments["letter.json"].obj
        kinds = (str(file.AFRelationship), str(file.EF.F.Subtype))
    assert kinds == ("/Source", "/application/json")


def test_links_are_those_of_the_letter(seed_pdf: bytes) -> None:
    contacts = [f"mailto:{contact.email}" for contact in SEED.contacts]
    table = [f"mailto:{name}" for name in ("Vahorajs@state.gov", "Vanessac@anatel.gov.br", "Orhan.Osmani@itu.int")]
    resolution = "https://www.itu.int/en/council/Documents/basic-texts-2023/RES-179-E.pdf"
    entries = [entry.url for entry in SEED.annexes[0].entries]
    expected = [*contacts, resolution, *table, entries[0], "https://www.jemeprotegeenligne.ci", *entries[1:]]
    assert addresses(seed_pdf) == expected


@pytest.mark.parametrize(
    "href", ["javascript:alert(1)", "file:///etc/passwd", "data:text/html,x", "http://", "//e.org"]
)
def test_only_web_and_mail_addresses_become_links(href: str) -> None:
    letter = Letter(content=(Paragraph((Run("here", (), href),)),), annexes=(Annex(entries=(Entry("9/1", url=href),)),))
    assert addresses(to_pdf(letter, SHEET)) == []


@pytest.mark.parametrize("code", IN_LANGUAGES)
def test_statement_has_its_number_of_pages(code: str) -> None:
    assert len(pages_of(to_pdf(IN_LANGUAGES[code], SHEETS[code]))) == {"en": 3}.get(code, 2)


def test_pages_are_counted(seed_pdf: bytes) -> None:
    feet = [re.findall(r"Page \d of \d", page) for page in pages_of(seed_pdf)]
    assert feet == [["Page 1 of 3"], ["Page 2 of 3"], ["Page 3 of 3"]]


def test_every_field_of_the_form_is_printed() -> None:
    words = """SG9/LS/4 (Rev.1) | Also issued as: 9/TD/12, EX-2024-0007 | 1 February 2024 | Original: French
        | Study period: 2022-2025 | To: | Example Forum – for action, deadline: 1 June 2024
        | secretariat@forum.example | Sample Alliance WG2 – for comment, deadline: mid-May 2024
        | Pattern Institute – for information | Cc: | Example Advisory Group – for information
        | Example Study Group 1 | From: | Approval: | Study group, 1 February 2024 | In reply to:
        | LS on test patterns from the Example Forum, EF-LS-41 | Reference: | EF/24/117 | Meeting:
        | Example City, 29 January | Contact: | Dr Ada Exampleson | 1 Sample Street | Tel.: +99 1 234 5678
        | Editor: | Mr Bob Sampleman | Replies to: | liaison@example.org | Keywords:
        | test pattern, liaison, échantillon | Abstract | Background | Steps | c) | d) | i) | Ada Exampleson
        | Attachments | Measurements (9/TD/13) | Annex 1: Documents | Oral report | Annex 2: Text"""
    assert_words_in_order(words.split("|"), body_of(to_pdf(EVERYTHING, SHEET)))


def test_same_letter_is_the_same_file_in_another_process(seed_pdf: bytes) -> None:
    code = (
        "import hashlib; from tests.liaison.letter.letters import *; from liaison.letter.to_pdf import *;"
        "print(hashlib.sha256(to_pdf(SEED, SHEET)).hexdigest(), fingerprint(SEED, SHEET))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.split() == [hashlib.sha256(seed_pdf).hexdigest(), fingerprint(SEED, SHEET)]


def test_threads_make_the_same_files() -> None:
    letters = [*IN_LANGUAGES.values(), EVERYTHING] * 4
    alone = [to_pdf(letter, SHEET) for letter in letters]
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(lambda letter: to_pdf(letter, SHEET), letters)) == alone


def test_forked_process_does_not_hang(seed_pdf: bytes) -> None:
    code = (
        "import os, sys; from tests.liaison.letter.letters import *; from liaison.letter.to_pdf import *;"
        "to_pdf(EVERYTHING, SHEET); child = os.fork();"
        "child or sys.stdout.buffer.write(to_pdf(SEED, SHEET));"
        "child and sys.exit(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, timeout=100, check=True)
    assert done.stdout == seed_pdf


def test_large_letter_is_set_in_a_process_of_its_own(seed_pdf: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "LARGE", 0)
    monkeypatch.setattr(module, "_set", lambda job: pytest.fail("set in this process"))
    assert to_pdf(SEED, SHEET) == seed_pdf


def test_memory_is_given_back_after_some_files_and_after_a_large_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module._Process, "since_released", 0)
    sizes = [10] * 5 + [module.LARGE + 1] + [10] * 5
    released = [module._Process.is_to_release(size) for size in sizes]
    assert released == [False] * 4 + [True, True] + [False] * 4 + [True]


def test_date_of_the_file_is_that_of_the_letter_or_of_the_sheet(seed_pdf: bytes) -> None:
    changed = replace(SHEET, changed=datetime(2024, 3, 4, 5, 6, 7, tzinfo=UTC))
    dates = []
    for pdf in (seed_pdf, to_pdf(SEED, changed)):
        with opened(pdf) as document:
            dates.append(str(document.docinfo["/CreationDate"])[:16])
    assert dates == ["D:20230522000000", "D:20240304050607"]


def test_fingerprint_follows_the_letter_and_the_sheet() -> None:
    letters = [SEED, SEED.replace(title="Another"), SEED.replace(date=date(2023, 5, 23))]
    sheets = [SHEET, replace(SHEET, banner="DRAFT"), replace(SHEET, only_annex=1), replace(SHEET, transcription=True)]
    marks = [fingerprint(letter, sheet) for letter in letters for sheet in sheets]
    assert len(set(marks)) == 12
    assert marks == [fingerprint(letter, sheet) for letter in letters for sheet in sheets]


def test_banner_stands_on_every_page() -> None:
    pages = pages_of(to_pdf(EVERYTHING, replace(SHEET, banner="DRAFT - not agreed")))
    assert [page.count("DRAFT - not agreed") for page in pages] == [1, 1, 1, 1]


def test_transcription_says_so_and_bears_no_letterhead() -> None:
    text = " ".join(pages_of(to_pdf(SEED, replace(SHEET, transcription=True))))
    assert "Transcription Text of a liaison statement received" in text
    assert [line for line in SHEET.letterhead[1:] if line in text] == []


def test_one_annex_is_printed_alone() -> None:
    pdf = to_pdf(EVERYTHING, replace(SHEET, only_annex=2))
    assert bookmarks(pdf) == ["Annex 2: Text"]
    assert_words_in_order(["Annex to the liaison statement".upper(), EVERYTHING.title, "Annex 2: Text"], body_of(pdf))
    assert "Exampleson" not in body_of(pdf)


def test_annex_that_is_not_there_is_refused() -> None:
    with pytest.raises(NoSuchAnnexError, match="no annex 3"):
        to_pdf(EVERYTHING, replace(SHEET, only_annex=3))


def test_each_annex_begins_a_page() -> None:
    starts = [re.search(r"Annex \d: \w+", page) for page in pages_of(to_pdf(EVERYTHING, SHEET))]
    assert [start and start.group() for start in starts] == [None, None, "Annex 1: Documents", "Annex 2: Text"]


def test_french_label_keeps_the_space_before_its_colon() -> None:
    pages = poppler(to_pdf(IN_LANGUAGES["fr"], SHEETS["fr"]), "-raw")
    assert ("À : Groupe" in pages.replace("\u00a0", " "), "À: " in pages) == (True, False)


@pytest.mark.parametrize(("symbol", "shown"), [(None, ["22", "2023"]), ("2/71 (Rev.1)", ["(Rev.1)", "2/71"])])
def test_running_head_of_an_arabic_page_runs_as_its_words_do(symbol: str | None, shown: list[str]) -> None:
    """From the right: a date reads so, a symbol keeps its order."""
    content = tuple(paragraph("كلمات كثيرة في هذا البيان") for _ in range(60))
    pdf = to_pdf(ARABIC.replace(symbol=symbol, content=content), SHEETS["ar"])
    head = poppler(pdf, "-bbox", "-f", "2", "-l", "2", "-x", "0", "-y", "0", "-W", "600", "-H", "66")
    words = re.findall(r'xMin="([.\d]+)" yMin="(?:[0-5]\d|\d)\.[^>]*>([^<]+)<', head)
    from_the_right = [word for _x, word in sorted(words, key=lambda found: -float(found[0])) if word.isascii()]
    assert from_the_right[-2:] == shown


@pytest.fixture(scope="module")
def long_pdf() -> bytes:
    return to_pdf(many_entries(500), SHEET)


def test_long_table_repeats_its_headings(long_pdf: bytes) -> None:
    pages = pages_of(long_pdf, "-raw")[2:]
    assert [page.count("Doc. & source Title Brief info related to COP") for page in pages] == [1] * len(pages)


def test_no_row_of_a_long_table_is_torn(long_pdf: bytes) -> None:
    annex = many_entries(500).annexes[0]
    pages = [squeezed(page) for page in pages_of(long_pdf, "-raw")]
    rows = [squeezed("".join([e.symbol or "", e.source, e.title, *plain_lines(e.brief)])) for e in annex.entries]
    assert [row for row in rows if not any(row in page for page in pages)] == []


def test_long_table_is_one_table(long_pdf: bytes) -> None:
    with opened(long_pdf) as pdf:
        assert (len(structure(pdf, "Table")), len(structure(pdf, "TR"))) == (2, 4 + 501)


@pytest.mark.parametrize(
    "text",
    [
        '#read("/etc/passwd")',
        '#import "letter.json": * #eval("1 + 1") #panic()',
        "*a* _b_ `c` $x^2$ @ref <label> \\ = // /* ~ -- --- #",
        "<script>alert(1)</script> & &amp;",
        'say "yes", it\'s 5\' 3" ... \u2018q\u2019',
    ],
)
def test_text_is_printed_as_it_is(text: str, caplog: pytest.LogCaptureFixture) -> None:
    letter = Letter(title=text, action_required=text, content=(paragraph(text),), signatures=(text,))
    assert_words_in_order([text] * 4, body_of(to_pdf(letter, SHEET)))
    assert caplog.messages == []


def test_characters_without_a_font_become_boxes_and_are_named() -> None:
    letter = Letter(title="A 😀 b", content=(paragraph("\ue000 \u0928 10⁹ e\u0301 \ud800\x07"),))
    assert unprintable(letter) == ["\u0928", "\ud800", "\ue000", "😀"]
    assert_words_in_order(["A □ b", "□ □ 10⁹ é □"], body_of(to_pdf(letter, SHEET)))


@pytest.mark.parametrize("letter", IN_LANGUAGES.values())
def test_nothing_in_the_languages_of_the_union_is_unprintable(letter: Letter) -> None:
    assert unprintable(letter) == []


def test_half_a_character_does_not_stop_the_attached_json() -> None:
    assert read_json(attached(to_pdf(Letter(title="broken \ud800"), SHEET))) == Letter(title="broken \ufffd")


@pytest.mark.parametrize("word", ["a" * 10_000, "W" * 10_000, "م" * 10_000, "https://example.org/" + "x" * 9_000])
def test_endless_word_stays_on_the_page(word: str) -> None:
    cells = Entry("9/1", word, word, (paragraph(word),))
    letter = Letter(title=word, content=(paragraph(word),), signatures=(word,), annexes=(Annex(entries=(cells,)),))
    boxes = re.findall(
        r'xMin="([-.\d]+)" yMin="([-.\d]+)" xMax="([-.\d]+)" yMax', poppler(to_pdf(letter, SHEET), "-bbox")
    )
    assert [box for box in boxes if float(box[0]) < 50 or float(box[1]) < 20 or float(box[2]) > 545] == []


@pytest.mark.parametrize("seed", range(60))
def test_any_letter_is_set_to_the_standards(seed: int, caplog: pytest.LogCaptureFixture) -> None:
    sheets = [SHEET, Sheet(), Sheet(transcription=True, banner="DRAFT"), Sheet(("x" * 300, ""), "b " * 400)]
    letter = OddLetters(seed).letter()
    pdf = to_pdf(letter, sheets[seed % 4])
    assert (caplog.messages, claims(pdf)) == ([], ["3", "A", "1"])
    assert json.loads(attached(pdf))["schema"] == 1


def test_letter_that_breaks_the_standards_is_printed_without(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(module, "STANDARDS", ["a-4", "ua-1"])  # a pair that Typst refuses
    pdf = to_pdf(SEED, SHEET)
    assert_words_in_order(seed_words(), body_of(pdf))
    assert [message.partition(":")[0] for message in caplog.messages] == ["A PDF is made without PDF/A and PDF/UA"]


def test_coverage_is_that_of_the_fonts() -> None:
    hashes = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in FONTS.glob("*.[ot]tf")}
    assert json.loads(COVERAGE.read_bytes())["fonts"] == hashes, "fonts/README.md says how to make it anew"
