"""Text broken into lines, and put together again."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from liaison.letter.flowed import WIDTH, columns, put_together, wrapped

words = st.text(st.sampled_from("abc  中文，。（）مر-"), max_size=200).map(lambda text: " ".join(text.split()))
LONG = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"


def joined(*lines: str) -> list[str]:
    return [text for _number, text in put_together(enumerate(lines, 1))]


def test_line_that_goes_on_ends_with_a_space() -> None:
    assert wrapped(LONG, "- ", "  ") == [
        "- one two three four five six seven eight nine ten eleven twelve thirteen ",
        "  fourteen fifteen sixteen seventeen",
    ]


@pytest.mark.parametrize(("text", "count"), [("a" * 200, 1), ("", 1), ("中" * 38, 1), ("中" * 39, 2), ("a b " * 40, 3)])
def test_word_is_never_torn_and_ideographs_take_two_columns(text: str, count: int) -> None:
    assert len(wrapped(text.strip())) == count


def test_line_begins_with_no_closing_mark_and_ends_with_no_opening_one() -> None:
    lines = wrapped("中" * 38 + "，" + "文" * 35 + "（中）")
    assert [(line.rstrip()[-1], line[0]) for line in lines] == [("中", "中"), ("文", "中"), ("）", "（")]


@example(["中" * 60 + "，" + "文 " * 30 + "ab 中"], "", "")
@given(st.lists(words, max_size=3), st.sampled_from(["", "  ", "\t"]), st.sampled_from(["", "        "]))
def test_lines_are_put_together_as_they_were(texts: list[str], first: str, rest: str) -> None:
    lines = [line for text in texts for line in (*wrapped(text, first, rest), "")]
    assert joined(*lines) == [line for text in texts for line in (first + text, "")]


@given(words)
def test_lines_are_no_longer_than_the_width(text: str) -> None:
    lines = [line.rstrip() for line in wrapped(text)]
    assert [line for line in lines if columns(line) > WIDTH and " " in line] == []


def test_numbers_are_those_of_the_first_lines() -> None:
    lines = [*wrapped(LONG), "next"]
    assert [number for number, _text in put_together(enumerate(lines, 1))] == [1, 3]


@pytest.mark.parametrize(
    "lines",
    [
        ["Securing information and communication networks: ", "Best practices", "22 May 2023"],
        ["a line with a space at its end ", ""],
        [*wrapped(LONG), "a space that says nothing ", "here"],
        [f"{LONG} {LONG} ", "a paragraph of one long line and another"],
        ["-- ", "The sender"],
        [wrapped(LONG)[0], "\tcell"],
    ],
)
def test_text_of_others_stays_as_it_is(lines: list[str]) -> None:
    assert joined(*lines) == lines
