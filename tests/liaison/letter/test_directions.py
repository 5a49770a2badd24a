"""Words of the other direction on a page."""

import pytest

from liaison.letter.directions import block_html
from liaison.letter.letter import Heading, ItemList, Paragraph, Run, paragraph


def test_block_of_the_other_direction_says_so():
    blocks = [paragraph("In English."), ItemList(ordered=True, start=3, items=((paragraph("One"),),))]
    assert [block_html(block, "ar") for block in blocks] == [
        '<p dir="ltr">In English.</p>',
        '<ol start="3" dir="ltr"><li>One</li></ol>',
    ]


@pytest.mark.parametrize("symbol", ["2/71 (Rev.1)", "2/ADM/1 (Rev.2)", "2/ADM/1", "SG2RGQ/20(Rev.1)"])
def test_symbol_keeps_its_order_among_arabic_words(symbol):
    assert (
        block_html(paragraph(f"الوثيقة {symbol} للعلم"), "ar") == f'<p>الوثيقة <bdi dir="ltr">{symbol}</bdi> للعلم</p>'
    )


def test_symbol_among_english_words_stays_as_it_is():
    block = paragraph("See 2/71 (Rev.1)")
    assert block_html(block, "en") == "<p>See 2/71 (Rev.1)</p>"


def test_address_of_a_link_is_left_alone():
    block = Paragraph((Run("وثيقة", href="https://e.org/a/b"), Run(" 2/ADM/1")))
    assert block_html(block, "ar") == '<p><a href="https://e.org/a/b">وثيقة</a> <bdi dir="ltr">2/ADM/1</bdi></p>'


def test_headings_begin_at_the_level_that_the_page_leaves_free():
    heading = [block_html(Heading(level, (Run("A"),)), "en", top=2) for level in (3, 4)]
    assert heading == ["<h2>A</h2>", "<h3>A</h3>"]
