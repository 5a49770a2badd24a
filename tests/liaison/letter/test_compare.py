"""What differs between two letters, as a person is shown it."""

from __future__ import annotations

import datetime
import time
from dataclasses import replace

import pytest

from liaison.letter.compare import Word, differences, text_key, word_differences
from liaison.letter.letter import (
    Annex,
    Cell,
    Contact,
    Entry,
    Letter,
    Paragraph,
    Party,
    Recipient,
    Run,
    Table,
    paragraph,
)
from liaison.letter.paths import WORDS, label_of

from .letters import SEED


def changes(old: Letter, new: Letter) -> list[tuple[str, str, str]]:
    return [(change.field, change.old, change.new) for change in differences(old, new)]


def with_rows(*symbols: str) -> Letter:
    return Letter(annexes=(Annex(1, entries=tuple(Entry(symbol, title=f"Title of {symbol}") for symbol in symbols)),))


def with_text(*paragraphs: str) -> Letter:
    return Letter(content=tuple(map(paragraph, paragraphs)))


def test_equal_letters_do_not_differ():
    assert differences(SEED, SEED.replace()) == []


def test_every_field_that_differs_is_told_in_the_order_of_the_letter():
    old = Letter(title="One", date=datetime.date(2023, 5, 22), language="en", keywords=("A", "B"))
    new = Letter(title="Two", symbol="LS1", date=None, language="fr", keywords=("A",))
    assert changes(old, new) == [
        ("title", "One", "Two"),
        ("symbol", "", "LS1"),
        ("date", "22 May 2023", ""),
        ("language", "English", "French"),
        ("keywords", "A\nB", "A"),
    ]


def test_change_of_a_recipient_names_the_field_that_changed():
    old = Letter(to=(Recipient("A"), Recipient("B", purpose="action")))
    new = Letter(to=(Recipient("A"), Recipient("B", purpose="comment", deadline=datetime.date(2023, 9, 1))))
    assert changes(old, new) == [("to[1].purpose", "Action", "Comment"), ("to[1].deadline", "", "1 September 2023")]
    assert [change.label for change in differences(old, new)] == ["Recipient 2, for", "Recipient 2, reply by"]


def test_row_put_between_others_is_the_only_difference():
    change = differences(with_rows("2/1", "2/2", "2/3"), with_rows("2/1", "2/9", "2/2", "2/3"))
    assert [(one.field, one.old, one.new) for one in change] == [("annexes[0].entries[1]", "", "2/9, Title of 2/9")]
    assert change[0].is_addition


def test_row_that_is_gone_is_the_only_difference():
    (change,) = differences(with_rows("2/1", "2/2", "2/3"), with_rows("2/1", "2/3"))
    assert (change.label, change.old, change.new) == ("Annex 1, row 2", "2/2, Title of 2/2", "")
    assert change.is_removal


def test_row_that_moved_says_from_where_to_where():
    assert changes(with_rows("2/1", "2/2", "2/3"), with_rows("2/3", "2/1", "2/2")) == [
        ("annexes[0].entries[0].place", "3", "1")
    ]


def test_row_that_moved_and_changed_says_both():
    new = with_rows("2/3", "2/1", "2/2")
    first = replace(new.annexes[0].entries[0], title="Another")
    new = Letter(annexes=(replace(new.annexes[0], entries=(first, *new.annexes[0].entries[1:])),))
    assert changes(with_rows("2/1", "2/2", "2/3"), new) == [
        ("annexes[0].entries[0].place", "3", "1"),
        ("annexes[0].entries[0].title", "Title of 2/3", "Another"),
    ]


def test_same_row_twice_is_compared_row_by_row():
    assert changes(with_rows("2/1", "2/1"), with_rows("2/1")) == [("annexes[0].entries[1]", "2/1, Title of 2/1", "")]


def test_contact_of_another_address_is_the_same_contact():
    old, new = Contact(name="Ana Example", email="a@example.org"), Contact(name="Ana Example", email="b@example.org")
    assert changes(Letter(contacts=(old,)), Letter(contacts=(new,))) == [
        ("contacts[0].email", "a@example.org", "b@example.org")
    ]


def test_contact_in_the_place_of_another_is_a_change_of_name():
    old, new = Contact(name="Ana Example"), Contact(name="Bo Sample")
    assert changes(Letter(contacts=(old,)), Letter(contacts=(new,))) == [
        ("contacts[0].name", "Ana Example", "Bo Sample")
    ]


def test_party_known_by_its_code_is_the_same_under_another_name():
    old, new = Party("ITU-D Study Group 2", "ITU-D SG2"), Party("SG 2", "ITU-D SG2")
    assert changes(Letter(from_=(old,)), Letter(from_=(new,))) == [("from[0].text", "ITU-D Study Group 2", "SG 2")]


def test_new_paragraph_is_told_alone():
    assert changes(with_text("One.", "Two."), with_text("One.", "And a half.", "Two.")) == [
        ("content[1]", "", "And a half.")
    ]


def test_changed_paragraph_is_held_against_the_one_most_like_it():
    old = with_text("The group thanks you for the work.", "It meets in May in Geneva.")
    new = with_text("Before all else.", "The group thanks you for your work.", "It meets in June in Geneva.")
    assert changes(old, new) == [
        ("content[0]", "", "Before all else."),
        ("content[1]", "The group thanks you for the work.", "The group thanks you for your work."),
        ("content[2]", "It meets in May in Geneva.", "It meets in June in Geneva."),
    ]


def test_link_that_goes_elsewhere_differs_though_its_words_do_not():
    old, new = (Letter(content=(Paragraph((Run("the report", href=f"https://example.org/{page}"),)),)) for page in "ab")
    assert changes(old, new) == [
        ("content[0]", "the report (https://example.org/a)", "the report (https://example.org/b)")
    ]


def test_bold_words_differ_from_plain_ones():
    old, new = Paragraph((Run("now"),)), Paragraph((Run("now", ("strong",)),))
    assert changes(Letter(content=(old,)), Letter(content=(new,))) == [("content[0]", "now", "[strong: now]")]


def test_table_is_told_row_by_row():
    table = Table(1, ((Cell((paragraph("Name"),)), Cell((paragraph("Role"),))),))
    assert changes(Letter(), Letter(content=(table,))) == [("content[0]", "", "Name | Role")]


def test_words_that_changed_are_marked_within_the_text():
    assert word_differences("reply by May, please", "reply by June, please") == (
        Word("reply by ", "same"),
        Word("May", "gone"),
        Word("June", "new"),
        Word(", please", "same"),
    )


def test_chinese_is_marked_sign_by_sign():
    assert word_differences("第二研究组", "第三研究组") == (
        Word("第", "same"),
        Word("二", "gone"),
        Word("三", "new"),
        Word("研究组", "same"),
    )


def test_marked_words_make_up_both_texts():
    old, new = "a  b\nc, d", "a b c\nd; e"
    words = word_differences(old, new)
    assert "".join(word.text for word in words if word.kind != "new") == old
    assert "".join(word.text for word in words if word.kind == "new") != ""


@pytest.mark.parametrize("count", [999, 50_000])
def test_long_texts_of_the_same_few_words_are_compared_in_seconds(count: int):
    start = time.process_time()
    word_differences("a b b a " * (count // 4), "b a a b b " * (count // 5))
    assert time.process_time() - start < 5


def test_letters_of_thousands_of_paragraphs_are_compared_in_seconds():
    start = time.process_time()
    differences(with_text(*("x" * (at % 7) for at in range(3000))), with_text(*("y" * (at % 5) for at in range(3000))))
    assert time.process_time() - start < 10


def test_text_key_knows_a_text_under_other_spaces_and_marks():
    one = Letter(title="Title", content=(paragraph("The group thanks you, and sends this statement for action."),))
    other = Letter(
        title="TITLE", content=(paragraph("The group thanks you"), paragraph("and sends this statement for action"))
    )
    assert text_key(one) == text_key(other) != ""


def test_text_key_knows_another_text():
    assert text_key(SEED) != text_key(SEED.replace(title="Another title"))


def test_short_text_has_no_key():
    assert text_key(Letter(title="Liaison statement")) == ""


def test_label_of_a_path_is_in_words():
    assert label_of("annexes[0].entries[2].title") == "Annex 1, row 3, title"


def test_labels_come_in_the_words_that_are_given():
    assert label_of("to[1].deadline", WORDS | {"to[]": "destinataire {number}"}) == "Destinataire 2, reply by"
