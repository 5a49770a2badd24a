import datetime
import hashlib

import pytest

from liaison.letter.build import build
from liaison.letter.ingest import import_file, ingest
from liaison.letter.letter import (
    Annex,
    Approval,
    Attachment,
    Contact,
    Entry,
    Finding,
    InReplyTo,
    Letter,
    Meeting,
    Party,
    Recipient,
    paragraph,
)
from liaison.letter.resolve import resolve
from liaison.letter.to_json import to_json
from liaison.models import Statement
from tests.factory import make_body, make_document, make_period, make_person, make_question

pytestmark = pytest.mark.django_db

DAY = datetime.date(2023, 5, 22)


def whole_letter() -> Letter:
    """A letter with something in every field."""
    return Letter(
        title="Title",
        subtitle=("ITU-D SG2 Question 3/2:", "Its title"),
        symbol="SG2-LS1",
        other_symbols=("TD 7",),
        reference="Ref 1",
        date=DAY,
        action_required="For information.",
        from_=(Party("ITU-D SG2", "ITU-D SG2", ("3/2",), "Geneva"),),
        to=(
            Recipient("CWG-COP", "CWG-COP", (), "", "action", datetime.date(2023, 9, 1), "by September"),
            Recipient("Somebody else", None, (), "", "information"),
        ),
        cc=(Recipient("Copy", None),),
        in_reply_to=(InReplyTo("LS from X of 1 May 2023", "X-1", datetime.date(2023, 5, 1)),),
        meeting=Meeting("Geneva, 22 May 2023", DAY, DAY),
        approval=Approval("Rapporteur group meeting", "rapporteur_group", DAY),
        contacts=(Contact("Contact", "Ms", "Ana Example", "Chair", "Nigeria", "Street 1", "a@example.org", "+1 2"),),
        reply_to="reply@example.org",
        signatures=("A. Example",),
        keywords=("COP",),
        abstract=(paragraph("Abstract"),),
        content=(paragraph("One\ntwo"), paragraph("Three")),
        next_meetings=(Meeting("Next in autumn", datetime.date(2023, 10, 30), datetime.date(2023, 11, 3)),),
        annexes=(
            Annex(1, "Papers", (paragraph("Intro"),), ("Doc.", "Title", "Brief"), (
                Entry("2/34", "Nigeria", "Paper", (paragraph("First."), paragraph("Second.")), "https://example.org/34"),
                Entry(None, "", "Words alone"),
            )),
            Annex(2, "Text", content=(paragraph("Plain"),)),
        ),
        attachments=(Attachment("File", "TD 8", "https://example.org/f", "a" * 64),),
    )  # fmt: skip


def fill_register():
    question = make_question()
    make_body("CWG-COP")
    make_person("Ana Example", email="a@example.org")
    make_document("2/34")
    return question


def test_what_is_ingested_is_what_was_read():
    fill_register()
    statement = ingest(resolve(whole_letter()))
    built = build(Statement.objects.for_detail().get(pk=statement.pk))
    assert built == whole_letter().replace(study_period="2022-2025")


def test_matches_become_links_of_the_register():
    question = fill_register()
    statement = ingest(resolve(whole_letter()))
    sender = statement.senders[0]
    assert (sender.body.code, list(sender.questions.all())) == ("ITU-D SG2", [question])
    assert statement.contacts.get().person.name == "Ana Example"
    assert statement.annexes.get(number=1).entries.first().document.symbol == "2/34"
    assert (statement.status, statement.direction, statement.period) == ("draft", "outgoing", make_period())


def test_findings_are_kept_for_the_clerk():
    statement = ingest(
        resolve(Letter(to=(Recipient("Nobody known"),))), [Finding("note", "date", "line 3", "No date.")]
    )
    assert [(row.level, row.field, row.where) for row in statement.import_findings.all()] == [
        ("note", "date", "line 3"),
        ("warning", "to[0].body", ""),
    ]


def test_text_longer_than_its_column_is_kept_as_a_finding():
    statement = ingest(resolve(Letter(to=(Recipient("x" * 900),))))
    assert len(statement.parties.get().text) == 800
    assert statement.import_findings.filter(field="to[0]").get().message == "x" * 900


def test_contact_without_a_name_is_known_by_what_else_is_said():
    contacts = (Contact(affiliation="Utopia", honorific="Ms"), Contact(honorific="The Chair"), Contact(label="Contact"))
    statement = ingest(resolve(Letter(contacts=contacts)))
    rows = statement.contacts.values_list("role", "affiliation", "honorific")
    assert list(rows) == [("Utopia", "", "Ms"), ("The Chair", "", "")]


def test_party_without_words_is_known_by_what_else_is_said():
    to = (Recipient(body="ERF"), Recipient(questions=("3/2",)), Recipient(address="a@example.org"), Recipient())
    statement = ingest(resolve(Letter(to=(*to, Recipient(purpose="action")), cc=(Recipient(body="XRF"),))))
    rows = statement.parties.order_by("part", "position").values_list("part", "text")
    assert list(rows) == [("cc", "XRF"), ("to", "ERF"), ("to", "3/2"), ("to", "a@example.org")]


LATE, EARLY = datetime.date(2024, 5, 2), datetime.date(2024, 5, 1)


@pytest.mark.parametrize(
    ("letter", "field", "said"),
    [
        (Letter(to=(Recipient(purpose="action", deadline=LATE),)), "to[0]", "action 2024-05-02: "),
        (Letter(in_reply_to=(InReplyTo(date=LATE),)), "in_reply_to[0]", "2024-05-02: "),
        (Letter(meeting=Meeting("Geneva", LATE, EARLY)), "meeting.end", "2024-05-01: "),
        (Letter(next_meetings=(Meeting("Geneva", LATE, EARLY),)), "next_meetings[0].end", "2024-05-01: "),
        (Letter(annexes=(Annex(number=2), Annex(number=2))), "annexes[1]", "2: "),
        (Letter(annexes=(Annex(number=0),)), "annexes[0]", "0: "),
        (Letter(annexes=(Annex(number=10**12),)), "annexes[0]", "1000000000000: "),
    ],
    ids=lambda value: value if isinstance(value, str) else None,
)
@pytest.mark.both_engines
def test_what_a_draft_cannot_hold_is_kept_as_a_finding(letter, field, said):
    statement = ingest(resolve(letter))
    (finding,) = [row for row in statement.import_findings.all() if row.message.startswith(said)]
    assert (finding.field, finding.level) == (field, "warning")


def test_the_same_file_makes_one_draft():
    data = to_json(whole_letter())
    first = import_file("letter.json", data)
    second = import_file("again.json", data)
    assert (first.created, second.created, second.statement) == (True, False, first.statement)
    assert Statement.objects.count() == 1


def test_the_original_is_kept_with_its_checksum():
    data = to_json(whole_letter())
    file = import_file("letter.json", data).statement.files.get()
    with file.file.open() as stored:
        assert stored.read() == data
    assert (file.kind, file.name, file.size, file.sha256) == (
        "original",
        "letter.json",
        len(data),
        hashlib.sha256(data).hexdigest(),
    )


def test_a_file_that_is_no_statement_leaves_nothing():
    intake = import_file("letter.json", b"{}")
    assert (intake.reading.is_statement, intake.statement, Statement.objects.count()) == (False, None, 0)


def test_a_file_of_unknown_kind_is_refused_with_the_kinds_that_are_known():
    intake = import_file("letter.wav", b"RIFF")
    assert intake.findings[0].message.startswith("Files of this kind cannot be read.")


def test_a_failure_half_way_leaves_nothing(monkeypatch):
    monkeypatch.setattr("liaison.letter.ingest.statement_settle", lambda **_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        import_file("letter.json", to_json(whole_letter()))
    assert Statement.objects.count() == 0
