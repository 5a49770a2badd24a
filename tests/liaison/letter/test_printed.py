"""What a printed copy carries of a letter."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings

from liaison.letter.letter import (
    Annex,
    Approval,
    Attachment,
    Contact,
    Entry,
    InReplyTo,
    Letter,
    Meeting,
    Paragraph,
    Party,
    Recipient,
    Run,
    paragraph,
    plain_text,
)
from liaison.letter.sheet import Sheet
from liaison.letter.to_docx import to_docx

from .canonical import letters
from .letters import EVERYTHING, IN_LANGUAGES, SEED
from .opened_docx import WordFile, text_of

JUNE = date(2024, 6, 1)


@settings(deadline=None, max_examples=40)
@given(letters())
def test_canonical_letter_is_printed_whole(letter: Letter) -> None:
    assert letter.as_printed() == letter


@settings(deadline=None, max_examples=20)
@given(letters())
def test_all_words_of_a_letter_are_in_its_word_file(letter: Letter) -> None:
    text = "".join(text_of(WordFile(letter, Sheet()).body).split())
    blocks = [
        letter.abstract,
        letter.content,
        *(part for annex in letter.annexes for part in (annex.intro, annex.content)),
    ]
    words = [letter.title, *letter.subtitle, *letter.signatures, *(plain_text(part) for part in blocks)]
    assert [word for word in words if "".join(word.split()) not in text] == []


@pytest.mark.parametrize("letter", [*IN_LANGUAGES.values(), EVERYTHING])
def test_printing_what_was_printed_prints_the_same(letter: Letter) -> None:
    assert to_docx(letter.as_printed(), Sheet()) == to_docx(letter, Sheet())


@pytest.mark.parametrize(
    ("letter", "printed"),
    [
        (Letter(from_=(Party("A", "ITU-D SG2", ("9/9",)),)), Letter(from_=(Party("A"),))),
        (Letter(from_=(Party("", "SG2", ("3/2",)),)), Letter(from_=(Party("SG2 Q3/2", None, ("3/2",)),))),
        (
            Letter(to=(Recipient("Q8, 9, 10/16"),)),
            Letter(to=(Recipient("Q8, 9, 10/16", None, ("8/16", "9/16", "10/16")),)),
        ),
        (Letter(attachments=(Attachment("A", sha256="0" * 64),)), Letter(attachments=(Attachment("A"),))),
        (Letter(next_meetings=(Meeting("June", JUNE, JUNE),)), Letter()),
        (Letter(approval=Approval("At the desk", "study_group", JUNE)), Letter(approval=Approval("At the desk"))),
        (
            Letter(approval=Approval("", "correspondence", JUNE)),
            Letter(approval=Approval("By correspondence, 1 June 2024", "correspondence", JUNE)),
        ),
        (Letter(meeting=Meeting("", JUNE, JUNE)), Letter(meeting=Meeting("1 June 2024", JUNE, JUNE))),
        (
            Letter(in_reply_to=(InReplyTo("LS", "SG9/LS/4", JUNE),)),
            Letter(in_reply_to=(InReplyTo("LS, SG9/LS/4", "SG9/LS/4"),)),
        ),
        (
            Letter(to=(Recipient("A", deadline=JUNE, deadline_text="by 1 May 2024"),)),
            Letter(to=(Recipient("A", deadline=date(2024, 5, 1)),)),
        ),
        (Letter(contacts=(Contact("", name="A"),)), Letter(contacts=(Contact("Contact", name="A"),))),
        (Letter(language="fr", original_language=""), Letter(language="fr", original_language="fr")),
        (Letter(title="\u200eA\u200f"), Letter(title="A")),
    ],
)
def test_copy_has_words_and_what_they_say(letter: Letter, printed: Letter) -> None:
    assert letter.as_printed() == printed


def test_contacts_stand_under_their_labels() -> None:
    contacts = [Contact(label, name=name) for label, name in (("Editor", "A"), ("Contact", "B"), ("Editor", "C"))]
    assert [contact.name for contact in Letter(contacts=tuple(contacts)).as_printed().contacts] == ["A", "C", "B"]


def test_annex_without_documents_is_content_alone() -> None:
    annex = Annex(2, "Annex 2: Text", (paragraph("a"),), ("Column",), (), (paragraph("b"),))
    assert Letter(annexes=(annex,)).as_printed().annexes == (
        Annex(2, "Text", content=(paragraph("a"), paragraph("b"))),
    )


def test_annex_without_columns_is_printed_under_the_usual_ones() -> None:
    (annex,) = Letter(annexes=(Annex(entries=(Entry("9/1"),)),)).as_printed().annexes
    assert annex.columns == ("Document and source", "Title", "Brief information")


def test_addresses_in_the_text_are_links_in_print() -> None:
    (block,) = Letter(content=(paragraph("www.example.org"),)).as_printed().content
    assert block == Paragraph((Run("www.example.org", href="https://www.example.org"),))


def test_next_meetings_are_those_that_the_words_announce() -> None:
    assert [meeting.start for meeting in SEED.as_printed().next_meetings] == [date(2023, 10, 30)]
