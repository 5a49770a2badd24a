import contextlib
import datetime
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liaison.letter.letter import Annex, Approval, Entry, Letter, Party, Recipient, paragraph
from liaison.letter.read_json import LetterError, read_json
from liaison.letter.to_json import to_dict, to_json

from .blocks import blocks

FIXTURE = Path(__file__).parents[2] / "data" / "letter-schema-1.json"


def sample() -> Letter:
    return Letter(
        title="Title",
        date=datetime.date(2023, 5, 22),
        from_=(Party("Sender", "ITU-D SG2", ("3/2",)),),
        to=(Recipient("Recipient", None, (), "", "action", datetime.date(2023, 9, 1), "early September"),),
        approval=Approval("Agreed", "rapporteur_group", datetime.date(2023, 5, 22)),
        content=(paragraph("One\ntwo"),),
        annexes=(Annex(1, "Papers", (), ("Doc.", "Title"), (Entry("2/34", "Nigeria", "Paper"),)),),
    )


def test_a_letter_reads_back_from_its_json():
    assert read_json(to_json(sample())) == sample()


@given(blocks)
def test_any_content_reads_back_from_its_json(value):
    letter = Letter(content=value)
    assert read_json(to_json(letter)) == letter


def test_the_keys_are_those_of_the_contract():
    assert list(to_dict(Letter())) == [
        "schema", "title", "subtitle", "symbol", "other_symbols", "reference", "date", "language",
        "original_language", "study_period", "action_required", "from", "to", "cc", "in_reply_to", "meeting",
        "approval", "contacts", "reply_to", "signatures", "keywords", "abstract", "content", "next_meetings",
        "annexes", "attachments",
    ]  # fmt: skip


def test_the_first_schema_is_read_for_ever():
    assert read_json(FIXTURE.read_bytes()) == sample()


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"schema": 99}, "schema: 99 is not known; this version reads 1 to 1."),
        ({"date": "22 May"}, "letter.date: '22 May' is not a date (YYYY-MM-DD)."),
        ({"title": 7}, "letter.title: 7 is not of type str."),
        ({"to": [{"purpose": "fun"}]}, "letter.to[0].purpose: 'fun' is not one of action, comment, information."),
        ({"colour": "red"}, "letter: 'colour' is not a key of it."),
        (
            {"content": [{"type": "picture"}]},
            "letter.content[0]: a block has a type of paragraph, heading, list, table.",
        ),
        ({"keywords": "one"}, "letter.keywords: a list is expected."),
        ({"title": "a\0b"}, "letter.title: holds a NUL or half a character."),
        ({"title": "a\ud800"}, "letter.title: holds a NUL or half a character."),
    ],
)
def test_what_is_wrong_is_named_with_its_path(change, message):
    with pytest.raises(LetterError) as error:
        read_json(json.dumps(to_dict(sample()) | change))
    assert str(error.value) == message


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda values: st.lists(values, max_size=3) | st.dictionaries(st.sampled_from(["type", "text", "items"]), values),
    max_leaves=10,
)


@given(st.dictionaries(st.sampled_from(list(to_dict(Letter()))), json_values))
def test_nonsense_is_refused_and_never_a_crash(value):
    with contextlib.suppress(LetterError):
        read_json(json.dumps(value | {"schema": 1}))


def test_a_deeply_nested_letter_is_refused():
    with pytest.raises(LetterError):
        read_json('{"schema": 1, "content": ' + "[" * 5000 + "]" * 5000 + "}")
