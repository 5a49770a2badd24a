"""A letter in another language beside its original: what is taken from where, and what is told."""

from __future__ import annotations

import datetime
from dataclasses import replace

import pytest

from liaison.letter.letter import (
    Annex,
    Contact,
    Entry,
    InReplyTo,
    Letter,
    Paragraph,
    Recipient,
    Run,
    paragraph,
)
from liaison.letter.paths import parts_of, replaced, value_of
from liaison.letter.translated import facts_in, in_translation, text_differences, word_paths

DAY = datetime.date(2023, 5, 22)
ORIGINAL = Letter(
    title="On coverage",
    symbol="SG2-LS27",
    date=DAY,
    to=(Recipient("First Council", purpose="action", deadline=DAY), Recipient("Second Council")),
    in_reply_to=(InReplyTo("Their letter", "SG9-LS4"),),
    contacts=(Contact(name="Ada Example", role="Chair", email="ada@example.org"),),
    content=(paragraph("See 2/34 of 22 May 2023."), paragraph("Write to ada@example.org.")),
    annexes=(
        Annex(title="Papers", columns=("Doc.",), entries=(Entry("2/34", "Kenya", "Masts"), Entry("2/35", "", "Nets"))),
    ),
)
FRENCH = Letter(
    title="Sur la couverture",
    symbol="SG2-LS27",
    date=DAY,
    to=(Recipient("Premier conseil", purpose="action", deadline=DAY), Recipient("Deuxième conseil")),
    in_reply_to=(InReplyTo("Leur lettre", "SG9-LS4"),),
    contacts=(Contact(name="Ada Example", role="Présidente", email="ada@example.org"),),
    content=(paragraph("Voir 2/34 du 22 mai 2023."), paragraph("Écrire à ada@example.org.")),
    annexes=(
        Annex(
            title="Documents", columns=("Doc.",), entries=(Entry("2/34", "Kenya", "Mâts"), Entry("2/35", "", "Filets"))
        ),
    ),
)


def told(words: Letter) -> list[tuple[str, str, str]]:
    return [(one.level, one.field, one.message) for one in in_translation(ORIGINAL, words, "fr")[1]]


def test_words_are_the_translations_and_facts_the_originals() -> None:
    letter, findings = in_translation(ORIGINAL, FRENCH.replace(study_period="2018-2021"), "fr")
    assert (letter, findings) == (FRENCH.replace(language="fr"), ())


def test_other_symbol_date_name_and_address_are_told_and_not_taken() -> None:
    contact = replace(FRENCH.contacts[0], name="Ada Exemple", phone="+1")
    words = FRENCH.replace(symbol="SG2-LS28", date=DAY.replace(year=2024), contacts=(contact,))
    assert in_translation(ORIGINAL, words, "fr")[0] == FRENCH.replace(language="fr")
    kept = "the original’s is kept."
    assert told(words) == [
        ("warning", "symbol", f"The translation gives “SG2-LS28” for “SG2-LS27”; {kept}"),
        ("warning", "date", f"The translation gives “2024-05-22” for “2023-05-22”; {kept}"),
        ("warning", "contacts[0].name", f"The translation gives “Ada Exemple” for “Ada Example”; {kept}"),
        ("warning", "contacts[0].phone", "The translation gives “+1”, the original nothing; it was left out."),
    ]


def test_fact_that_the_translation_leaves_out_is_a_note() -> None:
    assert told(FRENCH.replace(date=None)) == [
        ("note", "date", "The translation does not give “2023-05-22”; it is kept.")
    ]


def test_rows_are_matched_by_their_symbols_wherever_they_stand() -> None:
    annex = replace(FRENCH.annexes[0], entries=FRENCH.annexes[0].entries[::-1])
    assert in_translation(ORIGINAL, FRENCH.replace(annexes=(annex,)), "fr") == (FRENCH.replace(language="fr"), ())


def test_row_that_is_missing_keeps_the_originals_words_and_one_too_many_is_left_out() -> None:
    annex = replace(FRENCH.annexes[0], entries=(FRENCH.annexes[0].entries[1], Entry("2/99", "", "De trop")))
    letter, _findings = in_translation(ORIGINAL, FRENCH.replace(annexes=(annex,), to=FRENCH.to[:1]), "fr")
    assert [entry.title for entry in letter.annexes[0].entries] == ["De trop", "Filets"]
    assert [party.text for party in letter.to] == ["Premier conseil", "Second Council"]
    assert ("warning", "to[1]", "This is not in the translation; the original’s words stay.") in told(
        FRENCH.replace(to=FRENCH.to[:1])
    )
    assert told(FRENCH.replace(to=(*FRENCH.to, Recipient("Troisième")))) == [
        ("warning", "to", "“Troisième” is in the translation alone; it was left out.")
    ]


def test_running_text_that_names_the_same_facts_says_nothing() -> None:
    assert text_differences(ORIGINAL, FRENCH) == ()


def test_running_text_that_names_other_facts_is_told_by_paragraph() -> None:
    words = FRENCH.replace(content=(paragraph("Voir 2/35 du 23 mai 2023."), paragraph("Écrire à bob@example.org.")))
    assert [(one.field, one.where, one.message) for one in text_differences(ORIGINAL, words)] == [
        ("content", "paragraph 1", "Symbols differ from the original’s: not here: 2/34; only here: 2/35."),
        ("content", "paragraph 1", "Dates differ from the original’s: not here: 2023-05-22; only here: 2023-05-23."),
        (
            "content",
            "paragraph 2",
            "Addresses differ from the original’s: not here: ada@example.org; only here: bob@example.org.",
        ),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "See 2/34 of 22 May 2023: http://example.org/x, me@example.org.",
        "انظر الوثيقة2/34 بتاريخ ٢٢ مايو ٢٠٢٣: http://example.org/x و me@example.org",
        "见2023年5月22日的文件2/34，http://example.org/x 和 me@example.org。",
        "См. 2/34 от 22 мая 2023 года: http://example.org/x, me@example.org.",
    ],
)
def test_facts_are_found_in_every_script(text: str) -> None:
    assert facts_in(text) == {
        "Symbols": {"2/34"},
        "Dates": {"2023-05-22"},
        "Addresses": {"http://example.org/x", "me@example.org"},
    }


def test_address_behind_a_link_counts() -> None:
    link = (Paragraph((Run("here", (), "https://example.org/2-34/"),)),)
    assert facts_in(link)["Addresses"] == {"https://example.org/2-34"}


def test_every_word_has_a_path_and_can_be_replaced() -> None:
    paths = word_paths(ORIGINAL)
    assert paths[:3] == ["title", "to[0].text", "to[1].text"]
    assert "annexes[0].entries[1].title" in paths
    for path in paths:
        changed = replaced(ORIGINAL, parts_of(path), "other")
        assert value_of(changed, path) == "other"
        assert replaced(changed, parts_of(path), value_of(ORIGINAL, path)) == ORIGINAL
