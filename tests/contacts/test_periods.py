"""A new study period: Questions that go on, are renumbered, merged, divided or end; roles that end; all or nothing."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from contacts.models import Appointment, Question, StudyPeriod
from contacts.periods import Fate, Outcome, fates_of, period_begin, read_fates
from tests import factory

pytestmark = pytest.mark.django_db

FIRST, LAST = datetime.date(2026, 1, 1), datetime.date(2029, 12, 31)


def make_before(*numbers: str) -> StudyPeriod:
    """2022-2025 with Questions of those numbers."""
    group = factory.make_home()
    for number in numbers or ("1/2", "2/2", "3/2"):
        factory.make_question(number, group=group)
    return factory.make_period()


def begin(before: StudyPeriod, fates: list[Fate] | None = None, **values: Any) -> Outcome:
    values = {"label": "2026-2029", "prefix": "D26", "starts_on": FIRST, "ends_on": LAST} | values
    return period_begin(before=before, fates=fates_of(before) if fates is None else fates, **values)


def new_ones() -> dict[str, list[str]]:
    """The numbers of the new period, each with those that it continues."""
    questions = Question.objects.filter(period__label="2026-2029").order_by("position")
    return {row.number: sorted(row.continues.values_list("number", flat=True)) for row in questions}


def stored() -> list[Any]:
    tables = [StudyPeriod, Question, Question.continues.through, Appointment]
    return [list(table._default_manager.order_by("pk").values()) for table in tables]


def errors(**values: Any) -> dict[str, list[str]]:
    before = make_before()
    was = stored()
    with pytest.raises(ValidationError) as refusal:
        begin(before, **values)
    assert stored() == was
    return refusal.value.message_dict


def test_questions_are_copied_with_their_titles_in_every_language_and_continue_the_old_ones() -> None:
    before = make_before("3/2")
    Question.objects.update(name="Title", name_ar="عنوان", note="For staff")
    begin(before)
    new = Question.objects.get(period__label="2026-2029")
    assert (new.number, new.name, new.name_ar, new.note, new.slug) == ("3/2", "Title", "عنوان", "", "2026-2029-q3-2")
    assert [question.period for question in new.continues.all()] == [before]


def test_renumbered_merged_divided_ended_and_new_questions() -> None:
    before = make_before("1/2", "2/2", "3/2", "4/2")
    fates = [
        *(Fate("1/2", "1/2", "Both"), Fate("2/2", "1/2"), Fate("3/2", "5/2"), Fate("3/2", "6/2", "Half")),
        *(Fate("4/2", ""), Fate("", "7/2", "Quantum keys")),
    ]
    outcome = begin(before, fates)
    assert new_ones() == {"1/2": ["1/2", "2/2"], "5/2": ["3/2"], "6/2": ["3/2"], "7/2": []}
    assert [question.number for question in outcome.ended_questions] == ["4/2"]
    assert Question.objects.get(number="7/2").group.code == "ITU-D SG2"


def test_roles_of_the_old_period_end_on_its_last_day_and_others_stay() -> None:
    before = make_before("3/2")
    question, body = Question.objects.get(), factory.make_body()
    ended = datetime.date(2024, 1, 1)
    roles = {
        "open": factory.make_appointment(question=question),
        "chair": factory.make_appointment(body=body, period=before),
        "left early": factory.make_appointment(question=question, ends_on=ended),
        "counsellor": factory.make_appointment(body=body),
        "too long": factory.make_appointment(question=question, ends_on=datetime.date(2027, 1, 1)),
    }
    outcome = begin(before)
    days = {name: Appointment.objects.get(pk=role.pk).ends_on for name, role in roles.items()}
    last = datetime.date(2025, 12, 31)
    assert days == {"open": last, "chair": last, "left early": ended, "counsellor": None, "too long": last}
    assert len(outcome.ended_roles) == 3


@pytest.mark.parametrize("ends_on", [None, datetime.date(2026, 6, 1)])
def test_roles_end_before_the_new_period_begins_where_the_old_one_has_no_end_or_a_later_one(ends_on: Any) -> None:
    before = make_before("3/2")
    StudyPeriod.objects.update(ends_on=ends_on)
    role = factory.make_appointment(question=Question.objects.get())
    begin(before)
    role.refresh_from_db()
    assert role.ends_on == datetime.date(2025, 12, 31)


def test_again_changes_nothing() -> None:
    before = make_before()
    factory.make_appointment(question=Question.objects.first())
    begin(before)
    was = stored()
    assert begin(before).changes_nothing
    assert stored() == was


def test_title_that_was_edited_meanwhile_is_kept() -> None:
    before = make_before("3/2")
    begin(before)
    Question.objects.filter(period__label="2026-2029").update(name="As the assembly has it")
    begin(before, [Fate("3/2", "3/2", "Another")])
    assert Question.objects.get(period__label="2026-2029").name == "As the assembly has it"


def test_dry_run_tells_all_and_does_nothing() -> None:
    before = make_before()
    factory.make_appointment(question=Question.objects.first())
    was = stored()
    outcome = begin(before, dry_run=True)
    assert (outcome.is_new, len(outcome.made), len(outcome.ended_roles)) == (True, 3, 1)
    assert stored() == was


def test_failure_in_the_middle_leaves_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    before = make_before()
    was = stored()

    def fail(_outcome: Outcome) -> None:
        raise RuntimeError

    monkeypatch.setattr("contacts.periods._end_roles", fail)
    with pytest.raises(RuntimeError):
        begin(before)
    assert stored() == was


@pytest.mark.parametrize(
    ("fates", "message"),
    [
        ([Fate("1/2", "1/2"), Fate("2/2", "2/2")], "Say what becomes of 3/2."),
        (
            [Fate("9/2", "9/2"), *map(Fate, ("1/2", "2/2", "3/2"), ("", "", ""))],
            "9/2 is no Question of the period before.",
        ),
        ([Fate("1/2", "4/2"), Fate("2/2", "4/2"), Fate("3/2", "")], "4/2 needs a title."),
        ([Fate("1/2", "1/2", "A"), Fate("2/2", "1/2", "B"), Fate("3/2", "")], "1/2 is given two titles."),
        ([Fate("1/2", "1/2"), Fate("1/2", ""), Fate("2/2", ""), Fate("3/2", "")], "1/2 both ends and goes on."),
        ([Fate("1/2", ""), Fate("1/2", ""), Fate("2/2", ""), Fate("3/2", "")], "Twice the same: 1/2."),
        (
            [*map(Fate, ("1/2", "2/2", "3/2"), ("", "", "")), Fate("", "1/9", "New")],
            "1/9: no study group has Questions of this ending.",
        ),
        (
            [*map(Fate, ("1/2", "2/2", "3/2"), ("", "", "")), Fate("", "")],
            "A line names neither an old nor a new Question.",
        ),
    ],
)
def test_list_that_cannot_be_is_refused_whole(fates: list[Fate], message: str) -> None:
    assert message in errors(fates=fates)["fates"]


@pytest.mark.parametrize(
    ("values", "name"),
    [
        ({"label": "2022-2025"}, "label"),
        ({"starts_on": datetime.date(2021, 1, 1)}, "starts_on"),
        ({"prefix": "26"}, "prefix"),
        ({"prefix": "D22"}, "__all__"),
        ({"ends_on": datetime.date(2025, 1, 1)}, "__all__"),
    ],
)
def test_period_that_cannot_be_is_refused_by_field(values: dict[str, Any], name: str) -> None:
    assert name in errors(**values)


def test_period_that_is_there_with_other_days_is_refused() -> None:
    before = make_before()
    factory.make_period("2026-2029", starts_on=datetime.date(2026, 5, 1))
    with pytest.raises(ValidationError, match="from 2026-05-01"):
        begin(before)


# The list as CSV


def test_csv_is_read_with_or_without_titles() -> None:
    assert read_fates('\ufeffOld,New,Title\n1/2,1/2,\n2/2,,\n\n,7/2,"Keys, new"\n') == [
        Fate("1/2", "1/2"),
        Fate("2/2", ""),
        Fate("", "7/2", "Keys, new"),
    ]
    assert read_fates("old,new\n1/2,3/2\n2/2\n") == [Fate("1/2", "3/2"), Fate("2/2", "")]


@pytest.mark.parametrize("text", ["", "a,b\n1,2", "old,new,what\n", "1/2,1/2\n", 'old,new\n"1/2,', "old,new\n1,2,3"])
def test_csv_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(ValidationError):
        read_fates(text)
