import datetime

import pytest

from contacts.models import Alias
from liaison.letter.letter import Annex, Approval, Contact, Entry, InReplyTo, Letter, Meeting, Party, Recipient
from liaison.letter.resolve import resolve
from tests.factory import (
    make_body,
    make_document,
    make_entity,
    make_home,
    make_meeting,
    make_period,
    make_person,
    make_public_statement,
    make_question,
)

pytestmark = pytest.mark.django_db

DAY = datetime.date(2023, 5, 22)


def sender(text, *questions):
    return Letter(date=DAY, from_=(Party(text, None, questions),))


def fields(resolved):
    return [(finding.level, finding.field) for finding in resolved.findings]


@pytest.mark.parametrize(
    "text",
    [
        "ITU-D SG2",
        "itu-d sg 2",
        "ITU‑D Study Group 2",
        "ITU-D Study Group 2 (SG2), Question 3/2 (Q3/2)",
        "ITU-D SG2 Q3/2",
        "ITU-D Study Group 2 on Question 3/2",
        "Study Group Two of the D Sector (ITU-D SG2)",
        "SG2-D",
    ],
)
def test_a_body_is_found_under_any_spelling(text):
    group = make_home()
    Alias.objects.create(body=group, text="SG2-D")
    resolved = resolve(sender(text))
    assert (resolved.senders[0].body, resolved.letter.from_[0].body) == (group, "ITU-D SG2")


def test_the_printed_text_stays_beside_the_code():
    make_home()
    assert resolve(sender("ITU-D Study Group 2")).letter.from_[0].text == "ITU-D Study Group 2"


def test_an_ambiguous_name_is_asked():
    for sector in "DT":
        Alias.objects.create(body=make_body(f"ITU-{sector} SG2"), text="SG2")
    resolved = resolve(sender("SG2"))
    assert (resolved.senders[0].body, resolved.findings[0].message) == (None, "“SG2” may be ITU-D SG2, ITU-T SG2.")


def test_an_unknown_name_is_listed():
    resolved = resolve(sender("Group of the Moon"))
    assert fields(resolved) == [("warning", "from[0].body")]


def test_a_question_is_that_of_the_statements_date():
    group = make_home()
    make_question(period=make_period("2018-2021"), group=group)
    wanted = make_question(period=make_period("2022-2025"), group=group)
    assert resolve(sender("ITU-D SG2", "3/2")).senders[0].questions == (wanted,)


def test_a_question_of_several_periods_is_asked_without_a_date():
    group = make_home()
    make_question(period=make_period("2018-2021"), group=group)
    make_question(period=make_period("2022-2025"), group=group)
    resolved = resolve(sender("ITU-D SG2", "3/2").replace(date=None))
    assert (resolved.senders[0].questions, fields(resolved)) == ((), [("warning", "from[0].questions")])


def test_documents_are_found_in_the_senders_period():
    question = make_question()
    document = make_document("2/71 (Rev.1)")
    make_document("2/71")
    make_document("2/71 (Rev.1)", period=make_period("2018-2021"))
    entries = (Entry("2/71(Rev. 1)"), Entry("2/999"), Entry(None, title="Words"))
    letter = sender(question.group.code, "3/2").replace(annexes=(Annex(entries=entries),))
    resolved = resolve(letter)
    assert resolved.documents == ((document, None, None),)
    assert fields(resolved) == [("warning", "annexes[0].entries[1].symbol")]


def test_a_contact_is_found_by_name_or_address():
    by_name = make_person("Ana Exámple")
    by_mail = make_person("Other Spelling", email="Second@Example.org")
    contacts = (
        Contact(name="ANA EXAMPLE"),
        Contact(name="O. Spelling", email="second@example.org"),
        Contact(name="New"),
    )
    resolved = resolve(Letter(contacts=contacts))
    assert resolved.people == (by_name, by_mail, None)
    assert fields(resolved) == [("note", "contacts[2].name")]


def test_two_people_of_one_name_are_told_apart_by_address_or_asked():
    right = make_person("Same Name", email="a@example.org")
    make_person("Same Name", email="b@example.org")
    contacts = (Contact(name="Same Name", email="a@example.org"), Contact(name="Same Name"))
    resolved = resolve(Letter(contacts=contacts))
    assert (resolved.people, fields(resolved)) == ((right, None), [("warning", "contacts[1].name")])


def test_sources_and_affiliations_that_are_no_entity_are_listed():
    Alias.objects.create(entity=make_entity("United States of America"), text="USA")
    entries = (Entry(source="Atlantis"), Entry(source="usa"))
    letter = Letter(contacts=(Contact(name="", affiliation="USA"),), annexes=(Annex(entries=entries),))
    assert ("note", "annexes[0].entries[0].source") in fields(resolve(letter))
    assert len([field for _level, field in fields(resolve(letter)) if "source" in field]) == 1


def test_a_reply_is_linked_by_symbol():
    asked = make_public_statement(symbol="SG2-LS27")
    letter = Letter(in_reply_to=(InReplyTo("LS", "sg2-ls27"), InReplyTo("LS", "X-9"), InReplyTo("words")))
    resolved = resolve(letter)
    assert (resolved.replies, fields(resolved)) == ((asked, None, None), [("note", "in_reply_to[1]")])


def test_an_empty_register_matches_nothing_and_changes_nothing():
    letter = sender("ITU-D SG2", "3/2").replace(to=(Recipient("CWG-COP", purpose="information"),))
    assert resolve(letter).letter == letter


def test_the_meetings_are_those_of_the_senders_question_on_the_days():
    question = make_question()
    agreed = make_meeting(body=question.group, kind="rapporteur_group")
    agreed.questions.add(question)
    make_meeting(body=question.group)
    week = {"starts_on": datetime.date(2023, 10, 30), "ends_on": datetime.date(2023, 11, 3)}
    planned = make_meeting(body=question.group, **week)
    planned.questions.add(question)
    letter = sender(question.group.code, "3/2").replace(
        approval=Approval("Agreed", "rapporteur_group", DAY),
        next_meetings=(Meeting("", *week.values()), Meeting("soon")),
    )
    resolved = resolve(letter)
    assert (resolved.approval_meeting, resolved.next_meetings) == (agreed, (planned, None))


def make_groups() -> None:
    """Groups of two sectors with one number, and one whose number is alone."""
    for sector in "DT":
        parent = make_body(f"ITU-{sector}", name=f"Sector {sector}")
        group = make_body(f"ITU-{sector} SG2", name=f"ITU-{sector} Study Group 2", parent=parent)
        Alias.objects.create(body=group, text="SG2")
    alone = make_body("ITU-D SG1", name="ITU-D Study Group 1", parent=parent.__class__.objects.get(code="ITU-D"))
    Alias.objects.create(body=alone, text="SG1")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("ITU-T SG2", "ITU-T SG2"),
        ("ITU-T Study Group 2 (SG2)", "ITU-T SG2"),
        ("SG2 of ITU-T", "ITU-T SG2"),
        ("SG2 (ITU-T)", "ITU-T SG2"),
        ("ITU-T / SG2", "ITU-T SG2"),
        ("ITU-T, Study Group 2", "ITU-T SG2"),
        ("ITU-D SG2 (WP1, WP2)", "ITU-D SG2"),
        ("ITU-D SG 2 Q8, 9, 10/2", "ITU-D SG2"),
        ("SG2", None),
        ("Study Group 2", None),
        ("ITU-T SG1", None),
        ("ITU-T Study Group 1 (SG1)", None),
        ("ITU-T, Study Group 99", None),
        ("TSG", None),
    ],
)
def test_body_is_found_by_its_parent_and_never_below_another(text, code):
    make_groups()
    assert resolve(Letter(to=(Recipient(text),))).letter.to[0].body == code


def test_short_name_in_a_text_of_another_sector_is_asked():
    make_groups()
    letter = Letter(from_=(Party("ITU-T Study Group 13"),), to=(Recipient("SG1"),))
    resolved = resolve(letter)
    assert resolved.letter.to[0].body is None
    assert (
        resolved.findings[1].message == "“SG1” may be ITU-D SG1, or a group of ITU-T, from where the statement comes."
    )


def test_short_name_in_a_text_of_the_same_sector_is_found():
    make_groups()
    letter = Letter(from_=(Party("ITU-D Study Group 2"),), to=(Recipient("SG1"),))
    assert resolve(letter).letter.to[0].body == "ITU-D SG1"


def asked(resolved):
    return [(one.kind, one.field, one.text, list(one.candidates), one.is_open) for one in resolved.asked]


def test_name_that_means_nobody_is_asked_with_its_place():
    resolved = resolve(Letter(to=(Recipient("Nobody"),), contacts=(Contact(name="Ana Example"),)))
    assert asked(resolved) == [
        ("body", "to[0]", "Nobody", [], True),
        ("person", "contacts[0]", "Ana Example", [], False),
    ]


def test_name_that_may_be_several_is_asked_with_them():
    bodies = [make_body("ITU-D SG2"), make_body("ITU-T SG2")]
    for body in bodies:
        Alias.objects.create(body=body, text="SG2")
    assert asked(resolve(Letter(to=(Recipient("SG2"),)))) == [("body", "to[0]", "SG2", bodies, True)]


def test_answer_is_taken_wherever_the_same_is_printed():
    body = make_body("IETF")
    letter = Letter(to=(Recipient("The Task Force"),), cc=(Recipient("the task force"),))
    resolved = resolve(letter, answers={resolve(letter).asked[0].key: body})
    assert (resolved.recipients[0].body, resolved.copies[0].body, resolved.letter.to[0].body) == (body, body, "IETF")
    assert (resolved.asked, resolved.findings) == ((), ())


def test_words_that_shall_stay_are_asked_no_more():
    letter = Letter(to=(Recipient("Nobody"),))
    resolved = resolve(letter, answers={resolve(letter).asked[0].key: None})
    assert (resolved.recipients[0].body, resolved.asked, resolved.findings) == (None, (), ())


def test_two_symbols_of_the_same_digits_are_asked_apart():
    letter = Letter(annexes=(Annex(entries=(Entry("2/34"), Entry("23/4"))),))
    assert len({one.key for one in resolve(letter).asked}) == 2


def test_question_that_the_group_does_not_have_is_asked_with_its_group():
    group = make_home()
    (one,) = resolve(sender("ITU-D SG2", "9/2")).asked
    assert (one.kind, one.field, one.text, one.body) == ("question", "from[0]", "ITU-D SG2 Q9/2", group)
