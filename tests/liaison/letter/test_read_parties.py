"""Senders, recipients, copies; purposes and deadlines that belong to some of them."""

from datetime import date

import pytest

from liaison.letter.letter import Party, Recipient
from liaison.letter.read_symbols import find_questions

from .forms import FORM, messages_with, read, read_with, said_with


def names(parties):
    return [one.text for one in parties]


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("3GPP, GSMA, WBA", ["3GPP", "GSMA", "WBA"]),
        ("3GPP SA1, SA3, CT3", ["3GPP SA1", "3GPP SA3", "3GPP CT3"]),
        ("ITU-T SG20, SG13 & SG3", ["ITU-T SG20", "ITU-T SG13", "ITU-T SG3"]),
        ("ITU\u2011T SG20, SG13", ["ITU\u2011T SG20", "ITU-T SG13"]),
        ("ITU-T SG17 and ITU-R WP 5D", ["ITU-T SG17", "ITU-R WP 5D"]),
        ("ITU-T SG20; ETSI TC SmartM2M", ["ITU-T SG20", "ETSI TC SmartM2M"]),
        ("ITU-T SG15 (WP1, WP2)", ["ITU-T SG15 (WP1, WP2)"]),
        ("ITU-D Study Group 2 (SG2), Question 3/2 (Q3/2)", ["ITU-D Study Group 2 (SG2), Question 3/2 (Q3/2)"]),
        ("ITU SG 16 Q8, 9, 10/16", ["ITU SG 16 Q8, 9, 10/16"]),
        (
            "IETF CODEC Working Group, Real-Time Applications and Infrastructure Area (RAI)",
            ["IETF CODEC Working Group, Real-Time Applications and Infrastructure Area (RAI)"],
        ),
        ("Test Council\n\tOther Council", ["Test Council", "Other Council"]),
        ("-", []),
        ("n/a", []),
        ("None", []),
        ("none.", []),
        ("", []),
    ],
)
def test_recipients_are_told_apart_and_prefixes_written_out(printed, expected):
    assert names(read_with(To=printed).to) == expected


def test_comma_that_may_part_two_bodies_is_asked():
    printed = "Council of Tests, GSMA"
    assert names(read_with(To=printed).to) == [printed]
    assert messages_with(To=printed) == [f"“{printed}” may name more than one body: it was kept as one."]


def test_recipient_keeps_its_address_and_its_questions():
    assert read_with(To="ITU-T SG16 Q8, 9, 10/16 (tsbsg16@example.int)").to == (
        Recipient(
            "ITU-T SG16 Q8, 9, 10/16",
            questions=("8/16", "9/16", "10/16"),
            address="tsbsg16@example.int",
            purpose="information",
        ),
    )


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("Question 3/2", ("3/2",)),
        ("Q3/2", ("3/2",)),
        ("Q8, 9, 10/16", ("8/16", "9/16", "10/16")),
        ("Questions 1/2 and 4/2", ("1/2", "4/2")),
        ("Q.5/17 & Q6/17", ("5/17", "6/17")),
        ("Questions 5, 6 and 7A/2", ("5/2", "6/2", "7A/2")),
        ("Вопрос 6/2", ("6/2",)),
        ("Cuestión 5/1", ("5/1",)),
        ("Question 3", ()),
        ("2/34", ()),
    ],
)
def test_numbers_of_questions_inherit_the_group_that_follows(text, numbers):
    assert find_questions(text) == numbers


@pytest.mark.parametrize(
    ("wish", "purposes"),
    [
        ("Information", ["information", "information", "information"]),
        ("for action", ["action", "action", "action"]),
        ("SG17 for action; others for information", ["action", "information", "information"]),
        (
            "ITU-T SG17 and ETSI for comment, Test Council for information",
            ["comment", "comment", "information"],
        ),
        ("Information to all", ["information", "information", "information"]),
    ],
)
def test_purpose_belongs_to_those_whom_it_names(wish, purposes):
    letter = read_with(To="ITU-T SG17\n\tETSI\n\tTest Council", For=wish)
    assert [one.purpose for one in letter.to] == purposes


def test_labels_for_each_purpose_make_recipients():
    text = FORM.with_header(
        To=None, For=None, For_action_to="3GPP, GSMA", For_comment_to="", For_information_to="ITU-T SG20, SG13"
    ).text()
    assert [(one.text, one.purpose) for one in read(text).to] == [
        ("3GPP", "action"),
        ("GSMA", "action"),
        ("ITU-T SG20", "information"),
        ("ITU-T SG13", "information"),
    ]


def test_recipients_own_words_give_purpose_and_deadline():
    letter = read_with(
        To="ITU-T SG17 (for action by 30 June 2024)\n\tETSI (for comment)\n\tTest Council", For="Information"
    )
    assert letter.to == (
        Recipient("ITU-T SG17", purpose="action", deadline=date(2024, 6, 30)),
        Recipient("ETSI", purpose="comment"),
        Recipient("Test Council", purpose="information"),
    )


def test_deadline_is_for_those_who_are_asked_to_act_or_comment():
    letter = read_with(
        To="ITU-T SG17\n\tETSI", For="ITU-T SG17 for action; ETSI for information", Deadline="30 June 2024"
    )
    assert [one.deadline for one in letter.to] == [date(2024, 6, 30), None]


def test_deadline_of_information_alone_is_for_all():
    assert [one.deadline for one in read_with(Deadline="30 June 2024").to] == [date(2024, 6, 30)]


def test_deadlines_that_name_their_recipient_are_given_to_it():
    letter = read_with(
        To="ITU-T SG17\n\tETSI", For="Action", Deadline="ITU-T SG17: 30 June 2024; ETSI: 1 September 2024"
    )
    assert [one.deadline for one in letter.to] == [date(2024, 6, 30), date(2024, 9, 1)]


def test_two_purposes_for_one_recipient_are_a_finding_and_no_purpose():
    assert read_with(For="action and comment").to == (Recipient("Test Council"),)
    assert messages_with(For="action and comment") == ["“action and comment” gives two purposes; a recipient has one."]


def test_word_that_is_no_purpose_is_a_finding():
    assert said_with(For="Enjoyment") == [("warning", "to[0].purpose", "line 12")]


def test_recipient_without_purpose_is_a_finding():
    assert messages_with(For=None) == ["No purpose was found for “Test Council”."]


def test_nobody_as_recipient_is_a_finding():
    assert messages_with(To="-", For="-") == ["No recipient was found."]


def test_copies_are_no_recipients():
    assert read_with(Cc="ITU-T SG2, SG3").cc == (Recipient("ITU-T SG2"), Recipient("ITU-T SG3"))


def test_two_senders_keep_their_questions_apart():
    assert read_with(From="ITU-D SG1, Question 4/1\n\tITU-D SG2, Question 3/2").from_ == (
        Party("ITU-D SG1, Question 4/1", questions=("4/1",)),
        Party("ITU-D SG2, Question 3/2", questions=("3/2",)),
    )


@pytest.mark.parametrize("printed", ["S4-150241", "S4\u2011150241", "Document S4\u2010150241"])
def test_symbol_is_read_with_any_hyphen(printed):
    assert read_with(Document=printed).symbol == "S4-150241"
