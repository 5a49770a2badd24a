"""What was found, marked in its own words, and safe to show."""

from __future__ import annotations

import pytest

from contacts.search.excerpts import Meaning, excerpt, marked
from contacts.search.queries import parse


@pytest.mark.parametrize(
    ("text", "asked", "expected"),
    [
        ("Networks of schools", "network", "<mark>Networks</mark> of schools"),
        ("Côte d’Ivoire", "cote ivoire", "<mark>Côte</mark> d’<mark>Ivoire</mark>"),
        ("e\u0301cole", "ECOLE", "<mark>école</mark>"),
        ("Straße und Fluß", "fluss", "Straße und <mark>Fluß</mark>"),
        ("电信标准化部门", "标准化", "电信<mark>标准化</mark>部门"),
        ("المُعَلِّمَةُ هنا", "المعلمه", "<mark>المُعَلِّمَةُ</mark> هنا"),
        ("ITU电信 وزارة المعلمين", "معلم itu", "<mark>ITU</mark>电信 وزارة <mark>المعلمين</mark>"),
        ("電信 الأطفال 学校", "اطفال", "電信 <mark>الأطفال</mark> 学校"),
        ("see 2/34 and 34", "2/34", "see <mark>2/34</mark> and 34"),
        ("remote and islands", '"remote islands"', "remote and islands"),
        ("telecommunication", "telecom", "<mark>telecommunication</mark>"),
    ],
)
def test_words_that_were_looked_for_are_marked(text: str, asked: str, expected: str) -> None:
    assert marked(text, Meaning(parse(asked))) == expected


def test_excerpt_shows_nothing_but_text() -> None:
    html = excerpt("<script>alert(1)</script> & <b>networks</b>", Meaning(parse("networks <script>")))
    assert html == (
        "&lt;<mark>script</mark>&gt;alert(1)&lt;/<mark>script</mark>&gt; &amp; &lt;b&gt;<mark>networks</mark>&lt;/b&gt;"
    )


def test_excerpt_is_short_and_holds_most_of_what_was_found() -> None:
    text = "islands " + "word " * 500 + "remote islands have cables " + "word " * 500
    html = excerpt(text, Meaning(parse("remote islands cables")))
    assert "<mark>remote</mark> <mark>islands</mark> have <mark>cables</mark>" in html
    assert (html[:2], html[-2:], len(html) < 360) == ("… ", " …", True)


def test_excerpt_without_a_hit_is_empty() -> None:
    assert excerpt("Something else", Meaning(parse("networks"))) == ""


@pytest.mark.parametrize("filler", ["nothing of the kind\n", "rien de tout ça, là\n", "child of an online world\n"])
def test_words_side_by_side_are_found_far_down_a_long_text(filler: str) -> None:
    text = filler * 400 + "Child ONLINE protection"
    assert excerpt(text, Meaning(parse('"child online"'))).endswith("<mark>Child ONLINE</mark> protection")
