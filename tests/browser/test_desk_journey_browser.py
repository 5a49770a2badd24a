"""One statement's whole way in a real browser: written, compiled, agreed, sent, answered, corrected, withdrawn.

The documents, people and meetings are those of the statement of 22 May 2023. Beside the clerk a delegate who is not
signed in looks at the site after each step.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest

from contacts.models import Body, BodyAddress, Question
from liaison.demo.seed import STATEMENT, Surroundings, load_papers
from liaison.letter.build import build
from liaison.letter.read_text import read_text
from liaison.mail.worker import queue_work
from liaison.models import Statement
from liaison.reference.loading import load_reference
from tests import factory
from tests.browser.clerk import Clerk
from tests.browser.test_statement_browser import content
from tests.desk import add_url, change_url
from tests.smtp_server import SmtpServer

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TITLE = "Liaison statement on Child Online Protection"
TEXT = "The liaison statement contains Annex 1 with brief info and the links to contributions."
ADDRESS = "/statements/2023-05-22-itu-d-sg2-q3-2-to-cwg-cop/"
CITED = "/documents/d22-sg02-c-0034/"
# What a page must not give away to the public.
SECRETS = ("Between us", "cop@example.org", "250 2.0.0 queued as 4711")
# Where the public would come across a statement, beside its own page.
LISTS = ("/", "/statements/", "/statements/?q=protection&from_date=2023-05-01", "/search/?q=protection", CITED)
LISTS += ("/questions/2022-2025-q3-2/", "/bodies/cwg-cop/", "/topics/child-online-protection/")


@pytest.fixture
def question() -> Question:
    """The register as it was before the statement, with a series of numbers and an address of the recipient."""
    load_reference()
    around = Surroundings.read()
    load_papers(around)
    factory.make_series(body=around.question.group, pattern="SG2/LS{number}")
    BodyAddress.objects.create(body=Body.objects.get(code="CWG-COP"), email="cop@example.org")
    return around.question


@dataclass
class Delegate:
    """Somebody who is not signed in, at a browser of their own."""

    page: Any
    url: str

    def read(self, address: str = ADDRESS) -> str:
        """A page as it is shown."""
        self._kept_from_public(self.page.goto(f"{self.url}{address}"))
        return str(self.page.inner_text("main"))

    def finds(self, words: str) -> set[str]:
        """On which lists something is found."""
        answers = {address: self.page.request.get(f"{self.url}{address}") for address in LISTS}
        return {address for address, answer in answers.items() if words in self._kept_from_public(answer)}

    def status_of(self, address: str) -> int:
        return int(self.page.request.get(f"{self.url}{address}").status)

    def _kept_from_public(self, answer: Any) -> str:
        text = str(answer.text())
        assert (answer.status, [secret for secret in SECRETS if secret in text]) == (200, [])
        return text


@pytest.fixture
def delegate(chromium: Any, live_server: Any) -> Iterator[Delegate]:
    context = chromium.new_context(locale="en-GB")
    page, errors = context.new_page(), []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda said: errors.append(said.text) if said.type == "error" else None)
    yield Delegate(page, str(live_server.url))
    context.close()
    assert errors == []


def press(clerk: Clerk, name: str) -> None:
    clerk.page.locator("#content").get_by_role("button", name=name, exact=True).click()
    clerk.page.wait_for_load_state("load")


def go(clerk: Clerk, name: str) -> None:
    clerk.page.locator("#content").get_by_role("link", name=name, exact=True).click()
    clerk.page.wait_for_load_state("load")


def said(clerk: Clerk) -> str:
    return str(clerk.page.inner_text(".messagelist"))


def test_statement_goes_its_whole_way(clerk: Clerk, delegate: Delegate, question: Question, settings: Any) -> None:
    statement = write(clerk, question)
    compile_annex(clerk, statement)
    record_agreement(clerk)
    assert (delegate.finds(TITLE), delegate.status_of(ADDRESS)) == (set(), 404)
    send(clerk, statement, settings)
    assert (delegate.finds(TITLE), delegate.status_of(f"{ADDRESS[:-1]}.pdf")) == (set(LISTS), 200)
    assert "SG2/LS1" in delegate.read()
    record_their_number(clerk, statement)
    assert "CWG-COP-20/7" in delegate.read()
    record_reply(clerk, delegate)
    correct(clerk, delegate, statement)
    withdraw(clerk, delegate, statement)
    kinds = ["created", "edited", "agreed", "sent", "handled", "answered", "correcting", "created", "corrected"]
    assert [event.kind for event in statement.events.all()] == [*kinds, "withdrawn"]


def write(clerk: Clerk, question: Question) -> Statement:
    """From Q3/2 to CWG-COP for information, with the people in office as contacts and a note for colleagues."""
    clerk.visit(add_url(Statement))
    clerk.fill(title=TITLE, date="2023-05-22")
    clerk.choose("#id_senders-0-questions", "q3/2")
    clerk.fill(recipients__0__body=Body.objects.get(code="CWG-COP"), recipients__0__purpose="information")
    clerk.choose("#id_topics", "Child Online")
    clerk.choose("#id_meeting", "rapporteur group", "22 May 2023")
    content(clerk).click()
    clerk.page.keyboard.type(TEXT)
    press(clerk, "Save and add the people in office as contacts")
    assert clerk.page.evaluate("Object.keys(sessionStorage).filter(key => key.includes('typed')).length") == 0
    clerk.page.get_by_role("button", name="Add another Note").click()
    clerk.fill(notes__0__text="Between us")
    clerk.save()
    statement = Statement.objects.for_detail().get()
    assert (len(statement.contacts.all()), statement.notes.get().text) == (4, "Between us")
    return statement


def compile_annex(clerk: Clerk, statement: Statement) -> None:
    """The rows are those that the statement of 22 May 2023 was sent with, word for word."""
    go(clerk, "Compile a new annex from documents")
    clerk.fill(title="Contributions on COP related issues")
    press(clerk, "Save the annex")
    assert said(clerk) == "The annex has 5 rows."
    sent = read_text(STATEMENT.read_bytes()).letter.annexes[0]
    compiled = build(Statement.objects.for_detail().get(pk=statement.pk)).annexes[0]
    rows = [[(row.symbol, row.source, row.title, row.brief) for row in annex.entries] for annex in (compiled, sent)]
    assert rows[0] == rows[1]


def record_agreement(clerk: Clerk) -> None:
    go(clerk, "Record what a meeting agreed")
    press(clerk, "Record what a meeting agreed")
    assert said(clerk) == "The approval is recorded."


def send(clerk: Clerk, statement: Statement, settings: Any) -> None:
    go(clerk, "Send …")
    press(clerk, "Look at it before it goes")
    press(clerk, "Send")
    assert "Its number is SG2/LS1." in said(clerk)
    with SmtpServer({".": "250 2.0.0 queued as 4711"}) as server:
        for name, value in server.settings().items():
            setattr(settings, name, value)
        queue_work()
    assert [taken.recipients for taken in server.taken] == [["cop@example.org"]]
    clerk.visit(change_url(statement))
    assert "250 2.0.0 queued as 4711" in clerk.page.inner_text(".desk-reached")


def record_their_number(clerk: Clerk, statement: Statement) -> None:
    clerk.fill(parties__0__their_symbol="CWG-COP-20/7", parties__0__acknowledged_on="2023-06-02")
    clerk.save()


def record_reply(clerk: Clerk, delegate: Delegate) -> None:
    """Theirs stays with staff until it is published; that the request was answered is public at once."""
    go(clerk, "Record their reply")
    press(clerk, "Record their reply")
    clerk.fill(title="Our thanks", date="2023-06-20")
    clerk.save()
    go(clerk, "Record as received")
    press(clerk, "Record as received")
    assert "Answered" in delegate.read()
    assert "Our thanks" not in delegate.read()
    go(clerk, "Change who sees it")
    clerk.page.get_by_label("Everybody, in full").check()
    press(clerk, "Change who sees it")
    assert "Our thanks" in delegate.read()


def correct(clerk: Clerk, delegate: Delegate, statement: Statement) -> None:
    clerk.visit(change_url(statement))
    go(clerk, "Correct")
    press(clerk, "Correct")
    clerk.fill(title=f"{TITLE} (COP)")
    clerk.save()
    assert delegate.finds("(COP)") == set()
    go(clerk, "Put in place without mail")
    clerk.fill(reason="A short name in the title.")
    press(clerk, "Put in place without mail")
    assert said(clerk) == "The statement is corrected."
    assert delegate.finds(f"{TITLE} (COP)") == set(LISTS)
    assert "A short name in the title." in delegate.read(f"{ADDRESS}history/")


def withdraw(clerk: Clerk, delegate: Delegate, statement: Statement) -> None:
    go(clerk, "Withdraw")
    clerk.fill(reason="Sent to the wrong group.")
    press(clerk, "Withdraw")
    assert said(clerk) == "The statement is withdrawn."
    page = delegate.read()
    assert [word for word in ("Withdrawn", "Sent to the wrong group.", "CWG-COP-20/7") if word not in page] == []
    assert delegate.finds(f"{TITLE} (COP)") == set()
