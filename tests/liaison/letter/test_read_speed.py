"""Time and memory: a file that is large or made to be slow is read or refused within seconds."""

import time
import tracemalloc

import pytest

from liaison.letter.letter import Reading
from liaison.letter.readers import read_file

from .forms import FORM
from .readings import SEED_FILE
from .seed_document import SeedDocument
from .word_files import rebuilt

SECONDS = 20  # a few on a quiet machine; the tests may run on a busy one
MEGABYTE = 1_000_000
SEED_TEXT = SEED_FILE.read_text(encoding="utf-8")
HEAD = SEED_TEXT.partition("ITU-D Study Group 2 on Question")[0]


def timed(text: str) -> Reading:
    start = time.process_time()
    reading = read_file("a.txt", text.encode())
    assert time.process_time() - start < SECONDS
    return reading


PARAGRAPH = "ITU-D SG2 Q3/2 held its first meeting (2/34, 22 May 2023) and looks forward, as ever, to the next.\n"
LARGE = {
    "two megabytes of paragraphs": HEAD + PARAGRAPH * 20_000,
    "one line of a million characters": HEAD + "word " * 200_000,
    "one word of a million characters": HEAD + "x" * MEGABYTE,
    "a hundred thousand lines": HEAD + "a line\n" * 100_000,
    "a hundred thousand blank lines": HEAD + "\n" * 100_000 + "The end.",
    "thirty thousand cells": HEAD + "\tcell\n" * 30_000,
    "ten thousand labels": HEAD + "\tTo:\n\tX\n\n" * 10_000,
    "ten thousand contacts": HEAD + "\tContact:\n" + "Ms A B\nRapporteur, Sampleland\nE-mail: a@b.org\n" * 10_000,
    "five thousand annexes": HEAD + "Annex 1: title\ntext\n" * 5_000,
    "seven thousand rows": SEED_TEXT.partition("\t2/34")[0] + "\t2/34\nX\n\tT\n\tB\n\n" * 7_000,
}
ODD = {
    "commas": ", ", "brackets": "(", "closed": ")", "digits": "1", "dates": "1 May 2023 ", "dashes": "-", "at": "a@",
    "dots": "a.", "slashes": "1/", "blanks": "\u00a0", "wishes": "for action ", "questions": "Q1, ", "codes": "A-",
    "semicolons": "X; ", "and": "and ", "spans": "1 to ", "colons": "a: ", "links": "http://a", "signs": "+1 ",
    "titles": "Mr ", "rules": "_ ", "marks": "Rev.1", "strokes": "|", "bold": "**", "gaps": "a    ", "quotes": "> ",
    "dots in mail": "a dot ", "meetings": "meeting #1 ", "copies": "etc. ", "hyphens": "- 1 -",
}  # fmt: skip


@pytest.mark.parametrize("name", LARGE)
def test_large_file_is_read_in_seconds(name):
    assert timed(LARGE[name]).letter is not None


@pytest.mark.parametrize("name", ODD)
def test_text_made_to_be_slow_is_read_in_seconds(name):
    slow = ODD[name] * (40_000 // len(ODD[name]))
    blocks = dict.fromkeys(["To", "From", "For", "Approval", "Deadline", "Contact", "Cc", "Date"], f"Body\n\t{slow}")
    text = FORM.with_header(**blocks).text()
    timed(f"{text}{slow}\n\nAnnex 1: {slow}\n\tDocument\n\tTitle\n\n\t2/34 {slow}\n\t{slow}\n")


def word(parts: list[bytes]) -> bytes:
    """The seed as a Word document with more XML at the end of its body."""

    def more(name: str, content: bytes) -> bytes:
        return content.replace(b"</w:body>", b"".join(parts) + b"</w:body>") if name == "word/document.xml" else content

    return rebuilt(SeedDocument().data, more)


TEXT = b"<w:p><w:r><w:t>ITU-D SG2 Q3/2 held its first meeting (2/34, 22 May 2023) and looks forward.</w:t></w:r></w:p>"
ROW = b"<w:tr>" + b"<w:tc><w:p><w:r><w:t>2/34 words</w:t></w:r></w:p></w:tc>" * 3 + b"</w:tr>"
WORD = {
    "ten thousand paragraphs": lambda: word([TEXT] * 10_000),
    "a table of two thousand rows": lambda: word([b"<w:tbl>", ROW * 2_000, b"</w:tbl>"]),
    "two thousand tables": lambda: word([b"<w:tbl>" + ROW + b"</w:tbl><w:p/>"] * 2_000),
    "one paragraph of fifty thousand runs": lambda: word([b"<w:p>", b"<w:r><w:t>a </w:t></w:r>" * 50_000, b"</w:p>"]),
    "tables in tables": lambda: word([b"<w:tbl><w:tr><w:tc>" * 70, TEXT, b"<w:p/></w:tc></w:tr></w:tbl>" * 70]),
    "ten thousand changes": lambda: word([b"<w:p><w:ins><w:r><w:t>a</w:t></w:r></w:ins><w:del/></w:p>"] * 10_000),
}


@pytest.mark.parametrize("name", WORD)
def test_large_word_document_is_read_in_seconds(name):
    data = WORD[name]()
    start = time.process_time()
    reading = read_file("a.docx", data)
    assert time.process_time() - start < SECONDS
    assert reading.letter is not None


def test_one_line_alone_is_refused_in_seconds():
    assert timed("x" * MEGABYTE).letter is None


def test_memory_stays_within_thirty_times_the_file():
    text = HEAD + PARAGRAPH * 5_000
    tracemalloc.start()
    try:
        timed(text)
        assert tracemalloc.get_traced_memory()[1] < 30 * len(text)
    finally:
        tracemalloc.stop()
