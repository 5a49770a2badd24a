"""What is written as a Word file is read as what was printed."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from liaison.letter.letter import Letter
from liaison.letter.read_docx import read_docx
from liaison.letter.sheet import Sheet
from liaison.letter.to_docx import to_docx

from .canonical import letters
from .letters import EVERYTHING, IN_LANGUAGES, SHEET, SHEETS


@settings(deadline=None, max_examples=60)
@given(letters())
def test_letter_in_canonical_form_is_read_from_its_word_file(letter: Letter) -> None:
    assert read_docx(to_docx(letter, Sheet())).letter == letter


@pytest.mark.parametrize("code", IN_LANGUAGES)
def test_statement_on_its_letterhead_is_read_as_it_was_printed(code: str) -> None:
    letter = IN_LANGUAGES[code]
    assert read_docx(to_docx(letter, SHEETS[code])).letter == letter.as_printed()


def test_every_field_of_the_form_is_read_as_it_was_printed() -> None:
    assert read_docx(to_docx(EVERYTHING, SHEET)).letter == EVERYTHING.as_printed()
