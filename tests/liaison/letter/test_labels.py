from __future__ import annotations

from datetime import date

import pytest

from liaison.letter.labels import (
    LABELS,
    LANGUAGE_NAMES,
    base_language,
    colon,
    contact_label,
    labels,
    language_name,
    printed_date,
)

LANGUAGES = ["ar", "en", "es", "fr", "ru", "zh"]


def test_all_six_languages_have_the_same_labels() -> None:
    assert sorted(LABELS) == sorted(LANGUAGE_NAMES) == LANGUAGES
    assert [set(words) for words in LABELS.values()] == [set(LABELS["en"])] * 6
    assert [sorted(names) for names in LANGUAGE_NAMES.values()] == [LANGUAGES] * 6


@pytest.mark.parametrize("code", LANGUAGES)
def test_no_label_is_empty_and_page_numbers_have_their_places(code: str) -> None:
    assert [key for key, words in LABELS[code].items() if not words.strip()] == []
    assert ("{page}" in LABELS[code]["page"], "{pages}" in LABELS[code]["page"]) == (True, True)
    assert "{number}" in LABELS[code]["annex"]


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("en", "22 May 2023"),
        ("fr", "22 mai 2023"),
        ("es", "22 de mayo de 2023"),
        ("ru", "22 мая 2023 г."),
        ("zh", "2023年5月22日"),
        ("ar", "22 مايو 2023"),
    ],
)
def test_date_is_printed_as_the_union_prints_it(code: str, expected: str) -> None:
    assert printed_date(date(2023, 5, 22), code) == expected


def test_first_of_the_month_in_french() -> None:
    assert printed_date(date(2024, 2, 1), "fr") == "1er février 2024"


def test_no_date_prints_nothing() -> None:
    assert printed_date(None, "en") == ""


@pytest.mark.parametrize(("code", "base"), [("zh-hans", "zh"), ("fr_CH", "fr"), ("FR", "fr"), ("de", "en"), ("", "en")])
def test_code_of_a_variant_or_another_language(code: str, base: str) -> None:
    assert (base_language(code), labels(code)["to"]) == (base, LABELS[base]["to"])


def test_name_of_a_language_in_another() -> None:
    names = [language_name("fr", "en"), language_name("zh-Hans", "fr"), language_name("de", "en")]
    assert names == ["French", "chinois", "de"]


def test_label_and_words_are_joined_as_the_language_does() -> None:
    assert [colon(code) for code in ("en", "fr", "zh")] == [": ", "\u00a0: ", "："]


def test_known_labels_of_contacts_are_translated_and_others_stay() -> None:
    shown = [contact_label(label, "fr") for label in ("Contact", "BDT focal point:", "", "Éditeur")]
    assert shown == ["Contact", "Coordonnateur du BDT", "Contact", "Éditeur"]
