"""A Letter as one HTML document."""

import datetime
import re
from html.parser import HTMLParser

import pytest

from liaison.letter.labels import labels
from liaison.letter.letter import (
    Annex,
    Approval,
    Attachment,
    Contact,
    Entry,
    InReplyTo,
    Letter,
    Meeting,
    Party,
    Recipient,
    Run,
    paragraph,
)
from liaison.letter.sheet import Sheet
from liaison.letter.to_html import NoSuchAnnexError, to_html

from .odd_letters import OddLetters

DAY = datetime.date(2023, 5, 22)
LETTER = Letter(
    title="Title of it",
    subtitle=("First line", "Second line"),
    symbol="SG2/LS/1",
    other_symbols=("2/45",),
    reference="Our reference",
    date=DAY,
    action_required="Please note.",
    from_=(Party("Study Group 2", "SG2", ("3/2",), "Geneva"),),
    to=(Recipient("Group One", None, (), "", "action", DAY), Recipient("Group Two", None, (), "", "information")),
    cc=(Recipient("Group Three"),),
    in_reply_to=(InReplyTo("Their statement", "TD 1", DAY),),
    meeting=Meeting("", DAY, datetime.date(2023, 5, 24)),
    approval=Approval("", "study_group", DAY),
    contacts=(Contact("Contact", "Ms", "Ana Example", "Rapporteur", "Utopia", "", "ana@example.org", "+41 22"),),
    reply_to="sg2@example.org",
    signatures=("Signed",),
    keywords=("one", "two"),
    abstract=(paragraph("In short."),),
    content=(paragraph("The words."),),
    annexes=(
        Annex(1, "Papers", (paragraph("Intro."),), ("Doc.", "Title", "Brief"),
              (Entry("2/34", "Utopia", "A paper", (paragraph("About it."),), "https://example.org/2-34"),)),
        Annex(2, "Text", content=(paragraph("More words."),)),
    ),
    attachments=(Attachment("A file", "TD 2", "https://example.org/td2"),),
)  # fmt: skip


def html(letter=LETTER, **sheet):
    return to_html(letter, Sheet(**sheet)).decode()


class Words(HTMLParser):
    def __init__(self, page):
        super().__init__()
        self.found, self.silent = [], False
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.silent = tag in ("style", "title")

    def handle_data(self, data):
        if data.strip() and not self.silent:
            self.found.append(data.strip())


def test_all_of_a_letter_is_printed_in_the_order_of_the_form():
    assert Words(html(letterhead=("ITU-X", "Example Union"))).found == [
        "ITU-X", "Example Union", "SG2/LS/1", "Also issued as:", "2/45", "22 May 2023", "Original: English",
        "Liaison statement", "Title of it", "First line", "Second line", "Action required:", "Please note.",
        "To:", "Group One – for action, deadline: 22 May 2023", "Group Two – for information",
        "Cc:", "Group Three", "From:", "Study Group 2", "Geneva", "Approval:", "Study group, 22 May 2023",
        "In reply to:", "Their statement, TD 1", "Reference:", "Our reference",
        "Meeting:", "22 May 2023 – 24 May 2023", "Contact:", "Ms Ana Example", "Rapporteur, Utopia",
        "E-mail:", "ana@example.org", "Tel.:", "+41 22", "Replies to:", "sg2@example.org", "Keywords:", "one, two",
        "Abstract", "In short.", "The words.", "Signed", "Attachments", "A file (TD 2)",
        "Annex 1: Papers", "Intro.", "Doc.", "Title", "Brief", "2/34", "Utopia", "A paper", "About it.",
        "Annex 2: Text", "More words.",
    ]  # fmt: skip


def test_same_letter_gives_the_same_bytes():
    assert to_html(LETTER, Sheet()) == to_html(LETTER, Sheet())


def test_empty_letter_is_a_document():
    assert Words(html(Letter())).found == ["Original: English", "Liaison statement"]


def test_one_annex_alone():
    words = Words(html(only_annex=2)).found
    assert words[-2:] == ["Annex 2: Text", "More words."]
    assert "The words." not in words
    assert "A paper" not in words


def test_transcription_has_a_note_and_no_letterhead():
    words = Words(html(letterhead=("Zebra",), transcription=True)).found
    assert words[:2] == ["Transcription", labels("en")["transcription_note"]]
    assert "Zebra" not in words


def test_banner_stands_above_the_title():
    assert '<p class="banner">WITHDRAWN: because</p>' in html(banner="WITHDRAWN: because")


def test_document_of_an_arabic_letter_runs_from_the_right():
    assert '<html lang="ar" dir="rtl">' in html(LETTER.replace(language="ar"))


def test_french_colon_has_its_space():
    assert "<dt>À\u00a0:</dt>" in html(LETTER.replace(language="fr"))


@pytest.mark.parametrize("field", ["title", "reference", "action_required", "reply_to", "symbol"])
def test_markup_in_a_text_is_escaped(field):
    page = html(LETTER.replace(**{field: '<script>"&'}))
    assert "<script>" not in page
    assert "&lt;script&gt;" in page


def test_address_of_an_unknown_scheme_is_no_link():
    page = html(Letter(annexes=(Annex(1, entries=(Entry("2/34", url="javascript:x()"),)),)))
    assert ("javascript" in page, "<bdi>2/34</bdi>" in page) == (False, True)


@pytest.mark.parametrize("columns", [1, 2, 3, 4, 6])
def test_row_fills_as_many_columns_as_there_are_headings(columns):
    entry = Entry("2/34", "Utopia", "A paper", (paragraph("About it."),))
    page = html(Letter(annexes=(Annex(1, columns=("Head",) * columns, entries=(entry,)),)))
    across = [int(number) for number in re.findall(r'<td colspan="(\d)"', page)]
    assert page.count("<td>") + sum(across) == columns
    assert [word for word in ("2/34", "Utopia", "A paper", "About it.") if word not in page] == []


def test_text_is_composed_and_half_characters_are_left_out():
    page = html(Letter(title="Co\u0302te \ud800 😀", content=(paragraph("e\u0301"),)))
    assert ("<h1>Côte 😀</h1>" in page, "<p>é</p>" in page) == (True, True)


def test_one_purpose_and_one_deadline_are_printed_once():
    both = (Recipient("A", purpose="action", deadline=DAY), Recipient("B", purpose="action", deadline=DAY))
    words = Words(html(Letter(to=both))).found
    assert words[words.index("For:") :] == ["For:", "Action", "Deadline:", "22 May 2023"]


def test_link_in_the_content_is_kept():
    run = Run("here", href="https://example.org/")
    page = html(Letter(content=(paragraph("x").__class__((run,)),)))
    assert '<a href="https://example.org/">here</a>' in page


def test_symbol_keeps_its_order_in_an_arabic_letter():
    page = to_html(Letter(language="ar", content=(paragraph("الوثيقة 2/71 (Rev.1)"),)), Sheet()).decode()
    assert '<p>الوثيقة <bdi dir="ltr">2/71 (Rev.1)</bdi></p>' in page


def test_annex_that_is_not_there_is_refused():
    with pytest.raises(NoSuchAnnexError):
        html(only_annex=3)


def test_transcription_looks_like_one():
    assert ('<body class="neutral">' in html(transcription=True), '<body class="neutral">' in html()) == (True, False)


@pytest.mark.parametrize("seed", range(20))
def test_any_letter_has_one_main_heading(seed):
    assert html(OddLetters(seed).letter()).count("<h1>") == 1
