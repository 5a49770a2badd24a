from __future__ import annotations

import datetime
import re
from dataclasses import replace

import pytest

from liaison.letter.binding import Part, TooLargeError, bind, bound, fingerprint
from liaison.letter.letter import Letter, Party, Recipient, paragraph
from liaison.letter.listing import Listing
from liaison.letter.read_json import read_json
from liaison.letter.sheet import Sheet

from .letters import ARABIC, EVERYTHING, IN_LANGUAGES, SEED, SHEET, SHEETS
from .odd_letters import OddLetters
from .test_to_pdf import claims, opened, poppler, squeezed, structure
from .test_to_pdf import pages_of as marked_pages_of

DAY = datetime.date(2026, 11, 26)
ADDRESS = "https://e.org/statements/?question=2022-2025-q3-2"
LISTING = Listing(DAY, 5, "en", SHEET.letterhead, (("Question", "Q3/2"),), ADDRESS)
PARTS = [Part(code, letter, SHEETS[code]) for code, letter in IN_LANGUAGES.items()]
STARTS = {"en": 3, "fr": 6, "ar": 8, "zh": 10, "ru": 12}


def pages_of(pdf: bytes) -> list[str]:
    """Without the marks of direction, and the places where an address may break."""
    return [re.sub(r"[\u200b\u200e\u200f]", "", page) for page in marked_pages_of(pdf)]


@pytest.fixture(scope="module")
def pdf() -> bytes:
    return bound(LISTING, PARTS)


@pytest.fixture(scope="module")
def pages(pdf) -> list[str]:
    return pages_of(pdf)


def test_cover_says_what_the_list_is(pages):
    words = "Liaison statements Question: Q3/2 Number of statements: 5 As of: 26 November 2026 Address: " + ADDRESS
    assert words in pages[0]


def test_cover_of_the_whole_register_says_so():
    first = pages_of(bound(replace(LISTING, facts=()), PARTS[:1]))[0]
    assert "List: All statements of the register" in first


def test_contents_name_each_statement_with_its_facts(pages):
    first = f"{SEED.title} 3 22 May 2023 · From: ITU-D SG2 Q3/2 · To: CWG-COP"
    assert squeezed(first) in squeezed(pages[1].replace(".", ""))
    assert "SG2/LS/12-C · 22 May 2023" in pages[1]


def test_each_statement_begins_on_the_page_that_the_contents_name(pdf):
    with opened(pdf) as document:
        links = [link for link in document.pages[1].obj.Annots if "/Dest" in link or "/A" in link]
        targets = [link.get("/Dest") or link.A.D for link in links]
        numbers = {page.objgen: number for number, page in enumerate((page.obj for page in document.pages), 1)}
        assert sorted({numbers[target[0].objgen] for target in targets}) == [*STARTS.values()]


def test_statement_is_printed_as_it_is_alone(pages):
    first = pages[STARTS["fr"] - 1]
    assert "NOTE DE LIAISON" in first
    assert IN_LANGUAGES["fr"].title in first


def test_pages_are_counted_through(pages):
    assert ["Page 4 of 13" in pages[3], "Page 7 sur 13" in pages[6], "第13页" in pages[12]] == [True, True, False]


def test_running_head_is_the_statements_own(pages):
    assert pages[3].startswith("Liaison statement from ITU-D Study Group 2")
    assert pages[6].startswith("Note de liaison de la Commission d'études 2")
    assert not pages[5].startswith("Liaison statement from ITU-D")


def test_bookmarks_are_the_statements_with_their_annexes(pdf):
    with opened(pdf) as document, document.open_outline() as outline:
        tree = {item.title: len(item.children) for item in outline.root}
    titles = {letter.title: len(letter.annexes) for letter in IN_LANGUAGES.values()}
    assert tree == {"Liaison statements": 0, "Contents": 0} | titles


def test_file_claims_archiving_and_accessibility(pdf):
    assert claims(pdf) == ["3", "A", "1"]


def test_file_is_tagged_with_its_contents(pdf):
    with opened(pdf) as document:
        assert len(structure(document, "TOC")) == 1
        assert len(structure(document, "TOCI")) == 5
        assert [len(structure(document, "H1")), len(structure(document, "H2"))] >= [7, 5]


def test_each_statement_is_attached_as_data(pdf):
    with opened(pdf) as document:
        found = {name: read_json(file.get_file().read_bytes()) for name, file in document.attachments.items()}
    assert found == {f"letter-{code}.json": letter for code, letter in IN_LANGUAGES.items()}


def test_arabic_file_runs_from_right_to_left():
    pdf = bound(replace(LISTING, language="ar", letterhead=SHEETS["ar"].letterhead), PARTS)
    with opened(pdf) as document:
        assert (str(document.Root.Lang), str(document.Root.ViewerPreferences.Direction)) == ("ar", "/R2L")
    assert "المحتويات" in poppler(pdf, "-f", "2", "-l", "2")


@pytest.mark.parametrize(
    ("language", "title"),
    [("fr", "Notes de liaison"), ("es", "Declaraciones de coordinación"), ("zh-hans", "联络声明")],
)
def test_cover_is_in_the_readers_language(language, title):
    pdf = bound(replace(LISTING, language=language), PARTS[:1])
    assert title in poppler(pdf, "-l", "1")


def test_withdrawn_statement_is_marked_in_the_contents_too():
    sheet = replace(SHEET, banner="WITHDRAWN, 22 May 2023: sent twice.")
    assert [page.count("WITHDRAWN") for page in pages_of(bound(LISTING, [Part("a", SEED, sheet)]))] == [0, 1, 1, 1, 1]


def test_transcription_has_no_letterhead():
    sheet = replace(SHEET, transcription=True)
    assert "International Telecommunication Union" not in pages_of(bound(LISTING, [Part("a", SEED, sheet)]))[2]


def test_list_of_nothing_is_a_cover():
    pages = pages_of(bound(replace(LISTING, count=0), []))
    assert (len(pages), "Number of statements: 0" in pages[0]) == (1, True)


def test_statement_without_a_word_is_bound():
    assert "Liaison statement" in pages_of(bound(LISTING, [Part("a", Letter(), Sheet())]))[1]


def test_every_field_of_the_form_is_bound_within_the_standards():
    assert claims(bound(LISTING, [Part("a", EVERYTHING, SHEET), Part("b", ARABIC, SHEETS["ar"])])) == ["3", "A", "1"]


def test_names_that_look_like_markup_stay_words():
    odd = Letter(title='#panic("x") *a* $b$', to=(Recipient('"]) #eval("1")'),), from_=(Party("@nobody <here>"),))
    page = pages_of(bound(LISTING, [Part("a", odd, SHEET)]))[1]
    assert '#panic("x") *a* $b$' in page
    assert 'From: @nobody <here> · To: "]) #eval("1")' in page


def test_odd_letters_are_bound_within_the_standards():
    odd = OddLetters(7)
    parts = [Part(str(number), odd.letter(), SHEET) for number in range(12)]
    assert claims(bound(LISTING, parts)) == ["3", "A", "1"]


def test_process_of_its_own_makes_the_same_file(pdf):
    assert bind(LISTING, PARTS, seconds=60, megabytes=2000) == pdf


def test_file_that_wants_too_much_memory_is_refused():
    with pytest.raises(TooLargeError):
        bind(LISTING, PARTS * 20, seconds=60, megabytes=20)


@pytest.mark.parametrize(
    "other",
    [
        (replace(LISTING, day=DAY + datetime.timedelta(1)), PARTS),
        (replace(LISTING, facts=()), PARTS),
        (LISTING, PARTS[1:]),
        (LISTING, [replace(PARTS[0], name="other"), *PARTS[1:]]),
        (LISTING, [replace(PARTS[0], sheet=Sheet()), *PARTS[1:]]),
        (LISTING, [replace(PARTS[0], letter=SEED.replace(content=(paragraph("x"),))), *PARTS[1:]]),
    ],
)
def test_fingerprint_changes_with_what_is_bound(other):
    assert fingerprint(LISTING, PARTS) == fingerprint(LISTING, list(PARTS))
    assert fingerprint(*other) != fingerprint(LISTING, PARTS)
