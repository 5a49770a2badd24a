"""/statements/<slug>/: one statement, as sent, with what became of it."""

import datetime
import re

import pytest
from django.utils import timezone

from liaison.models import NextMeeting, Reply, Translation
from tests.factory import (
    DAY,
    make_annex,
    make_appointment,
    make_body,
    make_contact,
    make_document,
    make_entry,
    make_home,
    make_meeting,
    make_party,
    make_period,
    make_person,
    make_public_statement,
    make_question,
    make_statement,
    make_topic,
)

pytestmark = pytest.mark.django_db


def text(client, statement, prefix=""):
    response = client.get(f"{prefix}/statements/{statement.slug}/")
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


@pytest.fixture
def running():
    """A Question of a period that runs today."""
    today = timezone.localdate()
    return make_question(period=make_period("2090-2093", starts_on=today, ends_on=today))


HIDDEN = [{"status": "draft"}, {"status": "in_review"}, {"status": "approved"}, {"visibility": "staff"}]
SURFACES = ["/", "/history/", "/annexes/", "/annexes/1/", "/annexes/1.pdf", ".pdf", ".json"]


@pytest.mark.parametrize("surface", SURFACES)
@pytest.mark.parametrize("values", HIDDEN)
def test_statement_that_is_not_public_is_not_found(client, values, surface):
    make_annex(make_public_statement(slug="zebra", **values))
    assert client.get(f"/statements/zebra{surface}").status_code == 404


@pytest.mark.parametrize("surface", SURFACES)
def test_hidden_correction_is_not_found(client, surface):
    make_annex(make_public_statement(slug="zebra", correction_of=make_public_statement()))
    assert client.get(f"/statements/zebra{surface}").status_code == 404


@pytest.mark.parametrize("surface", SURFACES)
def test_removed_statement_leaves_a_page_that_says_so(client, surface):
    make_annex(make_public_statement(slug="gone", title="Zebra", content="Zebra", visibility="removed"))
    response = client.get(f"/statements/gone{surface}")
    page = response.content.decode()
    assert (response.status_code, "This statement was removed" in page, "Zebra" in page) == (410, True, False)


def test_header_only_statement_shows_its_header_alone(client):
    statement = make_public_statement(
        title="Seen", visibility="header", content="<p>Zebra</p>", abstract="<p>Zebra</p>", action_required="Zebra"
    )
    make_entry(make_annex(statement, title="Zebra"), title="Zebra", brief="Zebra")
    statement.attachments.create(title="Zebra")
    page = text(client, statement)
    assert "Only the header of this statement is published." in page
    assert ("Seen" in page, "Zebra" in page) == (True, False)


def test_withdrawn_statement_says_so_with_the_reason(client):
    statement = make_public_statement(
        status="withdrawn", withdrawn_on=DAY, withdrawal_reason="The annex was another’s.", content="<p>The words.</p>"
    )
    page = text(client, statement)
    assert '<strong class="stamp">Withdrawn</strong> <time datetime="2023-05-22">22 May 2023</time>' in page
    assert "<p>The annex was another’s.</p>" in page
    assert "<p>The words.</p>" in page


@pytest.mark.parametrize(("direction", "said"), [("incoming", True), ("other", True), ("outgoing", False)])
def test_statement_of_others_is_marked_as_a_transcription(client, direction, said):
    page = text(client, make_public_statement(direction=direction))
    assert ("Transcription of a liaison statement" in page) is said


def test_header_box_has_parties_purposes_and_deadlines(client):
    statement = make_public_statement(recipient=make_body("CWG-COP", name="Council Working Group"))
    make_party(statement, text="Some Alliance", purpose="action", deadline=DAY, deadline_text="or soon", position=2)
    make_party(statement, text="Somebody else", part="cc")
    page = text(client, statement)
    assert "<p>Council Working Group</p>" in page
    assert '<a href="/bodies/cwg-cop/"><bdi>CWG-COP</bdi></a>' in page
    assert 'Action: <span lang="en">Some Alliance</span>' in page
    assert 'Information: <span lang="en">CWG-COP</span>' in page
    assert '<time lang="en" datetime="2023-05-22">22 May 2023</time> <span>(or soon)</span>' in page


def test_one_purpose_for_all_is_named_once(client):
    page = text(client, make_public_statement())
    assert '<dt lang="en">For</dt> <dd lang="en"><p>Information</p></dd>' in page


def test_contacts_are_printed_with_links_to_write(client):
    statement = make_public_statement()
    make_contact(statement, honorific="Ms", name="Ana Example", role="Rapporteur", affiliation="Utopia",
                 email="ana@example.org", phone="+41 22 000")  # fmt: skip
    make_contact(statement, label="BDT Focal Point", name="Bo Sample", email="bo at example")
    page = text(client, statement)
    assert '<span class="who">Ms Ana Example</span>' in page
    assert "<span>Rapporteur, Utopia</span>" in page
    assert '<bdi><a href="mailto:ana@example.org">ana@example.org</a></bdi>' in page
    assert '<dt lang="en">BDT Focal Point</dt>' in page
    assert "<bdi>bo at example</bdi>" in page


def test_content_is_sanitised_again_when_it_is_shown(client):
    statement = make_public_statement(
        content='<p onclick="x()">Words <a href="javascript:x()">link</a><script>x()</script></p>'
        "<table><tr><td>1</td></tr></table>"
    )
    page = text(client, statement)
    assert "<p>Words link</p>" in page
    assert '<div class="scroll" role="group" tabindex="0" aria-label="Table"><table>' in page


def test_title_with_markup_is_escaped(client):
    assert "<b>" not in text(client, make_public_statement(title="<b>Bold</b> & ITU-D"))


def test_text_in_another_language_than_the_page_is_marked(client):
    statement = make_public_statement(title="مذكرة", language="ar")
    assert '<article class="letter" lang="ar" dir="rtl">' in text(client, statement)
    assert '<html lang="fr" dir="ltr">' in text(client, statement, "/fr")


def test_annex_row_links_to_the_document_of_the_register(client):
    annex = make_annex(make_public_statement(slug="one"))
    make_entry(annex, document=make_document("2/34"), symbol="2/34", source="Utopia", title="Paper", brief="One\nTwo")
    page = text(client, annex.statement)
    assert '<a class="symbol" href="/documents/d22-sg02-c-0034/">2/34</a> <span class="source">Utopia</span>' in page
    assert "<p>One</p><p>Two</p>" in page


@pytest.mark.parametrize(
    ("values", "link"),
    [
        ({"url": "https://example.org/2-34"}, '<a class="symbol" href="https://example.org/2-34">2/34</a>'),
        ({}, '<span class="symbol">2/34</span>'),
    ],
)
def test_annex_row_without_a_public_document_links_to_its_address_or_nowhere(client, values, link):
    annex = make_annex(make_public_statement())
    hidden = make_document("Zebra", is_public=False)
    make_entry(annex, symbol="2/34", document=hidden, **values)
    page = text(client, annex.statement)
    assert (link in page, hidden.slug in page) == (True, False)


@pytest.mark.parametrize("columns", [1, 2, 3, 4, 5])
def test_annex_table_has_as_many_cells_as_headings(client, columns):
    annex = make_annex(make_public_statement(), columns=[f"Heading {number}" for number in range(columns)])
    make_entry(annex, symbol="2/34", source="Utopia", title="Paper", brief="About it")
    page = text(client, annex.statement)
    row = page[page.index("<tbody>") : page.index("</tbody>")]
    assert row.count("</td>") + row.count("</th>") == columns == page.count('<th scope="col">Heading')
    assert [word for word in ("2/34", "Utopia", "Paper", "About it") if word not in row] == []


def test_annex_table_counts_its_rows_under_a_heading_for_numbers(client):
    annex = make_annex(make_public_statement(), columns=["No.", "Document", "Source", "Title", "Brief"])
    make_entry(annex, symbol="2/34", source="Utopia", title="Paper", brief="About it")
    page = text(client, annex.statement)
    assert ('<tr> <td class="num">1</td> <th scope="row">' in page, page.count("<td></td>")) == (True, 0)


def test_annex_row_without_a_symbol_has_no_empty_heading(client):
    make_entry(make_annex(make_public_statement(slug="one")), title="Oral report")
    assert "<tr> <td></td> <td>" in " ".join(client.get("/statements/one/").content.decode().split())


def test_letter_of_ours_is_headed_by_the_letterhead_in_its_language(client):
    make_home(name="Sector D", name_fr="Secteur D", letterhead="SD\nSector D")
    page = text(client, make_public_statement(language="fr"))
    assert '<p class="head"><span>SD</span><span>Secteur D</span></p>' in page


def test_letter_of_others_is_never_under_the_letterhead(client):
    make_home(letterhead="SD\nExample Union")
    assert "Example Union" not in text(client, make_public_statement(direction="incoming"))


def test_published_language_versions_are_offered(client):
    statement = make_public_statement(slug="one")
    for language, status in (("fr", "published"), ("ar", "draft")):
        Translation.objects.create(statement=statement, language=language, letter={}, status=status)
    page = text(client, statement)
    pdf = (
        '<a href="/statements/one.pdf?lang=fr" hreflang="fr" type="application/pdf"><span lang="fr">français</span> PDF'
    )
    assert (pdf in page, "?lang=ar" in page) == (True, False)


def test_language_versions_of_a_header_only_statement_are_not_named(client):
    statement = make_public_statement(visibility="header")
    Translation.objects.create(statement=statement, language="fr", letter={}, status="published")
    assert "?lang=" not in text(client, statement)


def test_parties_are_named_in_the_language_of_the_statement(client):
    recipient = make_body("SG2", name="Study Group", name_fr="Commission")
    assert "<p>Study Group</p>" in text(client, make_public_statement(recipient=recipient), "/fr")


def test_arabic_words_of_an_english_statement_run_from_the_right(client):
    statement = make_public_statement(content="<h3>Head</h3><p>بيان</p>")
    assert '<div class="text"><h2>Head</h2><p dir="rtl">بيان</p></div>' in text(client, statement)


def test_statement_without_a_sender_is_cited_all_the_same(client):
    statement = make_statement(status="sent", visibility="public", slug="one", title="Bare")
    cited = re.sub(r"</?bdi.*?>", "", text(client, statement))
    assert "Unknown sender: “Bare”. Liaison statement to unknown recipient" in cited


def test_people_in_office_now_stand_beside_other_contacts_as_printed(client, running):
    statement = make_public_statement()
    make_party(statement, part="from", body=running.group, questions=[running])
    make_contact(statement, name="Ana Example")
    make_appointment(question=running, person=make_person("Bo Sample"))
    page = text(client, statement)
    assert ("In office now" in page, "Bo Sample" in page, "Ana Example" in page) == (True, True, True)


def test_people_in_office_are_not_repeated_when_they_are_those_printed(client, running):
    statement = make_public_statement()
    make_party(statement, part="from", body=running.group, questions=[running])
    make_contact(statement, name="ANA EXAMPLE")
    make_appointment(question=running, person=make_person("Ana Example"))
    assert "In office now" not in text(client, statement)


def test_people_of_the_question_that_took_it_up_are_in_office_now(client, running):
    old = make_question(period=make_period("2018-2021"), group=running.group)
    running.continues.add(old)
    statement = make_public_statement()
    make_party(statement, part="from", questions=[old])
    make_appointment(question=running, person=make_person("Bo Sample"))
    assert "Bo Sample" in text(client, statement)


def test_what_became_of_it_is_told_for_each_recipient(client):
    statement = make_public_statement()
    answer = make_public_statement(title="The answer", slug="answer")
    make_party(statement, text="SG17", purpose="action", acknowledged_on=DAY, their_symbol="TD 45",
               their_url="https://example.org/td45", considered_at=make_meeting(name="Their meeting", slug="theirs"),
               outcome="reply_agreed", answered_on=DAY, answered_by=answer)  # fmt: skip
    page = text(client, statement)
    assert "Acknowledged on 22 May 2023" in page
    assert '<a class="symbol" href="https://example.org/td45">TD 45</a>' in page
    assert '<a href="/meetings/theirs/">Their meeting</a>' in page
    assert "<p>Reply agreed</p>" in page
    assert '<p><a href="/statements/answer/" lang="en">The answer</a></p>' in page


def test_statement_for_information_without_news_tells_nothing_of_outcomes(client):
    assert "What became of it" not in text(client, make_public_statement())


@pytest.mark.parametrize("values", [*HIDDEN, {"visibility": "removed"}])
def test_answer_that_is_not_public_is_not_named(client, values):
    statement = make_public_statement()
    hidden = make_public_statement(title="Zebra", slug="zebra", **values)
    make_party(statement, text="SG17", purpose="action", answered_on=DAY, answered_by=hidden)
    Reply.objects.create(statement=hidden, target=statement)
    assert "zebra" not in text(client, statement).lower()


def test_thread_links_both_ways(client):
    first, second = (
        make_public_statement(title="First", slug="first"),
        make_public_statement(title="Second", slug="second"),
    )
    Reply.objects.create(statement=second, target=first, text="Statement of SG17", date=DAY)
    assert '<a href="/statements/first/"><span lang="en" dir="ltr">Statement of SG17</span></a>' in text(client, second)
    assert '<a href="/statements/second/" lang="en" dir="ltr">Second</a>' in text(client, first)


@pytest.mark.parametrize("values", [*HIDDEN, {"visibility": "removed"}])
def test_answered_statement_that_is_not_public_keeps_its_printed_words(client, values):
    statement = make_public_statement()
    hidden = make_public_statement(title="Zebra", slug="zebra", **values)
    Reply.objects.create(statement=statement, target=hidden, text="Statement of SG17", symbol="TD 1")
    page = text(client, statement)
    assert ("Statement of SG17" in page, "zebra" in page.lower()) == (True, False)


def test_registered_document_that_is_hidden_is_not_named(client):
    document = make_document("2/77", is_public=False)
    assert document.slug not in text(client, make_public_statement(registered_as=document))


def test_page_has_topics_meetings_downloads_and_a_citation(client, settings):
    settings.SITE_URL = "https://liaison.example"
    statement = make_public_statement(
        title="Title", slug="one", recipient=make_body("CWG-COP"), sender=make_body("SG2")
    )
    statement.topics.add(make_topic("Protection"))
    NextMeeting.objects.create(statement=statement, meeting=make_meeting(name="Next one", slug="next"), starts_on=DAY)
    page = text(client, statement, "/fr")
    assert '<a href="/fr/topics/protection/" lang="en">Protection</a>' in page
    assert '<a href="/fr/meetings/next/">Next one</a>' in page
    assert 'href="/fr/statements/one.pdf" type="application/pdf">PDF</a>' in page
    assert 'href="/fr/statements/one.json" type="application/json">JSON</a>' in page
    assert '<bdi lang="en" dir="ltr">Title</bdi>' in page
    assert "<bdi>22 mai 2023</bdi>. <bdi>https://liaison.example/statements/one/</bdi>" in page
    assert '<link rel="canonical" href="https://liaison.example/statements/one/">' in page


def add_rows(statement, question, rows):
    annex = make_annex(statement)
    for number in range(rows):
        make_party(statement, text="x", purpose="action", questions=[question], considered_at=make_meeting(),
                   answered_by=make_public_statement(), answered_on=DAY)  # fmt: skip
        make_party(statement, part="from", body=question.group, questions=[question], position=number)
        make_contact(statement, person=make_person())
        make_entry(annex, document=make_document())
        make_appointment(question=question)
        statement.attachments.create(title="x", document=make_document())
        statement.topics.add(make_topic())
        NextMeeting.objects.create(statement=statement, meeting=make_meeting())
        Reply.objects.create(statement=statement, target=make_public_statement())
        Reply.objects.create(statement=make_public_statement(), target=statement)


@pytest.mark.parametrize("rows", [1, 30])
def test_page_costs_the_same_for_any_number_of_rows(client, django_assert_num_queries, running, rows):
    statement = make_public_statement(approval_meeting=make_meeting(), registered_as=make_document(), slug="one")
    add_rows(statement, running, rows)
    # the statement; what hangs on it; people in office; its thread and the keys of what stands near it; those
    # statements, their parties and corrections; the letterhead; the site's name; the publisher of its citation
    with django_assert_num_queries(9):
        client.get("/statements/one/")


def test_address_of_another_case_or_form_is_not_found(client):
    make_public_statement(slug="one")
    assert [
        client.get(path).status_code for path in ("/statements/two/", "/statements/one.docm", "/statements/one.exe")
    ] == [
        404,
        404,
        404,
    ]


def test_draft_stays_hidden_whatever_day_it_bears(client):
    make_statement(slug="zebra", date=datetime.date(1900, 1, 1))
    assert client.get("/statements/zebra/").status_code == 404
