"""Compiling an annex, and the checklist of a draft, in a real browser and by keyboard."""

from __future__ import annotations

import pytest

from liaison.models import Statement
from tests import factory
from tests.browser.clerk import Clerk
from tests.desk import add_url, change_url

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PROBLEMS = "#desk-checklist .desk-problems li"


@pytest.fixture
def statement() -> Statement:
    """A draft from Q3/2 on one topic, with three documents on it in the register."""
    question = factory.make_question()
    draft = factory.make_statement(title="The statement", direction="outgoing", meeting_text="May")
    factory.make_party(draft, part="from", body=question.group, questions=[question])
    factory.make_party(draft, part="to", body=factory.make_body("CWG-COP"), purpose="information")
    topic = factory.make_topic("Child Online Protection")
    draft.topics.add(topic)
    for symbol in ("2/34", "2/77", "SG2RGQ/20"):
        paper = factory.make_document(symbol, title=f"On {symbol}", questions=[question])
        factory.make_brief(document=paper, topic=topic, text=f"Brief of {symbol}")
    return draft


def test_annex_is_compiled_by_keyboard(clerk: Clerk, statement: Statement) -> None:
    clerk.visit(change_url(statement))
    clerk.page.get_by_role("link", name="Compile a new annex from documents").press("Enter")
    clerk.page.wait_for_selector("#compile_form")
    clerk.page.locator("#id_rows-1-picked").focus()
    clerk.page.keyboard.press("Space")
    clerk.page.locator("#id_rows-0-brief").focus()
    clerk.page.keyboard.press("Control+A")
    clerk.page.keyboard.type("Shorter")
    clerk.page.get_by_role("button", name="Move down, row 1").press("Enter")
    clerk.page.get_by_role("button", name="Move down, row 2").press("Enter")
    clerk.page.locator("#id_add_words").focus()
    clerk.page.keyboard.type("In words")
    clerk.page.get_by_role("button", name="Save the annex").press("Enter")
    assert clerk.page.wait_for_selector(".messagelist .success").inner_text() == "The annex has 3 rows."
    rows = statement.annexes.get().entries.values_list("symbol", "brief", "title")
    assert list(rows) == [
        ("SG2RGQ/20", "Brief of SG2RGQ/20", "On SG2RGQ/20"), ("2/34", "Shorter", "On 2/34"), ("", "", "In words")
    ]  # fmt: skip


def test_checklist_follows_what_is_typed_and_leads_to_the_field(clerk: Clerk, statement: Statement) -> None:
    clerk.visit(change_url(statement))
    before = clerk.page.locator(PROBLEMS).all_inner_texts()
    told = clerk.page.locator(PROBLEMS).filter(has_text="Say who approved")
    told.wait_for()
    clerk.fill(approval_level="study_group")
    told.wait_for(state="detached")
    said = clerk.page.inner_text("#desk-checklist-count")
    assert said == f"To be settled: {len(before) - 1}, of these needed before it is sent: 1."
    clerk.fill(title="")
    clerk.page.get_by_role("link", name="There is no title.").press("Enter")
    assert clerk.focus() == "id_title"
    assert Statement.objects.get().title == "The statement"


def test_new_statement_gets_its_checklist_before_it_is_saved(clerk: Clerk) -> None:
    clerk.visit(add_url(Statement))
    clerk.fill(title="The statement")
    clerk.page.get_by_role("link", name="There is no sender.").wait_for()
    assert not Statement.objects.exists()
