"""/study-groups/ and /bodies/: who they are, what was sent to them and by them."""

import pytest
from django.utils import timezone

from contacts.models import Alias
from tests.factory import (
    DAY,
    make_appointment,
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

TODAY = timezone.localdate()
GROUP = "/study-groups/itu-d-sg2/"


def titles(page):
    return [row.title for row in page.rows]


def test_study_group_and_other_body_have_one_address_each(client):
    make_home()
    make_body("CWG-COP")
    answers = [client.get(path) for path in ("/bodies/itu-d-sg2/", "/study-groups/cwg-cop/")]
    assert [(row.status_code, row["Location"]) for row in answers] == [(301, GROUP), (301, "/bodies/cwg-cop/")]


def test_list_of_study_groups_names_the_questions_of_the_running_period(client):
    group = make_home()
    make_question("1/2", group=group, period=make_period("2014-2017"))
    make_question("3/2", group=group, period=make_period("2018-2021", ends_on=TODAY))
    response = client.get("/study-groups/")
    assert [row.number for row in response.context["questions"]] == ["3/2"]


def test_study_groups_without_questions_stand_below_in_the_order_of_their_numbers(client):
    make_question()
    for code in ("ITU-T SG11", "ITU-T SG2"):
        make_body(code, kind="study_group")
    context = client.get("/study-groups/").context
    assert [[group.code for group in context[name]] for name in ("groups", "others")] == [
        ["ITU-D SG2"],
        ["ITU-T SG2", "ITU-T SG11"],
    ]


def test_study_group_shows_the_period_that_is_asked_for(client):
    group = make_home()
    new, old = (make_question("3/2", group=group, period=make_period(label)) for label in ("2022-2025", "2018-2021"))
    shown = [client.get(f"{GROUP}{query}").context["questions"] for query in ("", "?period=2018-2021")]
    assert shown == [[new], [old]]


@pytest.mark.parametrize("wanted", ["1999-2001", "x" * 5_000, "%00"])
def test_unknown_period_of_a_study_group_is_told(client, wanted):
    make_question()
    response = client.get(f"{GROUP}?period={wanted}")
    told = "no Questions in such a study period" in response.content.decode()
    assert (response.status_code, told, response.context["questions"]) == (200, True, [])


def test_study_group_shows_nothing_hidden(client):
    question = make_question()
    group = question.group
    make_public_statement(title="Zebra 1", sender=group, visibility="staff")
    make_public_statement(title="Zebra 2", sender=group, status="draft")
    make_document("2/34", title="Zebra 3", body=group, is_public=False)
    make_document("2/35", title="Zebra 4", questions=[question], is_public=False)
    group.note = "Zebra 5"
    group.save()
    assert "Zebra" not in client.get(GROUP).content.decode()


def test_study_group_shows_statements_and_documents_of_its_parts_and_questions(client):
    question = make_question()
    party = make_body("ITU-D SG2 WP1", parent=question.group)
    make_public_statement(title="From a part", sender=party, period=question.period)
    make_public_statement(title="Of others")
    make_document("2/34", questions=[question])
    make_document("1/34")
    context = client.get(GROUP).context
    assert (titles(context["statements"]), [row.symbol for row in context["documents"].rows]) == (
        ["From a part"],
        ["2/34"],
    )


def test_group_without_questions_shows_all_its_statements(client):
    make_public_statement(title="Seen", sender=make_home())
    assert titles(client.get(GROUP).context["statements"]) == ["Seen"]


def test_body_tells_received_from_sent(client):
    body = make_body("CWG-COP")
    make_public_statement(title="To it", recipient=body)
    make_public_statement(title="From it", sender=body)
    make_public_statement(title="Zebra", sender=body, recipient=body, visibility="staff")
    context = client.get("/bodies/cwg-cop/").context
    assert (titles(context["received"].page), titles(context["sent"])) == (["To it"], ["From it"])


def test_body_tells_its_former_names_and_successor(client):
    body = make_body("CWG-OLD", ends_on=DAY, successor=make_body("CWG-NEW", name="The new group"))
    Alias.objects.create(body=body, text="The very old group", kind="former")
    Alias.objects.create(body=body, text="CWG OLD", kind="spelling")
    html = client.get("/bodies/cwg-old/").content.decode()
    told = [words in html for words in ("This body ended on 22 May 2023", "The new group", "The very old group")]
    assert (told, "CWG OLD" in html) == ([True] * 3, False)


def test_address_of_a_person_is_shown_only_while_in_office(client):
    body = make_body("CWG-COP")
    for email, ends_on in (("now@example.org", None), ("zebra@example.org", DAY)):
        make_appointment(body=body, person=make_person(email=email, note="Zebra"), ends_on=ends_on)
    html = client.get("/bodies/cwg-cop/").content.decode()
    assert ("mailto:now@example.org" in html, "zebra" in html.lower()) == (True, False)


def test_bodies_stand_above_their_parts(client):
    make_home()
    make_body("A-BODY")
    found = [(body.code, body.depth) for body in client.get("/bodies/").context["bodies"]]
    assert found == [("A-BODY", 0), ("ITU-D", 0), ("ITU-D SG2", 1)]


def fill(body, question, rows):
    for row in range(rows):
        make_appointment(body=body, entity=make_entity())
        make_appointment(question=question)
        make_meeting(body=body, starts_on=TODAY, ends_on=None)
        make_body(parent=body)
        make_body(successor=body)
        make_public_statement(sender=body, period=question.period)
        make_public_statement(recipient=body, period=question.period)
        make_document(f"2/{row + 1}", body=body, questions=[question], sources=[make_entity(), make_entity()])


@pytest.mark.parametrize("rows", [1, 30])
def test_study_group_costs_fourteen_queries(client, django_assert_num_queries, rows):
    question = make_question()
    fill(question.group, question, rows)
    # group with parent and successor, spellings, parts and forerunners, Questions of all periods, people, meetings;
    # the tree of bodies for what was sent to it and for all its statements; keys and counts of all lists;
    # statements, parties; documents, sources and Questions; the site's name
    with django_assert_num_queries(14):
        client.get(GROUP)


@pytest.mark.parametrize("rows", [1, 30])
def test_body_costs_twelve_queries(client, django_assert_num_queries, rows):
    body = make_body("CWG-COP")
    fill(body, make_question(), rows)
    # body with parent and successor, spellings, parts and forerunners, people, meetings; the tree of bodies; keys and
    # counts of all lists; statements, parties; documents, sources and Questions; the site's name
    with django_assert_num_queries(12):
        client.get("/bodies/cwg-cop/")


@pytest.mark.parametrize("rows", [1, 30])
def test_lists_cost_two_and_four_queries(client, django_assert_num_queries, rows):
    group = make_home()
    for row in range(rows):
        make_body(kind="study_group", parent=group)
        make_question(f"{row + 1}/2", group=group)
    with django_assert_num_queries(2):  # bodies; the site's name
        client.get("/bodies/")
    with django_assert_num_queries(4):  # groups with parent, whether a period runs, Questions with it; the site's name
        client.get("/study-groups/")


def test_list_below_what_a_page_is_about_shows_ten_and_leads_to_all(client):
    body = make_body("CWG-COP")
    for number in range(11):
        make_document(f"CWG-COP/{number + 1}", body=body)
    response = client.get("/bodies/cwg-cop/")
    assert len(response.context["documents"].rows) == 10
    assert '<a href="/documents/?body=cwg-cop">\n    \n      All 11 documents' in response.content.decode()
