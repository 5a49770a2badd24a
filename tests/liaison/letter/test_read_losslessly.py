"""No line of a file is lost: every word ends up in the letter or in a finding, and a repeated reading is the same."""

from __future__ import annotations

import io
import re

import docx
import pytest
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph
from hypothesis import given, settings
from hypothesis import strategies as st

from liaison.letter.letter import Reading
from liaison.letter.readers import read_file
from liaison.letter.to_json import to_dict

from .forms import Form, table
from .look_alikes import DOCUMENTS, LINES, typed
from .readings import LETTERS, SEED_FILE
from .seed_document import SeedDocument, WithMergedCells
from .word_files import saved

WORD = re.compile(r"\w+")
FILES = [SEED_FILE, *sorted(LETTERS.glob("*.txt"))]


def held(reading: Reading) -> str:
    """All that a reading says, in the letter and in the findings, as one text in small letters."""

    def texts(value):
        if isinstance(value, dict):
            for item in value.values():
                yield from texts(item)
        elif isinstance(value, list):
            for item in value:
                yield from texts(item)
        elif value:
            yield str(value)

    letter = texts(to_dict(reading.letter)) if reading.letter else ()
    return " ".join([*letter, *(finding.message for finding in reading.findings)]).casefold()


def lost(text: str, words: set[str], name: str = "a.txt") -> set[str]:
    """Those of the words that are neither in the letter nor in a finding."""
    return words - set(WORD.findall(held(read_file(name, text.encode()))))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_each_line_of_a_file_with_an_odd_word_in_it_keeps_the_word(path):
    lines = path.read_text(encoding="utf-8").split("\n")
    if read_file(path.name, path.read_bytes()).letter is None:
        return
    for at in [at for at, line in enumerate(lines) if line.strip()]:
        text = "\n".join([*lines[:at], f"{lines[at]} qwertz{at}", *lines[at + 1 :]])
        assert lost(text, {f"qwertz{at}"}) == set(), f"line {at + 1} of {path.name}"


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_line_added_anywhere_is_not_lost(path):
    lines = path.read_text(encoding="utf-8").split("\n")
    if read_file(path.name, path.read_bytes()).letter is None:
        return
    for at in range(len(lines)):
        text = "\n".join([*lines[:at], "qwertz zaubert", *lines[at:]])
        assert lost(text, {"qwertz", "zaubert"}) == set(), f"before line {at + 1} of {path.name}"


def word_documents() -> dict[str, bytes]:
    made = {cls.__name__: cls().data for cls in (SeedDocument, WithMergedCells)}
    made |= {name: saved(make()) for name, (make, _letter) in DOCUMENTS.items()}
    return made | {name: saved(typed(text)) for name, (text, _letter) in LINES.items()}


def with_odd_words(data: bytes, step: int, first: int) -> tuple[bytes, set[str]]:
    """The document with a word of its own at the end of every so many paragraphs, and those words."""
    document = docx.Document(io.BytesIO(data))
    paragraphs = [p for p in document.element.body.iter(qn("w:p")) if any(t.text for t in p.iter(qn("w:t")))]
    words = set()
    for number, paragraph in list(enumerate(paragraphs))[first::step]:
        words.add(f"qwertz{number}")
        Paragraph(paragraph, document).add_run(f" qwertz{number}")
    return saved(document), words


@pytest.mark.parametrize("name", word_documents())
def test_odd_words_in_the_paragraphs_of_a_word_document_are_kept(name):
    data = word_documents()[name]
    for step in (1, 4):
        for first in range(step):
            changed, words = with_odd_words(data, step, first)
            assert words - set(WORD.findall(held(read_file("a.docx", changed)))) == set(), (step, first)


WORDS = st.text(st.sampled_from("abcdefgÄé中م"), min_size=4, max_size=9)
PHRASES = st.lists(WORDS, min_size=1, max_size=5).map(" ".join)
LABELS = (
    "To From For Approval Contact Cc Deadline Date Title Keywords Abstract Attachments Meeting Reference Purpose "
    "Symbol Question Release"
).split()
LAYOUTS = st.sampled_from(
    ["\t{label}:\n\t{value}\n\n", "{label}: {value}\n", "{label}:\t{value}\n", "{label}:\n  {value}\n"]
)
FORM_WORDS = {*"liaison statement annex 1".split(), *(label.casefold() for label in LABELS)}


@st.composite
def forms(draw: st.DrawFn) -> str:
    """Forms with nonsense in every part, so that nothing but its place tells what a word is."""
    layout = draw(LAYOUTS)
    labels = draw(st.lists(st.sampled_from(LABELS), min_size=2, max_size=8, unique=True))
    header = "".join(layout.format(label=label, value=draw(PHRASES)) for label in labels)
    paragraphs = draw(st.lists(PHRASES.map(lambda text: text + ".\n"), max_size=4))
    rows = draw(st.lists(st.tuples(PHRASES, PHRASES, PHRASES), max_size=3))
    annex = f"\n\nAnnex 1: {draw(PHRASES)}\n{draw(PHRASES)}\n{table(*rows)}" if draw(st.booleans()) else ""
    return f"Liaison statement {draw(PHRASES)}\n{draw(PHRASES)}\n{header}\n{''.join(paragraphs)}{annex}"


@settings(max_examples=150, deadline=None)
@given(forms())
def test_every_word_of_any_form_is_in_the_letter_or_in_a_finding(text):
    assert lost(text, set(WORD.findall(text.casefold())) - FORM_WORDS) == set()


@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from([*Form().text().split("\n"), "\t", "To:", "\tFor:", "Annex 2", "1/12", "- x"])))
def test_any_shuffle_of_lines_is_read_or_refused(lines):
    reading = read_file("a.txt", "\n".join(lines).encode())
    assert reading.letter is not None or reading.findings


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(data):
    reading = read_file("a.txt", data)
    assert reading.letter is not None or reading.findings


@settings(max_examples=50, deadline=None)
@given(forms())
def test_reading_again_gives_the_same(text):
    assert read_file("a.txt", text.encode()) == read_file("a.txt", text.encode())
