"""A clerk who works in Arabic takes a statement from the first word to the mail that carries it."""

from __future__ import annotations

import pytest
from django.utils import translation
from django.utils.translation import gettext

from contacts.models import Question
from liaison.models import Mail, Statement
from tests import factory
from tests.browser.clerk import Clerk
from tests.desk import add_url, change_url
from tests.liaison.sendable import make_receiver

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TITLE = "بيان اتصال بشأن حماية الأطفال على الخط"
TEXT = "نرسل إليكم الوثيقة 2/34 للعلم."


@pytest.fixture
def question() -> Question:
    """Somebody in office, a document on a topic, a meeting, a recipient with an address, a series of numbers."""
    question = factory.make_question()
    factory.make_series(body=question.group)
    factory.make_appointment(question=question, person=factory.make_person(email="ann@example.org"))
    factory.make_meeting(body=question.group, name="Meeting", name_ar="اجتماع فريق المقرر", kind="rapporteur_group")
    paper = factory.make_document("2/34", questions=[question])
    factory.make_brief(document=paper, topic=factory.make_topic("COP", name_ar="حماية الأطفال"), text="نبذة")
    make_receiver("CWG-COP", "cop@example.org", language="ar")
    return question


def press(clerk: Clerk, role: str, words: str) -> None:
    """A button or link by its Arabic name."""
    with translation.override("ar"):
        name = gettext(words)
    assert name != words
    clerk.page.locator("#content").get_by_role(role, name=name, exact=True).click()
    clerk.page.wait_for_load_state("load")


def write(clerk: Clerk) -> Statement:
    clerk.visit(f"/ar{add_url(Statement)}")
    clerk.fill(title=TITLE, date="2023-05-22", language="ar", original_language="ar")
    directions = "[document.dir, getComputedStyle(document.querySelector('#id_title')).direction]"
    assert clerk.page.evaluate(directions) == ["rtl", "rtl"]
    clerk.choose("#id_senders-0-questions", "3/2")
    clerk.choose("#id_recipients-0-body", "CWG-COP")
    clerk.fill(recipients__0__purpose="information")
    clerk.choose("#id_topics", "حماية")
    clerk.choose("#id_meeting", "فريق المقرر")
    clerk.page.locator(".field-content [contenteditable=true]").click()
    clerk.page.keyboard.type(TEXT)
    press(clerk, "button", "Save and add the people in office as contacts")
    return Statement.objects.get()


def test_statement_is_written_compiled_approved_and_sent_in_arabic(clerk: Clerk, question: Question) -> None:
    statement = write(clerk)
    press(clerk, "link", "Compile a new annex from documents")
    clerk.fill(title="الوثائق")
    press(clerk, "button", "Save the annex")
    for act in ("Submit for review", "Record what a meeting agreed"):
        press(clerk, "link", act)
        press(clerk, "button", act)
    press(clerk, "link", "Send …")
    press(clerk, "button", "Look at it before it goes")
    press(clerk, "button", "Send")
    sent = Statement.objects.for_detail().get(pk=statement.pk)
    entry = sent.annexes.get().entries.get()
    assert (sent.status, sent.symbol, TEXT in sent.content, entry.symbol) == ("sent", "SG2/LS1", True, "2/34")
    assert TITLE in Mail.objects.get().text
    clerk.visit(f"/ar{change_url(statement)}")
    assert clerk.page.evaluate("document.documentElement.scrollWidth") == 1280
