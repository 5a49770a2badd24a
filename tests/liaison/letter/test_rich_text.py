from hypothesis import given
from hypothesis import strategies as st

from liaison.letter.letter import Break, Cell, Heading, ItemList, Paragraph, Run, Table, paragraph
from liaison.letter.rich_text import blocks_from_html, html_from_blocks, sanitise

from .blocks import blocks


@given(blocks)
def test_blocks_survive_being_stored_as_html(value):
    assert blocks_from_html(html_from_blocks(value)) == value


@given(blocks)
def test_stored_html_is_clean_already(value):
    text = html_from_blocks(value)
    assert html_from_blocks(blocks_from_html(sanitise(text))) == text


@given(st.text())
def test_any_text_can_be_read(text):
    assert isinstance(blocks_from_html(text), tuple)


def test_scripts_styles_and_handlers_are_removed():
    dirty = '<p onclick="x()" style="color:red">One<script>alert(1)</script><style>p{}</style></p>'
    assert sanitise(dirty) == "<p>One</p>"


def test_links_of_other_schemes_lose_their_address_and_keep_their_text():
    assert sanitise('<a href="javascript:alert(1)">here</a> <a href="data:text/html,x">there</a>') == (
        "<a>here</a> <a>there</a>"
    )


def test_unknown_tags_go_and_their_text_stays():
    assert blocks_from_html("<div><font>One</font><img src=x alt=y></div>two") == (paragraph("One"), paragraph("two"))


def test_word_like_tags_become_those_of_the_vocabulary():
    assert sanitise("<h1>A</h1><B>b</B><i>c</i>") == "<h3>A</h3><strong>b</strong><em>c</em>"


def test_marks_links_and_breaks_are_read():
    html = '<p>See <strong>the <em>rules</em></strong><br><a href="https://example.org">here</a></p>'
    assert blocks_from_html(html) == (
        Paragraph(
            (
                Run("See "),
                Run("the ", ("strong",)),
                Run("rules", ("em", "strong")),
                Break(),
                Run("here", (), "https://example.org"),
            )
        ),
    )


def test_a_list_keeps_its_numbering_and_nesting():
    html = '<ol start="3" type="a"><li>one<ul><li>deep</li></ul></li><li>two</li></ol>'
    inner = ItemList(items=((paragraph("deep"),),))
    assert blocks_from_html(html) == (
        ItemList(True, 3, "lower-alpha", ((paragraph("one"), inner), (paragraph("two"),))),
    )


def test_a_row_of_headings_is_a_head_row_without_thead_too():
    html = '<table><tr><th>A</th><th>B</th></tr><tr><td colspan="2">c</td></tr></table>'
    head = (Cell((paragraph("A"),)), Cell((paragraph("B"),)))
    assert blocks_from_html(html) == (Table(1, (head, (Cell((paragraph("c"),), 2, 1),))),)


def test_headings_are_kept():
    assert blocks_from_html("<h3>Background</h3>") == (Heading(3, (Run("Background"),)),)


def test_deep_nesting_loses_tags_but_no_text():
    html = "<ul><li>" * 500 + "x" + "</li></ul>" * 500
    assert "x" in html_from_blocks(blocks_from_html(html))
