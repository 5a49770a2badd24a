"""The one form in which Word and text files write a letter."""

from __future__ import annotations

from typing import Any

import pytest

from liaison.letter.legible import legible, line, normal_blocks
from liaison.letter.letter import (
    Break,
    Cell,
    Contact,
    Entry,
    Heading,
    ItemList,
    Letter,
    Paragraph,
    Run,
    Table,
    inline_text,
    paragraph,
    plain_text,
)

from .letters import EVERYTHING, IN_LANGUAGES
from .odd_letters import OddLetters


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("  two\t spaces\n", "two spaces"),
        ("e\u0301", "é"),
        ("a\x00b\x1f\ud800\ufeff\u202ec", "abc"),
        ("soft\u00adly", "softly"),
        ("\u200f\u2060", ""),
        ("no\u00a0break", "no\u00a0break"),
    ],
)
def test_text_keeps_what_can_be_seen(text: str, kept: str) -> None:
    assert legible(Letter(title=text)).title == kept


@pytest.mark.parametrize(
    ("letter", "kept"),
    [
        (Letter(action_required=" a \n\n b "), Letter(action_required="a\nb")),
        (
            Letter(contacts=(Contact(address="a\r\nb", name="a\nb"),)),
            Letter(contacts=(Contact(address="a\nb", name="a b"),)),
        ),
    ],
)
def test_lines_are_kept_where_they_mean_something(letter: Letter, kept: Letter) -> None:
    assert legible(letter) == kept


@pytest.mark.parametrize("letter", [*IN_LANGUAGES.values(), EVERYTHING, *(OddLetters(n).letter() for n in range(30))])
def test_what_is_in_this_form_stays_as_it_is(letter: Letter) -> None:
    assert legible(legible(letter)) == legible(letter)


def test_neighbours_of_one_style_are_one_run_and_spaces_are_single() -> None:
    runs = (Run(" a "), Run(" b", ("strong",)), Run("c ", ("strong",)), Break(), Break(), Run(" d"), Break())
    (block,) = normal_blocks((Paragraph(runs),))
    assert block == Paragraph((Run("a "), Run("bc", ("strong",)), Break(), Break(), Run("d")))


def test_marks_are_those_that_can_be_written() -> None:
    (block,) = normal_blocks((Paragraph((Run("a", ("sup", "blink", "sub", "strong")),)),))
    assert block == Paragraph((Run("a", ("strong", "sub")),))


def test_addresses_become_links() -> None:
    assert line("See www.example.org, or me@example.org") == (
        Run("See "),
        Run("www.example.org", href="https://www.example.org"),
        Run(", or "),
        Run("me@example.org", href="mailto:me@example.org"),
    )


def levels(blocks: tuple[Any, ...]) -> list[int]:
    return [block.level for block in blocks if isinstance(block, Heading)]


def test_headings_skip_no_level() -> None:
    headings = tuple(Heading(level, (Run("A"),)) for level in (4, 4, 3, 9, 1))
    assert levels(legible(Letter(content=headings)).content) == [3, 4, 3, 4, 3]
    assert levels(legible(Letter(abstract=(paragraph("A"),), content=headings)).content) == [4, 4, 3, 4, 3]


def test_headings_in_lists_and_tables_are_strong_paragraphs() -> None:
    strong = Paragraph((Run("A", ("strong",)),))
    heading = Heading(3, (Run("A"),))
    blocks = normal_blocks((ItemList(items=((heading,),)), Table(rows=((Cell((heading,)),),))))
    assert blocks == (ItemList(items=((strong,),)), Table(rows=((Cell((strong,)),),)))
    assert legible(Entry(brief=(heading,))).brief == (strong,)


def test_what_shows_nothing_is_left_out() -> None:
    nothing = (Paragraph((Run("\u200f"),)), ItemList(items=((Paragraph(),),)), Table(1, ((Cell(), Cell()),)), Heading())
    assert normal_blocks(nothing) == ()


def test_cells_lie_on_a_grid() -> None:
    a, b = Cell((paragraph("a"),), 10**9), Cell((paragraph("b"),), 1, 10**9)
    (table,) = normal_blocks((Table(0, ((b, a), (Cell((paragraph("c"),)),))),))
    assert table == Table(0, ((Cell((paragraph("b"),), 1, 2), Cell((paragraph("a"),))), (Cell((paragraph("c"),)),)))


def test_text_nested_without_end_is_kept() -> None:
    block: Any = paragraph("innermost")
    for _ in range(30):
        block = Table(rows=((Cell((ItemList(items=((block,),)),)),),))
    assert plain_text(normal_blocks((block,))) == "innermost"


@pytest.mark.parametrize(
    ("style", "start", "least"), [("decimal", -5, 0), ("lower-roman", 0, 1), ("other", 10**9, 9999)]
)
def test_numbers_of_a_list_are_such_as_word_can_write(style: str, start: int, least: int) -> None:
    (block,) = normal_blocks((ItemList(True, start, style, ((paragraph("a"),),)),))
    assert isinstance(block, ItemList)
    assert (block.start, block.style) == (least, style if style != "other" else "decimal")


def test_text_of_a_line_keeps_its_breaks() -> None:
    assert inline_text(line("one\ntwo")) == "one\ntwo"
