"""The bytes of a text file: encodings, line ends, tabs."""

import pytest

from liaison.letter.letter import Finding
from liaison.letter.text_lines import Findings, decode, split_lines, wrap_width

from . import readings
from .forms import read
from .readings import SEED_FILE

SEED_TEXT = SEED_FILE.read_text(encoding="utf-8")


@pytest.mark.parametrize("end", ["\r\n", "\r", "\x85", "\u2028"])
def test_line_ends_make_no_difference(end):
    assert read(SEED_TEXT.replace("\n", end)) == readings.SEED


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_encoding_makes_no_difference(encoding):
    assert read(SEED_TEXT.encode(encoding)) == readings.SEED


def test_windows_text_is_read_and_the_clerk_told():
    findings = Findings()
    assert decode("Côte d’Ivoire – “Q”".encode("cp1252"), findings) == "Côte d’Ivoire – “Q”"
    assert findings.all == [
        Finding("warning", "", "", "The file is not UTF-8 and was read as Windows-1252: check the accented letters.")
    ]


def test_windows_text_of_the_seed_reads_to_the_letter():
    assert read(SEED_TEXT.encode("cp1252")) == readings.SEED


def test_broken_encoding_is_said():
    findings = Findings()
    assert decode(b"\xff\xfea", findings) is None
    assert findings.all[0].message == "The file cannot be read as utf-16: truncated data at byte 2."


def test_control_characters_are_left_out_and_noted():
    findings = Findings()
    assert decode("To\x00: a\x07b", findings) == "To: ab"
    assert [one.message for one in findings.all] == ["Control characters were left out."]


def test_numbers_of_lines_are_those_of_an_editor():
    assert [(line.number, line.cells) for line in split_lines("a\n\tb\tc\n\n  d\x0be\n")] == [
        (1, ("a",)),
        (2, ("b", "c")),
        (3, ("",)),
        (4, ("d",)),
        (4, ("e",)),
        (5, ("",)),
    ]


def test_tab_at_the_start_is_the_start_of_a_cell():
    assert [line.tabbed for line in split_lines("\ta\na\tb\n\t\n")] == [True, False, True, False]


def test_no_break_spaces_and_quotes_stay():
    (line,) = split_lines("  «\u00a0x\u00a0»   “y” – Côte d'Ivoire ")
    assert line.text == "«\u00a0x\u00a0» “y” – Côte d'Ivoire"


def test_width_at_which_paragraphs_are_broken_is_found():
    wrapped = "\n".join(["This line of the paragraph goes on and on until the margin of the page"] * 5)
    assert wrap_width(split_lines(wrapped)) == 70
    assert wrap_width(split_lines("One whole paragraph.\nAnother whole one.\n" * 9)) == 0
