"""Which way words run, and the marks that keep symbols whole."""

from __future__ import annotations

import time

import pytest

from liaison.letter.bidi import MARKS, directed, marked, own_direction, runs_leftward


def parts(text: str, leftward: bool = True) -> list[tuple[str, bool]]:
    return [(MARKS.sub("", part), way) for part, way in directed(text, leftward)]


@pytest.mark.parametrize(
    ("text", "islands"),
    [
        ("لجنة الدراسات 2 (SG2)، المسألة 3/2 (Q3/2)", ["(SG2)", "3/2", "(Q3/2)"]),
        ("انظر الوثيقة 2/ADM/1 (Rev.2).", ["2/ADM/1 (Rev.2)"]),
        ("فترة 2022-2025 و19 سنة", ["2022-2025"]),
        ("الهاتف: +41 22 730 0000", ["+41 22 730 0000"]),
        ("اجتماع Example City, Room 2/71 (Rev.1) غداً", ["Example City, Room 2/71 (Rev.1)"]),
        ("ITU-D، ITU-T", ["ITU-D", "ITU-T"]),
        (marked("5-4"), ["5-4"]),
        ("بيان", []),
    ],
)
def test_words_of_the_other_direction_are_islands_in_arabic(text: str, islands: list[str]) -> None:
    found, last = [], True
    for part, leftward in parts(text):
        if not leftward:
            found[-1:] = [found[-1] + part] if found and not last else [*found[-1:], part]
        last = leftward
    assert found == islands
    assert "".join(part for part, _way in parts(text)) == MARKS.sub("", text)


def test_arabic_words_are_islands_in_english() -> None:
    assert parts("In Arabic: بيان اتصال.", leftward=False) == [
        ("In Arabic: ", False),
        ("بيان اتصال", True),
        (".", False),
    ]


def test_symbol_has_marks_at_its_ends_and_a_number_between_words_has_none() -> None:
    assert (
        "".join(part for part, _way in directed("م 2/71 (Rev.1) م 3/2 م", True)) == "م \u200e2/71 (Rev.1)\u200e م 3/2 م"
    )


def test_number_and_symbol_side_by_side_keep_their_order() -> None:
    assert "".join(part for part, _way in directed("م 3/2 (Q3/2)", True)) == "م 3/2 \u200f\u200e(Q3/2)\u200e"


@pytest.mark.parametrize(
    ("text", "leftward", "runs"),
    [
        ("In English (179).", True, False),
        ("بيان اتصال", False, True),
        ("بيان ITU-D", True, True),
        ("بيان ITU-D", False, False),
        ("2023, 179.", True, True),
        (f"{marked('SG2/LS/12')}", True, True),
    ],
)
def test_paragraph_runs_the_other_way_only_where_all_its_words_do(text: str, leftward: bool, runs: bool) -> None:
    assert runs_leftward([text], leftward) is runs


@pytest.mark.parametrize(
    ("text", "right_to_left", "direction"),
    [
        ("بيان اتصال", False, "rtl"),
        ("In English only (179).", True, "ltr"),
        ("بيان ITU-D", False, ""),
        ("بيان اتصال", True, ""),
        ("In English", False, ""),
        ("2023, 179.", True, ""),
        ("\U00020000", True, "ltr"),
    ],
)
def test_text_of_the_other_direction_alone_is_told_apart(text: str, right_to_left: bool, direction: str) -> None:
    assert own_direction(text, right_to_left=right_to_left) == direction


@pytest.mark.parametrize("text", ["1" * 20_000, "-" * 20_000, "a" + "." * 20_000, "(a" * 10_000, "a (Rev" * 5_000])
def test_endless_word_takes_no_time(text: str) -> None:
    began = time.process_time()
    assert "".join(part for part, _way in parts(text)) == text
    assert time.process_time() - began < 1
