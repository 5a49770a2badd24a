"""What readers say of a file is said in the language of the desk."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pytest
from django.utils import translation

from liaison.finding_words import SENTENCES, in_words

READERS = Path(__file__).parents[2] / "liaison" / "letter"
SAID_BY = {"error", "warning", "note", "Refusal"}
# What stands in a sentence that is put together, where it is no word of the file.
PUT_IN = {
    "DAMAGED": ["This Word document is damaged and cannot be read"],
    "NOTES[kind]": ["A footnote"],
    "names[field]": ["title"],
    "kind": ["Dates"],
    "what": ["a picture", "A picture", "fits several recipients"],
    "words": ["7", ""],
    "where[5:]": ["head"],
    "problem": ["several dates", "is no purpose that is known"],
    "said": ["“7”"],
    "why": ["several dates", "its words name none for certain"],
}


def said_by_readers() -> Iterator[set[str]]:
    """Of each call the sentences that it may say."""
    for path in READERS.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and node.args and _name(node.func) in SAID_BY:
                yield {"".join(parts) for parts in product(*_parts(node.args[-1]))} - {""}


def _name(function: ast.expr) -> str:
    return getattr(function, "attr", getattr(function, "id", ""))


def _parts(node: ast.expr) -> list[list[str]]:
    if isinstance(node, ast.JoinedStr):
        return [words for part in node.values for words in _parts(part)]
    if isinstance(node, ast.FormattedValue):
        return [PUT_IN.get(ast.unparse(node.value), ["7"])]
    return [[node.value]] if isinstance(node, ast.Constant) and isinstance(node.value, str) else [[""]]


def test_each_sentence_of_a_reader_has_its_translation() -> None:
    said = [sentences for sentences in said_by_readers() if sentences]
    with translation.override("fr"):
        untold = [each for each in said if all(in_words(sentence) == sentence for sentence in each)]
    assert (untold, len(said) > 80) == ([], True)


@pytest.mark.parametrize("sentence", SENTENCES)
def test_a_sentence_is_itself_in_english(sentence: str) -> None:
    said = sentence.replace("%(what)s", "several dates")
    assert in_words(said) == said


def test_words_of_the_file_stay_and_what_is_said_of_them_is_translated() -> None:
    with translation.override("ar"):
        assert in_words("The date cannot be read: “5/6” can be 2023-06-05 or 2023-05-06.") == (
            "تتعذر قراءة التاريخ: قد يعني “5/6” 2023-06-05 أو 2023-05-06."
        )
        assert in_words("letter.docx: The file is empty.") == "letter.docx: الملف فارغ."
        assert in_words("Something else.") == "Something else."
