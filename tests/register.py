"""A register with one of everything, hanging together, and the address of each public page that shows it."""

from __future__ import annotations

from contacts.models import Question
from liaison.models import Statement

from .factory import (
    make_annex,
    make_appointment,
    make_body,
    make_brief,
    make_contact,
    make_document,
    make_entity,
    make_entry,
    make_meeting,
    make_party,
    make_person,
    make_public_statement,
    make_question,
    make_topic,
)

PAGES = {
    "home": "/",
    "statement-list": "/statements/",
    "statement-detail": "/statements/one/",
    "statement-history": "/statements/one/history/",
    "statement-differences": "/statements/one/history/differences/",
    "annex-list": "/statements/one/annexes/",
    "annex-detail": "/statements/one/annexes/1/",
    "document-list": "/documents/",
    "document-detail": "/documents/d22-sg02-c-0034/",
    "study-group-list": "/study-groups/",
    "study-group-detail": "/study-groups/itu-d-sg2/",
    "question-detail": "/questions/2022-2025-q3-2/",
    "body-list": "/bodies/",
    "body-detail": "/bodies/cwg-cop/",
    "meeting-list": "/meetings/",
    "meeting-detail": "/meetings/the-meeting/",
    "topic-list": "/topics/",
    "topic-detail": "/topics/protection/",
    "member-list": "/members/",
    "member-detail": "/members/utopia/",
    "rapporteur-list": "/rapporteurs/",
    "overview": "/overview/",
    "search": "/search/",
    "api": "/api/",
    "accessibility": "/accessibility/",
}

# Other states of the same pages, with the rows of make_hard_statements().
HARD_PAGES = [
    "/statements/hard/",
    "/statements/arabic/",
    "/statements/incoming/",
    "/statements/withdrawn/",
    "/statements/?body=nobody&from_date=soon&status=open",
    "/documents/?q=nothing+of+the+kind",
    "/search/?q=hard",
    "/follow/?list=everything&topic=protection",
    "/follow/?list=documents&topic=nothing",
]

LONG_WORD = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"
RICH = (
    f'<h3>Head</h3><p>See <a href="https://example.org/a">https://example.org/{"a" * 300}</a>, {LONG_WORD}.</p>'
    '<p>بيان اتصال</p><ol start="3" type="a"><li>One<ul><li>Within</li></ul></li><li>Two</li></ol>'
    "<table><thead><tr><th>Name</th><th>Role</th><th>Place</th><th>Address</th></tr></thead><tbody><tr><td>Ada</td>"
    f"<td>Chair</td><td>Utopia</td><td>{'ada' * 20}@example.org</td></tr></tbody></table>"
    "<table><tbody><tr><td>Another table</td></tr></tbody></table><h4>Further down</h4>"
)


def make_register() -> Statement:
    question = make_question()
    entity = make_entity("Utopia", kind="member_state", country="UT")
    topic = make_topic("Protection")
    meeting = make_meeting(name="The meeting", slug="the-meeting", body=question.group, period=question.period)
    document = make_document("2/34", sources=[entity], questions=[question], meeting=meeting, body=question.group)
    make_brief(document=document, topic=topic)
    make_appointment(question=question, entity=entity)
    statement = make_public_statement(slug="one", recipient=make_body("CWG-COP"), approval_meeting=meeting)
    statement.topics.add(topic)
    make_party(statement, part="from", body=question.group, questions=[question])
    make_contact(statement, name="Ana Example", email="ana@example.org")
    make_entry(make_annex(statement), document=document, symbol="2/34")
    return statement


def make_long_names() -> None:
    """Words that no column can hold, wherever a page prints a name."""
    question, member = Question.objects.get(), make_entity(LONG_WORD, kind="sector_member")
    body = make_body(f"LONG {LONG_WORD[:40]}", name=LONG_WORD, parent=question.group)
    make_document("2/9999 (Rev.12)", title=LONG_WORD * 2, source_text=LONG_WORD, questions=[question])
    make_document("2/9998", title="Short", sources=[member], questions=[question], body=body)
    make_meeting(name=LONG_WORD, place=LONG_WORD, body=question.group).questions.add(question)
    make_topic(LONG_WORD, code="LONG")
    make_appointment(person=make_person(LONG_WORD, email=f"{LONG_WORD}@example.org"), question=question, entity=member)
    make_public_statement(title=LONG_WORD * 2, sender=body, recipient=body, symbol=LONG_WORD)


def make_hard_statements() -> None:
    """Long words and names, other scripts, wide tables; what came in, and what was withdrawn."""
    make_long_names()
    question = Question.objects.get()
    title = f"Hard: a title as long as a paragraph, with {LONG_WORD} in it, and more after that so that it goes on"
    hard = make_public_statement(slug="hard", title=title, subtitle=f"Line one\n{title}", content=RICH, abstract=RICH)
    make_party(hard, part="from", text=f"A joint activity of a long name, {LONG_WORD}", address="Room 1\nGeneva")
    make_party(hard, body=question.group, questions=[question], purpose="action", deadline=hard.date)
    make_party(hard, text=f"Somebody of a long name, {LONG_WORD}", purpose="comment", deadline_text="mid-May 2023")
    make_contact(hard, name="Bo", email=f"{'bo.' * 20}sample@{'example-' * 6}.example.org", phone="+41 22 000 00 00")
    annex = make_annex(hard, title=title, intro=RICH, content=RICH)
    make_entry(annex, symbol="2/71 (Rev.1)", source=LONG_WORD, title=title, brief=title)
    make_entry(annex, title="Oral report")
    hard.translations.create(language="fr", letter={}, status="published")
    arabic = make_public_statement(
        slug="arabic", language="ar", title="بيان اتصال 2/71 (Rev.1)", content="<p>بيان</p><p>In English.</p>"
    )
    make_entry(make_annex(arabic, columns=["الوثيقة"]), symbol="2/71 (Rev.1)", title="عنوان")
    incoming = make_public_statement(slug="incoming", direction="incoming", status="recorded", visibility="header")
    incoming.replies.create(target=hard, text="Your statement", date=hard.date)
    make_public_statement(slug="withdrawn", status="withdrawn", withdrawn_on=hard.date, withdrawal_reason="Because.")
