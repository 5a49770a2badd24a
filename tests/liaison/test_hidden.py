"""What is not public, and every public surface on which it does not show.

One register holds drafts, notes, corrections, reviews, and statements of staff alone, of a header alone and removed,
each hung to what is public by every thread there is. Each of them says ZEBRA somewhere; no surface may.
"""

from __future__ import annotations

import datetime
import io
import zipfile

import pytest
from django.test import Client
from django.urls import get_resolver

from contributions.models import Document
from liaison import services
from liaison.letter.read_pdf import read_pdf
from liaison.models import Consideration, Event, ImportFinding, Note, Reply, Statement, StatementFile, Translation
from liaison.services.freezing import issue
from tests import factory
from tests.register import PAGES, make_register

pytestmark = pytest.mark.django_db
WORD = "Zebra"
SEARCHES = ["/search/?q=zebra", "/statements/?q=zebra", "/documents/?q=zebra", "/rapporteurs/?q=zebra"]
BY_OTHER_RULES = [
    "/members/utopia/?by=recipient",
    "/overview/?period=2022-2025&group=itu-d-sg2",
    "/statements/?to=cwg-cop",
]
FILES = ["one.pdf", "one.docx", "one.txt", "one.json", "one/annexes/1.pdf", "one/history/0.pdf", "one/history/0.json"]
ENDS = ["/", "/history/", "/history/differences/", "/annexes/", "/annexes/1/", ".pdf", ".json"]


def hang(statement: Statement, public: Statement) -> None:
    """By every thread that there is between two statements, their documents, topics, bodies and people."""
    sender, recipient = public.senders[-1], public.recipients[0]
    question = sender.questions.first()
    for part, party in (("from", sender), ("to", recipient)):
        row = factory.make_party(statement, part=part, text=f"{WORD} party", body=party.body, questions_text="3/2")
        row.questions.set([question])
    factory.make_contact(statement, name=f"{WORD} contact", email="zebra@example.org")
    annex = factory.make_annex(statement, title=f"{WORD} annex")
    factory.make_entry(annex, document=Document.objects.first(), brief=f"{WORD} brief", title=f"{WORD} row")
    statement.topics.set(public.topics.all())
    Reply.objects.create(statement=statement, target=public, text=f"{WORD} reply")
    Note.objects.create(statement=statement, text=f"{WORD} note")


def hidden(public: Statement, **values: object) -> Statement:
    meeting = public.approval_meeting
    words = {"title": f"{WORD} title", "content": f"<p>{WORD} text.</p>", "abstract": f"<p>{WORD}</p>"}
    words |= {"symbol": f"2/{WORD}", "keywords": WORD, "meeting": meeting, "approval_meeting": meeting}
    statement = factory.make_statement(**{"direction": "outgoing"} | words | values)
    hang(statement, public)
    return statement


@pytest.fixture
def register(few_files: None) -> Statement:
    """A public statement at /statements/one/, and all that is not."""
    public = make_register()
    Statement.objects.filter(pk=public.pk).update(recorded_on=datetime.date(2023, 5, 22))
    public = Statement.objects.for_detail().get(pk=public.pk)
    hide_all_beside(public)
    return public


def hide_all_beside(public: Statement) -> None:
    """A statement in each state in which nobody outside may see it, and what staff keep with the public one."""
    for status in ("draft", "in_review", "approved"):
        hidden(public, status=status)
    hidden(public, status="sent", visibility="staff", slug="staff")
    removed = hidden(public, status="sent", visibility="removed", slug="removed")
    paper = factory.make_document("2/99", title="The paper", body=public.senders[-1].body)
    hidden(public, status="recorded", direction="incoming", slug="kept", registered_as=paper)
    beside(public, removed)
    hidden(public, status="draft", correction_of=public)


def beside(public: Statement, removed: Statement) -> None:
    """What staff keep with a public statement."""
    Note.objects.create(statement=public, text=f"{WORD} note")
    services.event_add(statement=public, kind=Event.Kind.COMMENT, by=None, note=f"{WORD} event")
    ImportFinding.objects.create(statement=public, level="note", message=f"{WORD} finding")
    Consideration.objects.create(statement=public, meeting=public.approval_meeting, note=f"{WORD} place")
    Translation.objects.create(statement=public, language="fr", letter={"schema": 1, "title": f"{WORD} version"})
    StatementFile.objects.create(statement=public, kind="original", name=f"{WORD}.docx", sha256="a" * 64, file="x")
    services.review_share(statement=factory.make_statement(title=f"{WORD} shared"), by=None, label=f"{WORD} reader")
    public.parties.filter(part="to").update(answered_by=removed, sent_address="zebra@example.org")


def shown(client: Client, path: str) -> str:
    return said(client.get(path))


def said(answer: object) -> str:
    """All that an answer says, whatever its format."""
    content = answer.content  # type: ignore[attr-defined]
    if content.startswith(b"%PDF-"):
        return str(read_pdf(content).letter)
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            return "".join(package.read(name).decode(errors="replace") for name in package.namelist())
    return content.decode()


@pytest.mark.parametrize("prefix", ["", "/fr", "/ar"])
@pytest.mark.parametrize("path", PAGES.values())
def test_page_shows_nothing_that_is_not_public(client: Client, register: Statement, path: str, prefix: str) -> None:
    answer = client.get(prefix + path)
    assert (answer.status_code, WORD.lower() in said(answer).lower()) == (200, False)


@pytest.mark.parametrize("path", BY_OTHER_RULES)
def test_other_state_of_a_page_shows_nothing_that_is_not_public(client: Client, register: Statement, path: str) -> None:
    answer = client.get(path)
    assert (answer.status_code, WORD.lower() in said(answer).lower()) == (200, False)


def test_table_of_where_papers_went_holds_nothing_that_is_not_public(client: Client, register: Statement) -> None:
    table = client.get("/members/utopia.csv").getvalue().decode()
    assert ("/statements/one/" in table, WORD.lower() in table.lower()) == (True, False)


@pytest.mark.parametrize("path", SEARCHES)
def test_search_finds_nothing_that_is_not_public(client: Client, register: Statement, path: str) -> None:
    text = shown(client, path)
    assert (f"{WORD} " in text, f"2/{WORD}" in text) == (False, False)


@pytest.mark.parametrize("file", FILES)
def test_file_holds_nothing_that_is_not_public(client: Client, register: Statement, file: str) -> None:
    issue(Statement.objects.for_detail().get(pk=register.pk), None)
    answer = client.get(f"/statements/{file}")
    assert (answer.status_code, WORD.lower() in said(answer).lower()) == (200, False)


@pytest.mark.parametrize("language", ["fr", "zz", "zh"])
def test_version_that_is_not_published_is_not_found(client: Client, register: Statement, language: str) -> None:
    assert client.get(f"/statements/one.pdf?lang={language}").status_code == 404


@pytest.mark.parametrize(
    "end", ["/", "/history/", "/history/differences/", "/annexes/", "/annexes/1/", ".pdf", ".json"]
)
@pytest.mark.parametrize(("slug", "status"), [("staff", 404), ("kept", 404), ("removed", 410), ("none", 404)])
def test_address_of_what_is_not_public_says_nothing(
    client: Client, register: Statement, slug: str, status: int, end: str
) -> None:
    answer = client.get(f"/statements/{slug}{end}")
    assert (answer.status_code, WORD.lower() in said(answer).lower()) == (status, False)


@pytest.mark.parametrize("path", ["/doc/2/Zebra", "/doc/2/99", "/doc/2022-2025/2/99"])
def test_address_of_a_symbol_leads_to_nothing_that_is_not_public(
    client: Client, register: Statement, path: str
) -> None:
    assert f"{WORD} title" not in said(client.get(path, follow=True))


@pytest.mark.parametrize("end", ["/", ".txt", ".json", ".docx", "/annexes/"])
def test_header_alone_shows_no_text(client: Client, end: str) -> None:
    statement = factory.make_public_statement(visibility="header", slug="head", content=f"<p>{WORD}</p>", abstract=WORD)
    factory.make_entry(factory.make_annex(statement, title=f"{WORD} annex"), title=f"{WORD} row")
    assert WORD not in shown(client, f"/statements/head{end}")


def test_every_public_address_is_tried() -> None:
    names = {key for key in get_resolver("liaison.urls").reverse_dict if isinstance(key, str)}
    files = {"statement-pdf", "statement-docx", "statement-txt", "statement-json", "statement-revision", "annex-pdf"}
    files |= {
        "statement-zip",
        "statement-list-pdf",
        "statement-list-zip",
        "meeting-docx",
        "member-csv",
    }  # in test_bundles and others
    files |= {"statement-list-json", "document-list-json"}  # in api/test_leaks
    files |= {
        name for name in names if name.endswith(("-csv", "-xlsx", "-bib", "-ris", "-jsonld"))
    }  # in test_tables, test_citing
    other = {"contribution-list", "review-detail", "review-pdf", "statement-addresses"}  # tried with what they are for
    other |= {name for name in names if name.startswith("follow")}  # in tests/liaison/digests
    assert names - set(PAGES) - files - other == set()


@pytest.mark.parametrize("path", ["/admin/liaison/statement/", "/admin/liaison/note/", "/admin/liaison/event/"])
def test_desk_shows_nothing_to_who_is_not_signed_in(client: Client, register: Statement, path: str) -> None:
    answer = client.get(path, follow=True)
    assert WORD not in said(answer)


def test_reader_of_the_desk_changes_nothing(client: Client, register: Statement) -> None:
    client.force_login(factory.make_member_of("Reader"))
    page = client.get(f"/admin/liaison/statement/{register.pk}/change/")
    assert (page.context["acts"], b'name="_save"' in page.content) == ([], False)
    assert client.post(f"/admin/liaison/statement/{register.pk}/change/", {"title": "x"}).status_code == 403
