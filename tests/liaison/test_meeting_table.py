"""/meetings/<slug>/statements.docx: the meeting's liaison statements as tables to paste into its report."""

from __future__ import annotations

import io

import pytest
from docx import Document
from docx.document import Document as WordFile

from liaison import meeting_report
from liaison.models import Consideration
from tests.factory import (
    DAY,
    make_body,
    make_document,
    make_meeting,
    make_party,
    make_public_statement,
    make_secretary,
    make_user,
)

from .letter.opened_docx import disorder

pytestmark = pytest.mark.django_db

ADDRESS = "/meetings/m/statements.docx"
LEAK = "Zebra"
INCOMING_HEAD = ["Document", "Source", "Title", "For", "Outcome"]
OUTGOING_HEAD = ["Document", "Source", "Title", "To", "Outcome"]


@pytest.fixture
def meeting():
    return make_meeting(slug="m", name="Meeting of Q3/2", body=make_body("ITU-D SG2"))


def opened(client, prefix="") -> WordFile:
    return Document(io.BytesIO(client.get(prefix + ADDRESS).content))


def tables(client, prefix="") -> list[list[list[str]]]:
    return [[[cell.text for cell in row.cells] for row in table.rows] for table in opened(client, prefix).tables]


def rows(client) -> list[list[str]]:
    return [row for table in tables(client) for row in table[1:]]


def listed(meeting, **values):
    statement = make_public_statement(**{"direction": "incoming", "title": "In"} | values)
    Consideration.objects.create(statement=statement, meeting=meeting, note=LEAK)
    return statement


def test_incoming_statement_has_a_row(client, meeting):
    paper = make_document("2/90", meeting=meeting)
    statement = listed(meeting, registered_as=paper, sender=make_body("3GPP"), symbol="S2-1")
    statement.parties.filter(part="to").update(purpose="action", deadline=DAY, outcome="noted", outcome_text="Thanks")
    assert tables(client) == [[INCOMING_HEAD, ["2/90", "3GPP", "In", "Action, deadline: 22 May 2023", "Noted\nThanks"]]]


def test_outgoing_statement_has_a_row_that_says_whom_it_asks_for_what(client, meeting):
    sender, recipient = make_body("ITU-D SG1"), make_body("CWG-COP")
    statement = make_public_statement(
        title="Out", sender=sender, recipient=recipient, approval_meeting=meeting, sent_on=DAY, symbol="SG2/LS/1"
    )
    make_party(statement, part="to", text="Forum", purpose="comment", deadline_text="mid-May", position=2)
    asked = "CWG-COP – for information\nForum – for comment, deadline: mid-May"
    assert tables(client) == [[OUTGOING_HEAD, ["SG2/LS/1", "ITU-D SG1", "Out", asked, "Agreed\nSent, 22 May 2023"]]]


def test_outcome_is_that_of_this_meeting(client, meeting):
    statement = listed(meeting)
    statement.considerations.update(outcome="deferred")
    Consideration.objects.create(statement=statement, meeting=make_meeting(), outcome="reply_agreed")
    statement.parties.filter(part="to").update(considered_at=make_meeting(), outcome="forwarded")
    other = listed(meeting, title="Later")
    Consideration.objects.create(statement=other, meeting=make_meeting(), outcome="noted")
    other.parties.filter(part="to").update(considered_at=make_meeting(), outcome="forwarded")
    assert [row[4] for row in rows(client)] == ["Deferred", ""]


def test_nothing_hidden_is_in_the_table(client, meeting):
    hidden_paper = make_document("2/99", is_public=False, meeting=meeting)
    listed(meeting, registered_as=hidden_paper, symbol="S2-1")
    for values in ({"visibility": "staff"}, {"status": "draft"}, {"visibility": "removed"}, {"status": "withdrawn"}):
        listed(meeting, **{"title": LEAK} | values)
        make_public_statement(**{"title": LEAK, "approval_meeting": meeting} | values)
    with_everything = opened(client).element.xml
    assert (LEAK in with_everything, "2/99" in with_everything) == (False, False)
    assert [row[0] for row in rows(client)] == ["S2-1"]


def test_meeting_without_statements_says_so(client, meeting):
    texts = [paragraph.text for paragraph in opened(client).paragraphs]
    assert texts == [
        "ITU-D SG2, Meeting of Q3/2, 22 May 2023",
        "Incoming liaison statements",
        "None",
        "Outgoing liaison statements agreed at the meeting",
        "None",
    ]


def test_statement_without_a_symbol_stands_under_its_date(client, meeting):
    listed(meeting)
    assert rows(client)[0][0] == "22 May 2023"


def test_symbol_leads_to_the_statement_in_english_alone(client, meeting):
    listed(meeting, slug="one")
    relations = opened(client, "/fr").part.rels.values()
    assert [rel.target_ref for rel in relations if rel.is_external] == ["http://127.0.0.1:8000/statements/one/"]


def test_table_is_in_the_readers_language(client, meeting):
    listed(meeting).parties.filter(part="to").update(outcome="noted")
    heads = {prefix: tables(client, prefix)[0] for prefix in ("/fr", "/zh-hans")}
    assert heads["/fr"][0] == ["Document", "Source", "Titre", "Pour", "Résultat"]
    assert heads["/fr"][1][3:] == ["Information", "Il en est pris note"]
    assert heads["/zh-hans"][0] == ["文件", "来源", "标题", "目的", "结果"]


def test_arabic_table_runs_from_right_to_left(client, meeting):
    listed(meeting, title="Words")
    xml = opened(client, "/ar").tables[0]._tbl.xml
    assert ("<w:bidiVisual/>" in xml, '<w:bidi w:val="0"/>' in xml) == (True, True)


@pytest.mark.parametrize("prefix", ["", "/ar", "/zh-hans"])
def test_parts_stand_in_the_order_of_the_schema(client, meeting, prefix):
    listed(meeting).parties.filter(part="to").update(outcome="noted", outcome_text="Thanks")
    assert list(disorder(opened(client, prefix).element)) == []


def test_head_of_the_table_is_repeated_on_each_page(client, meeting):
    listed(meeting)
    head, row = opened(client).tables[0].rows
    assert ("w:tblHeader" in head._tr.xml, "w:tblHeader" in row._tr.xml) == (True, False)


def test_long_table_says_how_many_more_there_are(client, meeting, monkeypatch):
    monkeypatch.setattr(meeting_report, "MOST_ROWS", 2)
    for _number in range(5):
        listed(meeting)
    assert (len(rows(client)), "And 3 more, in the register." in [p.text for p in opened(client).paragraphs]) == (
        2,
        True,
    )


@pytest.mark.parametrize("count", [1, 30])
def test_table_costs_nine_queries(client, meeting, django_assert_num_queries, count):
    for _number in range(count):
        listed(meeting, registered_as=make_document(meeting=meeting))
        make_public_statement(approval_meeting=meeting, recipient=make_body())
    # the meeting, its Questions and sittings; the home body;
    # for what came in and what went out: the statements, their parties, their places on meetings' lists
    with django_assert_num_queries(9):
        client.get(ADDRESS)


def test_same_meeting_is_the_same_file(client, meeting):
    listed(meeting)
    first = client.get(ADDRESS)
    assert client.get(ADDRESS).content == first.content
    assert client.get(ADDRESS, headers={"if-none-match": first["ETag"]}).status_code == 304
    assert first["Content-Disposition"] == 'attachment; filename="m-liaison-statements.docx"'


def test_no_such_meeting_is_not_found(client):
    assert client.get(ADDRESS).status_code == 404


def test_meeting_offers_its_files(client, meeting):
    listed(meeting)
    page = client.get("/meetings/m/").content.decode()
    for address in (ADDRESS, "/statements.pdf?meeting=m", "/statements.zip?meeting=m"):
        assert f'href="{address}"' in page


def test_meeting_without_statements_offers_none(client, meeting):
    assert ADDRESS not in client.get("/meetings/m/").content.decode()


# ---- for staff ---------------------------------------------------------------------------------------------------


@pytest.fixture
def desk(meeting):
    return f"/admin/liaison/statement/meeting/{meeting.pk}/statements.docx"


def table_for_staff(client, address) -> list[list[str]]:
    file = Document(io.BytesIO(client.get(address).content))
    return [[cell.text for cell in row.cells] for table in file.tables for row in table.rows[1:]]


def test_table_for_staff_has_what_is_agreed_and_what_is_not_published(client, meeting, desk):
    client.force_login(make_secretary())
    paper = make_document("2/99", is_public=False, meeting=meeting)
    listed(meeting, registered_as=paper, visibility="staff", status="recorded")
    out = {"approval_meeting": meeting, "visibility": "staff", "slug": None}
    make_public_statement(title="Agreed", status="approved", **out)
    for values in ({"status": "draft"}, {"status": "in_review"}, {"status": "withdrawn"}, {"visibility": "removed"}):
        make_public_statement(title=LEAK, **out | values)
    make_public_statement(title=LEAK, status="approved", correction_of=make_public_statement(), **out)
    found = [(row[0], row[2], row[4]) for row in table_for_staff(client, desk)]
    assert found == [("2/99", "In", ""), ("22 May 2023", "Agreed", "Agreed")]


def test_symbol_of_what_is_not_public_leads_nowhere(client, meeting, desk):
    client.force_login(make_secretary())
    listed(meeting, visibility="staff", symbol="S2-1")
    relations = Document(io.BytesIO(client.get(desk).content)).part.rels.values()
    assert [rel for rel in relations if rel.is_external] == []


def test_table_for_staff_is_for_those_who_may_see_statements(client, meeting, desk):
    listed(meeting, visibility="staff")
    statuses = [client.get(desk).status_code]
    client.force_login(make_user(is_staff=True))
    assert [*statuses, client.get(desk).status_code] == [302, 403]


def test_form_of_a_meeting_offers_its_table(client, meeting, desk):
    client.force_login(make_secretary())
    assert f'href="{desk}"' in client.get(f"/admin/contributions/meeting/{meeting.pk}/change/").content.decode()
    assert client.get("/admin/contributions/meeting/add/").status_code == 200
