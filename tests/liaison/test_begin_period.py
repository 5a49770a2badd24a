"""Beginning a study period, on its page and on the command line: what is left, and who inherits it."""

from __future__ import annotations

import datetime
import io
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from contacts.models import Appointment, Question, StudyPeriod
from liaison.handover import left_by_period
from tests import factory
from tests.desk import list_url

pytestmark = pytest.mark.django_db

HEAD = {"label": "2026-2029", "prefix": "D26", "starts_on": "2026-01-01", "ends_on": "2029-12-31"}
FIRST = datetime.date(2026, 1, 1)


def make_before() -> tuple[StudyPeriod, Question, Question]:
    return factory.make_period(), factory.make_question("3/2"), factory.make_question("5/2")


def make_draft(question: Question) -> Any:
    statement = factory.make_statement(title="Half written", direction="outgoing")
    factory.make_party(statement, part="from", body=question.group, questions=[question])
    return statement


def client_of(client: Client, group: str) -> Client:
    user = factory.make_user(is_staff=True)
    user.groups.add(Group.objects.get(name=group))
    client.force_login(user)
    return client


def post(client: Client, button: str, **values: Any) -> Any:
    before = StudyPeriod.objects.get(label="2022-2025")
    lines = {f"new-{question.pk}": question.number for question in Question.objects.of_period(before)}
    return client.post(reverse("admin:begin_period"), {"after": before.pk, button: "1"} | lines | HEAD | values)


def test_looking_tells_what_would_be_done_and_stores_nothing(client: Client) -> None:
    _before, question, _other = make_before()
    factory.make_appointment(question=question)
    make_draft(question)
    response = post(client_of(client, "Secretary"), "look")
    text = response.content.decode()
    assert ("Q3/2 is made" in text, "Half written" in text, 'name="begin"' in text) == (True, True, True)
    assert (StudyPeriod.objects.count(), Question.objects.count()) == (1, 2)
    assert Appointment.objects.get().ends_on is None


def test_beginning_does_it_and_shows_what_is_left(client: Client) -> None:
    _before, question, other = make_before()
    make_draft(question)
    response = client_of(client, "Secretary") and post(client, "begin", **{f"new-{other.pk}": ""})
    assert Question.objects.get(period__label="2026-2029").continues.get() == question
    page = client.get(response["Location"])
    (row,) = page.context["left"]
    assert ([draft.title for draft in row.left.drafts], [new.number for new in row.following]) == (
        ["Half written"],
        ["3/2"],
    )


def test_merged_divided_and_new_ones_are_read_from_the_lines(client: Client) -> None:
    _before, question, other = make_before()
    client_of(client, "Secretary")
    lines = {f"new-{question.pk}": "3/2, 4/2", f"new-{other.pk}": "3/2", f"title-{other.pk}": "Both"}
    post(client, "begin", others="7/2 Quantum keys\n\n", **lines)
    made = Question.objects.filter(period__label="2026-2029").order_by("number")
    assert [(row.number, row.name, row.continues.count()) for row in made] == [
        ("3/2", "Both", 2),
        ("4/2", "Title of Question 3/2", 1),
        ("7/2", "Quantum keys", 0),
    ]


def test_what_is_wrong_is_told_and_what_was_typed_stays(client: Client) -> None:
    _before, question, other = make_before()
    client_of(client, "Secretary")
    text = post(
        client, "begin", prefix="D2", **{f"new-{question.pk}": "8/2", f"new-{other.pk}": "8/2"}
    ).content.decode()
    assert "two digits of a year" in text
    assert text.count('value="8/2"') == 2
    assert StudyPeriod.objects.count() == 1


@pytest.mark.parametrize("values", [{"starts_on": "soon"}, {"label": ""}, {"after": "9" * 30}, {"after": "x"}])
def test_odd_input_is_no_error_of_the_site(client: Client, values: dict[str, str]) -> None:
    make_before()
    client_of(client, "Secretary")
    assert post(client, "begin", **values).status_code in (200, 404)


@pytest.mark.parametrize(("group", "status"), [("Secretary", 200), ("Editor", 403), ("Reader", 403)])
def test_secretaries_alone_begin_a_period(client: Client, group: str, status: int) -> None:
    make_before()
    client_of(client, group)
    assert client.get(reverse("admin:begin_period")).status_code == status
    assert (post(client, "begin").status_code == 302) == (group == "Secretary")
    link = reverse("admin:begin_period") in client.get(list_url(StudyPeriod)).content.decode()
    assert link == (group == "Secretary")


def test_looking_by_get_changes_nothing(client: Client) -> None:
    make_before()
    client_of(client, "Secretary").get(reverse("admin:begin_period"), HEAD | {"begin": "1"})
    assert StudyPeriod.objects.count() == 1


def test_register_without_a_question_has_no_such_page(client: Client) -> None:
    assert client_of(client, "Secretary").get(reverse("admin:begin_period")).status_code == 404


def test_heirs_are_those_appointed_for_the_new_question() -> None:
    before, question, _other = make_before()
    make_draft(question)
    factory.make_appointment(question=question, ends_on=datetime.date(2025, 12, 31))
    new = factory.make_question("4/2", period=factory.make_period("2026-2029"))
    new.continues.add(question)
    heir = factory.make_appointment(question=new)
    (row,) = left_by_period(before, [], FIRST)
    assert (row.heirs, row.following) == ([heir], [new])


# The command


def run(*arguments: str) -> str:
    out = io.StringIO()
    days = ["--after", "2022-2025", "--starts", "2026-01-01", "--ends", "2029-12-31", "--prefix", "D26"]
    call_command("begin_study_period", "2026-2029", *days, *arguments, stdout=out)
    return out.getvalue()


def test_command_begins_the_period_once() -> None:
    _before, question, _other = make_before()
    make_draft(question)
    assert "Q3/2 (2022-2025) leaves 1 drafts" in run()
    assert run().splitlines()[0] == "All of it is there already."
    assert Question.objects.count() == 4


def test_command_reads_a_list_of_questions(tmp_path: Path) -> None:
    make_before()
    path = tmp_path / "questions.csv"
    path.write_text("old,new,title\n3/2,1/2,\n5/2,,\n,2/2,New\n")
    run("--questions", str(path))
    assert set(Question.objects.filter(period__label="2026-2029").values_list("number", flat=True)) == {"1/2", "2/2"}


def test_dry_run_of_the_command_stores_nothing() -> None:
    make_before()
    assert run("--dry-run").splitlines()[-1] == "Nothing was stored: this was a dry run."
    assert StudyPeriod.objects.count() == 1


def test_command_refuses_a_list_that_leaves_a_question_out(tmp_path: Path) -> None:
    make_before()
    path = tmp_path / "questions.csv"
    path.write_text("old,new\n3/2,3/2\n")
    with pytest.raises(CommandError, match="Say what becomes of 5/2"):
        run("--questions", str(path))


@pytest.mark.parametrize("content", [None, b"\xff\xfe\x00"])
def test_command_says_which_file_cannot_be_read(tmp_path: Path, content: bytes | None) -> None:
    make_before()
    path = tmp_path / "questions.csv"
    if content:
        path.write_bytes(content)
    with pytest.raises(CommandError, match=r"questions\.csv cannot be read"):
        run("--questions", str(path))
