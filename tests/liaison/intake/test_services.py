"""Taking in files: what is kept, what reading survives, what becomes of each."""

from __future__ import annotations

import datetime
import hashlib
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.utils import timezone

from contacts.models import Alias, Body
from liaison.intake import services
from liaison.intake.corrections import Answer, Corrections, review_correct
from liaison.intake.review import Review
from liaison.letter.read_apart import read_apart
from liaison.models import Event, Intake, IntakeFile, Statement, StatementFile
from tests import factory

from .files import CLEAR, read, text, uploaded, zip_of

pytestmark = pytest.mark.django_db

State = IntakeFile.State


@pytest.fixture
def bodies() -> Body:
    factory.make_home()
    return factory.make_body("Example Radio Forum")


def correct(file: IntakeFile, values: dict[str, Any] | None = None, **more: Any) -> IntakeFile:
    by = factory.make_secretary()
    return review_correct(file=file, corrections=Corrections(values or {}, **more), version=file.version, by=by)


# Uploading


def test_upload_keeps_each_file_to_be_read_and_makes_no_statement() -> None:
    intake = uploaded(("a.txt", CLEAR), ("b.zip", zip_of(c__txt=text("wrapped.txt"))))
    found = [(file.name, file.folder, file.state, file.sha256) for file in intake.files.all()]
    assert found == [
        ("a.txt", "", State.WAITING, hashlib.sha256(CLEAR).hexdigest()),
        ("c.txt", "b.zip", State.WAITING, hashlib.sha256(text("wrapped.txt")).hexdigest()),
    ]
    assert Statement.objects.count() == 0


def test_refused_file_says_why_and_the_others_go_on(bodies: Body) -> None:
    intake = uploaded(("old.doc", b"x"), ("mail.txt", text("mail.txt")), ("a.txt", CLEAR), ("z.zip", b"PK"))
    services.intake_work(intake=intake)
    found = {file.name: (file.state, file.error) for file in intake.files.all()}
    assert found["old.doc"][1].startswith("This is a document of the old Word format (.doc)")
    assert found["mail.txt"][1].startswith("This is an e-mail, not a liaison statement")
    assert found["z.zip"] == (State.REFUSED, "This is not a zip file, whatever its name says.")
    assert found["a.txt"] == (State.READ, "")


def test_nothing_of_an_upload_that_fails_stays(media_root: Any) -> None:
    too_many = [(f"{number}.txt", b"x") for number in range(services.MOST_FILES + 1)]
    with pytest.raises(ValidationError, match="Up to 200 files"):
        uploaded(*too_many)
    assert (Intake.objects.count(), [path for path in media_root.rglob("*") if path.is_file()]) == (0, [])


# Reading


def test_reading_that_was_stopped_goes_on_where_it_was(bodies: Body) -> None:
    intake = uploaded(*((f"{number}.txt", CLEAR.replace(b"rural", b"x%d" % number)) for number in range(3)))
    assert services.intake_work(intake=intake, most=1) == 1
    assert [file.state for file in intake.files.all()] == [State.READ, State.WAITING, State.WAITING]
    assert services.intake_work(intake=intake) == 2
    assert services.intake_work(intake=intake) == 0
    assert (intake.files.in_state(State.READ).count(), Statement.objects.count()) == (3, 0)


def test_file_whose_reader_died_is_read_again_after_its_lease_and_given_up_in_the_end() -> None:
    file = uploaded(("a.txt", CLEAR)).files.get()
    now = timezone.now()
    assert IntakeFile.objects.claim(now) == file
    assert IntakeFile.objects.claim(now) is None
    later = now + datetime.timedelta(minutes=4)
    assert IntakeFile.objects.claim(later) == file
    IntakeFile.objects.update(started_at=None)
    services.intake_work()
    file.refresh_from_db()
    assert (file.state, file.attempts) == (State.REFUSED, 3)
    assert "broken off twice" in file.error


def test_reading_by_two_at_once_stores_one_reading(bodies: Body, monkeypatch: pytest.MonkeyPatch) -> None:
    intake = uploaded(("a.txt", CLEAR))

    def slow(name: str, data: bytes) -> Any:
        services.file_discard(file=intake.files.get(), by=intake.owner)
        return read_apart(name, data)

    monkeypatch.setattr(services, "read_apart", slow)
    services.intake_work(intake=intake)
    assert (intake.files.get().state, intake.files.get().reading) == (State.DISCARDED, None)


def test_failure_of_the_site_on_one_file_leaves_the_others(monkeypatch: pytest.MonkeyPatch, bodies: Body) -> None:
    def broken(name: str, data: bytes) -> Any:
        if name == "bad.txt":
            raise RuntimeError
        return read_apart(name, data)

    monkeypatch.setattr(services, "read_apart", broken)
    intake = uploaded(("bad.txt", b"x"), ("a.txt", CLEAR))
    services.intake_work(intake=intake)
    assert [file.state for file in intake.files.all()] == [State.REFUSED, State.READ]


def test_command_reads_what_waits(bodies: Body, capsys: pytest.CaptureFixture[str]) -> None:
    intake = uploaded(("a.txt", CLEAR), ("b.txt", text("mail.txt")))
    call_command("read_intake")
    assert capsys.readouterr().out == "Files dealt with: 2.\n"
    assert [file.state for file in intake.files.all()] == [State.READ, State.REFUSED]


def test_reader_that_breaks_its_process_refuses_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("liaison.letter.read_apart.sys.executable", "/bin/false")
    found = read_apart("a.txt", CLEAR)
    assert found.reading.letter is None
    assert found.reading.findings[0].message.startswith("This file could not be read")


# Deciding


def test_draft_keeps_the_file_its_checksum_and_its_lines(bodies: Body) -> None:
    file = read("a.txt", CLEAR)
    statement = services.file_take(file=file, by=factory.make_secretary())
    original = statement.files.get()
    assert (original.kind, original.name, original.sha256) == ("original", "a.txt", hashlib.sha256(CLEAR).hexdigest())
    with original.file.open("rb") as kept:
        assert kept.read() == CLEAR
    assert ["line 3", "From: Example Radio Forum"] in original.text.lines
    assert [event.kind for event in statement.events.all()] == [Event.Kind.IMPORTED]


def test_file_is_taken_in_once(bodies: Body) -> None:
    file = read("a.txt", CLEAR)
    services.file_take(file=file, by=factory.make_secretary())
    with pytest.raises(ValidationError, match="Taken in"):
        services.file_take(file=file, by=factory.make_secretary())
    assert Statement.objects.count() == 1


def test_statement_of_others_is_recorded_as_received(bodies: Body) -> None:
    day = datetime.date(2024, 3, 20)
    statement = services.file_record(file=read("a.txt", CLEAR), by=factory.make_secretary(), day=day)
    assert (statement.status, statement.received_on, statement.visibility) == ("recorded", day, "staff")


def test_statement_of_ours_is_recorded_as_sent() -> None:
    factory.make_home()
    ours = CLEAR.replace(b"From: Example Radio Forum", b"From: ITU-D Study Group 2")
    statement = services.file_record(file=read("a.txt", ours), by=factory.make_secretary())
    assert (statement.status, statement.sent_on) == ("sent", datetime.date(2024, 3, 14))


def test_recording_that_is_refused_stores_nothing(bodies: Body) -> None:
    ours = CLEAR.replace(b"From: Example Radio Forum", b"From: ITU-D Study Group 2")
    file = read("a.txt", ours)
    with pytest.raises(ValidationError):
        services.file_record(file=file, by=factory.make_secretary(), day=timezone.localdate() + datetime.timedelta(1))
    file.refresh_from_db()
    assert (file.state, Statement.objects.count(), StatementFile.objects.count()) == (State.READ, 0, 0)


def test_clear_files_are_taken_in_together_and_the_others_left(bodies: Body) -> None:
    intake = uploaded(("a.txt", CLEAR), ("b.txt", text("wrapped.txt")))
    services.intake_work(intake=intake)
    by = factory.make_secretary()
    assert services.intake_plan(intake=intake, plan="draft", by=by) == 1
    services.intake_work(intake=intake)
    assert [file.state for file in intake.files.all()] == [State.TAKEN, State.READ]
    assert Statement.objects.get().created_by == by


def test_discarded_file_is_taken_back_and_deleted_after_a_month() -> None:
    file = read("a.txt", CLEAR)
    by = factory.make_secretary()
    services.file_discard(file=file, by=by)
    services.file_take_back(file=file, by=by)
    services.intake_work()
    file.refresh_from_db()
    assert file.state == State.READ
    services.file_discard(file=file, by=by)
    assert services.intake_sweep(at=timezone.now() + datetime.timedelta(days=31)) == 1
    assert (IntakeFile.objects.count(), Intake.objects.count()) == (0, 0)


def test_file_of_a_statement_is_never_swept(bodies: Body, django_capture_on_commit_callbacks: Any) -> None:
    statement = services.file_take(file=read("a.txt", CLEAR), by=factory.make_secretary())
    with django_capture_on_commit_callbacks(execute=True):
        services.intake_sweep(at=timezone.now() + datetime.timedelta(days=400))
    assert default_storage.exists(statement.files.get().file.name)


# Correcting


def test_corrected_value_is_in_the_draft_and_its_doubt_is_settled(bodies: Body) -> None:
    file = read("a.txt", text("wrapped.txt"))
    [doubt] = [one for one in Review(file).doubts if one.message == "No date was found."]
    file = correct(file, {"date": datetime.date(2023, 11, 15)})
    assert doubt not in Review(file).doubts
    statement = services.file_take(file=file, by=factory.make_secretary())
    assert statement.date == datetime.date(2023, 11, 15)
    assert statement.import_findings.get(message="No date was found.").is_settled


def test_doubt_that_is_in_order_no_longer_counts_and_comes_back_when_unticked(bodies: Body) -> None:
    file = read("a.txt", text("wrapped.txt"))
    before, doubt = file.open_count, Review(file).doubts[0]
    file = correct(file, settled=[doubt.key])
    assert (file.open_count, doubt in Review(file).doubts) == (before - 1, False)
    assert correct(file).open_count == before


def test_row_is_added_and_another_taken_away_with_findings_moving_along(bodies: Body) -> None:
    file = read("a.txt", text("wrapped.txt"))
    file = correct(file, {"to[1].text": "Second Council"})
    assert [party.text for party in Review(file).letter.to] == ["Test Council on Broadcasting", "Second Council"]
    file = correct(file, {"to[0].text": "", "to[0].deadline_text": ""})
    review = Review(file)
    assert [party.text for party in review.letter.to] == ["Second Council"]
    assert {finding.field for finding in review.findings if finding.where == "line 9"} == {"to"}


def test_correction_over_somebody_elses_is_refused(bodies: Body) -> None:
    file = read("a.txt", CLEAR)
    correct(file, {"title": "First"})
    with pytest.raises(ValidationError, match="Somebody else changed this file"):
        correct(file, {"title": "Second"})
    file.refresh_from_db()
    assert Review(file).letter.title == "First"


# Names


def test_existing_body_is_used_in_all_files_of_the_upload_and_its_spelling_known() -> None:
    group = factory.make_home()
    forum = factory.make_body("ERF")
    intake = uploaded(("a.txt", CLEAR), ("b.txt", CLEAR.replace(b"rural", b"urban")))
    services.intake_work(intake=intake)
    first, second = intake.files.all()
    [asked] = Review(first).open_names
    correct(first, answers=[Answer(asked, forum, keep_spelling=True)])
    second.refresh_from_db()
    assert (second.open_count, Review(second).resolved.senders[0].body) == (0, forum)
    assert Alias.objects.get(body=forum).text == "Example Radio Forum"
    assert Review(second).resolved.recipients[0].body == group


def test_new_body_is_made_and_used() -> None:
    factory.make_home()
    file = read("a.txt", CLEAR)
    [asked] = Review(file).open_names
    file = correct(file, answers=[Answer(asked, Body(code="ERF", name="Example Radio Forum"))])
    assert (Review(file).resolved.senders[0].body, file.open_count) == (Body.objects.get(code="ERF"), 0)


def test_words_that_shall_stay_are_asked_no_more_and_can_be_answered_otherwise() -> None:
    factory.make_home()
    file = read("a.txt", CLEAR)
    [asked] = Review(file).open_names
    file = correct(file, answers=[Answer(asked, None)])
    assert (Review(file).open_names, [one.key for one in Review(file).answered]) == ([], [asked.key])
    forum = factory.make_body("ERF")
    file = correct(file, answers=[Answer(asked, forum)])
    assert Review(file).resolved.senders[0].body == forum
