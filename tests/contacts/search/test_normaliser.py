"""What search takes for the same word."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contacts.search import normaliser
from contacts.search.normaliser import joined, may_share_a_stem, stems, tokens
from contacts.search.normaliser import words as words_alone


def words(text: str) -> list[str]:
    return [token.text for token in tokens(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Côte d’Ivoire", ["cote", "d", "ivoire"]),
        ("ÉLÈVE e\u0301le\u0300ve", ["eleve", "eleve"]),
        ("Straße ﬁn ＡＢＣ １２", ["strasse", "fin", "abc", "12"]),
        ("ЁЛКА ёлка елка", ["елка", "елка", "елка"]),
        ("первый Йод", ["первый", "йод"]),
        ("SG15-LS12/WP2", ["sg15", "ls12", "wp2"]),
        ("2/34 (Rev.1)", ["2", "34", "rev", "1"]),
        ("a_b\x00c", ["a", "b", "c"]),
        ("", []),
    ],
)
def test_accents_case_and_signs_do_not_count(text: str, expected: list[str]) -> None:
    assert words(text) == expected


@pytest.mark.parametrize(
    ("one", "other"),
    [("المُعَلِّمَةُ", "المعلمه"), ("الإتصالات", "الاتصالات"), ("أمـــن", "امن"), ("الرقمى", "الرقمي"), ("مؤسسة", "موسسه")],
)
def test_variants_of_arabic_letters_are_one(one: str, other: str) -> None:
    assert words(one) == words(other)


def test_chinese_is_read_in_pairs_and_its_last_character() -> None:
    assert words("电信标准5G网络") == ["电信", "信标", "标准", "准", "5g", "网络", "络"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("networks", "networking"),
        ("children", "child"),
        ("nationaux", "nationale"),
        ("telecomunicación", "telecomunicaciones"),
        ("сетей", "сети"),
        ("подпись", "подписи"),
        ("شبكات", "الشبكة"),
        ("والشبكات", "شبكه"),
    ],
)
def test_inflected_forms_share_a_stem(one: str, other: str) -> None:
    forms = [{token.text, *stems(token.lexical)} for token in (*tokens(one), *tokens(other))]
    assert forms[0] & forms[1]


def test_stem_in_a_known_language_is_of_that_language_alone() -> None:
    assert stems("nationaux", "fr") == ("national",)


def test_word_with_a_hyphen_is_one_word_too() -> None:
    assert list(joined("Cyber-security and e‑waste, 2022-2025")) == ["cybersecurity", "ewaste"]


@given(st.text(max_size=80))
def test_places_of_words_lie_in_the_text_in_order(text: str) -> None:
    length = len(unicodedata.normalize("NFC", text))
    places = [(token.start, token.end) for token in tokens(text)]
    assert all(0 <= start < end <= length for start, end in places)
    assert [start for start, _end in places] == sorted(start for start, _end in places)


@given(st.text(max_size=80))
def test_words_hold_letters_and_digits_alone(text: str) -> None:
    """Neither engine could take anything else in a query."""
    assert all(word.isalnum() or not word.isascii() for word in words(text))
    assert not any(sign in word for word in words(text) for sign in "'\"\\:*()&|!<> \n\x00")


@given(st.text())
def test_words_are_the_tokens_without_their_places(text: str) -> None:
    assert words_alone(text) == [(token.text, token.lexical) for token in tokens(text)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("islands", "island"),
        ("men", "man"),
        ("dying", "die"),
        ("people", "person"),
        ("constamment", "constante"),
        ("островами", "остров"),
        ("والاتصالات", "اتصال"),
        ("تستخدم", "يستخدم"),
    ],
)
def test_words_of_one_stem_are_compared(one: str, other: str) -> None:
    (asked,) = tokens(other)
    assert may_share_a_stem(next(tokens(one)).lexical, asked.text, stems(asked.lexical))


def test_characters_whose_places_are_not_counted_stay_one_each() -> None:
    counted = [chr(code) for code in range(0x10000) if not normaliser._SPREADS.search(chr(code))]
    assert [one for one in counted if len(normaliser._plain[ord(one)]) != 1] == []


@given(st.text(alphabet=st.sampled_from("a é ß…¼ǆﬁ\u0301أ\u064bﷺ中，—’\u00ad\U0001f600"), max_size=30))
def test_places_are_those_of_each_character(text: str) -> None:
    text = unicodedata.normalize("NFC", text)
    expected = [place for place, one in enumerate(text) for _part in normaliser._plain[ord(one)]]
    plain, places = normaliser._with_places(text)
    assert (plain, list(places)) == (text.translate(normaliser._plain), [*expected, len(text)])
