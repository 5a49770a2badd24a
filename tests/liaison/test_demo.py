"""`manage.py demo`: the statement of 22 May 2023 through the real reader, and made-up rows in any number."""

from __future__ import annotations

import datetime
from collections import Counter
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from contacts.models import Appointment, Entity, Person, User
from contributions.models import Brief, Document, Meeting
from liaison.demo.papers import FIRST_NUMBER
from liaison.demo.scenes import SCENES, day_of, scene_of
from liaison.letter.build import build
from liaison.letter.to_json import to_dict
from liaison.models import Annex, Entry, Event, Party, Revision, Statement, StatementContact, StatementFile
from liaison.services import direction_of, problems
from tests.factory import make_person

pytestmark = pytest.mark.django_db

SLUG = "2023-05-22-itu-d-sg2-q3-2-to-cwg-cop"
TABLES = (Meeting, Person, Appointment, Document, Brief, Statement, Party, Annex, Entry, Event, Revision, StatementFile)
LANGUAGES = {"en", "fr", "es", "ru", "ar", "zh"}


def run(*arguments: str) -> list[str]:
    out = StringIO()
    call_command("demo", *arguments, stdout=out)
    return out.getvalue().splitlines()


def rows() -> dict[str, list[dict]]:
    return {model.__name__: list(model.objects.order_by("pk").values()) for model in TABLES}


def seed() -> Statement:
    return Statement.objects.for_detail().get(slug=SLUG)


def made_up():
    return Statement.objects.filter(symbol__startswith="MADE-UP/")


def made_up_documents():
    return Document.objects.filter(number__gt=FIRST_NUMBER)


def test_seed_statement_is_public_with_its_parties():
    run()
    statement = seed()
    parties = [(p.part, p.body.code, [q.slug for q in p.questions.all()], p.purpose) for p in statement.parties.all()]
    assert statement.is_public
    assert (statement.direction, statement.sent_on) == ("outgoing", datetime.date(2023, 5, 22))
    assert parties == [("from", "ITU-D SG2", ["2022-2025-q3-2"], ""), ("to", "CWG-COP", [], "information")]


def test_seed_statement_names_people_of_the_register():
    run()
    assert [(contact.label, contact.person.name) for contact in seed().contacts.all()] == [
        ("Contact", "Jabin Vahora"),
        ("Contact", "Vanessa Copetti Cravo"),
        ("Contact", "Maria Bolshakova"),
        ("BDT Focal Point", "Orhan Osmani"),
    ]


def test_seed_statement_cites_documents_of_the_register():
    run()
    entries = [(e.symbol, e.document.slug, e.source) for e in seed().annexes.get().entries.select_related("document")]
    assert entries == [
        ("2/34", "d22-sg02-c-0034", "Côte d'Ivoire"),
        ("2/71 (Rev.1)", "d22-sg02-c-0071-r1", "Russian Federation"),
        ("2/77", "d22-sg02-c-0077", "United Kingdom"),
        ("SG2RGQ/20", "d22-sg02-rgq-c-0020", "Nigeria"),
        ("SG2RGQ/80", "d22-sg02-rgq-c-0080", "Russian Federation"),
    ]


def test_seed_documents_have_their_source_and_what_they_have_to_do_with_the_topic():
    run()
    for entry in seed().annexes.get().entries.all():
        brief = Brief.objects.get(document=entry.document, topic__code="COP")
        printed = (entry.brief, " ".join(entry.title.split()))
        assert printed == (brief.text, entry.document.title)
    sources = Document.objects.values_list("symbol", "sources__country").exclude(sources=None).order_by("slug")
    assert [country for _symbol, country in sources] == ["CI", "RU", "GB", "NG", "RU"]


def test_seed_statement_is_linked_to_its_meetings_and_topic():
    run()
    statement = seed()
    linked = [statement.approval_meeting.slug, *(row.meeting.slug for row in statement.next_meetings.all())]
    assert linked == ["2023-05-22-itu-d-sg2-q3-2", "2023-10-30-itu-d-sg2-q3-2"]
    assert [topic.code for topic in statement.topics.all()] == ["COP"]


def test_first_meeting_sat_within_the_week_of_the_study_group():
    run()
    first = Meeting.objects.get(slug="2022-12-07-itu-d-sg2-q3-2")
    week = (datetime.date(2022, 12, 5), datetime.date(2022, 12, 9))
    assert (first.parent.starts_on, first.parent.ends_on) == week


def test_no_date_of_office_is_invented():
    run()
    offices = Appointment.objects.values_list("role__code", "starts_on", "ends_on").order_by("position")
    assert list(offices) == [
        ("co-rapporteur", None, None),
        ("co-rapporteur", None, None),
        ("vice-rapporteur", None, None),
        ("bdt-focal-point", None, None),
    ]
    assert not Appointment.objects.exclude(witness__contains="22 May 2023").exists()


def test_second_run_changes_nothing():
    run("--size", "40")
    before = rows()
    run("--size", "40")
    assert rows() == before


def test_edits_of_staff_survive_another_run():
    run()
    Document.objects.filter(symbol="2/34").update(title="As staff corrected it", is_public=False)
    Person.objects.filter(name="Orhan Osmani").update(email="other@example.org")
    Meeting.objects.filter(slug="2023-10-30-itu-d-sg2-q3-2").update(starts_on=None, ends_on=None)
    before = rows()
    run()
    assert rows() == before


def test_renamed_rows_are_not_made_again():
    run("--size", "40")
    Person.objects.filter(name="Orhan Osmani").update(name="Another Name", name_key="anothername")
    Person.objects.filter(name="Person Example 1").update(name="Renamed Example")
    Entity.objects.filter(name="Example Telecom 1").update(name="Renamed Telecom", name_key="renamedtelecom")
    before = rows() | {"Entity": list(Entity.objects.order_by("pk").values())}
    run("--size", "40")
    assert rows() | {"Entity": list(Entity.objects.order_by("pk").values())} == before


def test_nothing_that_annex_4_blocks_was_put_up_for_review_or_sent():
    run("--size", "80")
    whole = Statement.objects.for_detail().exclude(status="draft")
    blocked = {(row.symbol, problem.message) for row in whole for problem in problems(row) if problem.blocks}
    assert blocked == set()


def test_person_who_was_there_before_gets_no_appointment():
    person = make_person("Jabin Vahora")
    run()
    assert not person.appointments.exists()


def test_account_for_the_admin_is_made_once_with_a_password_that_works():
    line = next(line for line in run() if line.startswith("To sign in: admin"))
    password = line.split("password ")[1].split()[0]
    admin = User.objects.get(username="admin")
    assert (admin.is_superuser, admin.check_password(password)) == (True, True)
    assert run()[-1] == "The account “admin” is there; to set its password: manage.py changepassword admin"
    assert User.objects.get(username="admin").password == admin.password


def test_size_adds_exactly_so_many_documents_and_a_quarter_of_statements():
    run("--size", "40")
    assert (made_up_documents().count(), made_up().count()) == (40, 10)


def test_larger_size_adds_the_rest():
    run("--size", "40")
    before = set(made_up().values_list("symbol", "slug"))
    lines = run("--size", "90")
    assert "Made-up documents: 50 added, 40 there before." in lines
    assert "Made-up statements: 12 added, 10 there before." in lines
    assert before < set(made_up().values_list("symbol", "slug"))


def test_size_speaks_all_six_languages():
    run("--size", "40")
    spoken = [set(made_up().values_list("language", flat=True))]
    spoken.append(set(made_up_documents().values_list("language", flat=True)))
    assert spoken == [LANGUAGES, LANGUAGES]


def test_no_two_made_up_rows_share_an_address():
    run("--size", "80")
    slugs = [*made_up().exclude(slug=None).values_list("slug", flat=True)]
    slugs += made_up_documents().values_list("slug", flat=True)
    assert [slug for slug, count in Counter(slugs).items() if count > 1] == []


def test_statements_that_are_for_staff_are_not_public():
    run("--size", "80")
    hidden = made_up().exclude(pk__in=Statement.objects.public())
    assert Counter(hidden.values_list("status", "visibility", "slug")) == {
        ("draft", "staff", None): 2,
        ("in_review", "staff", None): 1,
        ("approved", "staff", None): 1,
        ("recorded", "staff", None): 1,
    }


def test_every_scene_is_in_twenty_statements():
    run("--size", "80")
    found = made_up().order_by("pk").values_list("direction", "status", "visibility")
    assert list(found) == [(scene.direction, scene.status, scene.visibility) for scene in SCENES]


def test_made_up_register_has_open_overdue_and_answered_statements():
    run("--size", "80")
    listed = Statement.objects.listed()
    counts = {name: getattr(listed, name)().count() for name in ("open", "overdue", "answered")}
    assert counts == {"open": 5, "overdue": 1, "answered": 2}


def test_reply_saved_by_a_later_run_answers_its_statement():
    run("--size", "16")
    asked = Statement.objects.get(symbol="MADE-UP/4")
    assert Statement.objects.listed().open().contains(asked)
    run("--size", "20")
    reply = Statement.objects.get(symbol="MADE-UP/5")
    assert [(reply.target, reply.closes) for reply in reply.replies.all()] == [(asked, True)]
    assert Party.objects.get(statement=asked, part="to").answered_by == reply


def test_made_up_rows_are_as_the_services_leave_them():
    run("--size", "80")
    for statement in made_up().for_detail():
        statement.full_clean()
        assert statement.direction == direction_of(statement)
        letters = [revision.letter for revision in statement.revisions.all()]
        assert letters == ([to_dict(build(statement))] if statement.status in Statement.PUBLIC_STATUSES else [])


def test_no_public_statement_cites_a_document_for_staff():
    run("--size", "80")
    assert made_up_documents().filter(is_public=False).count() == 7
    assert not Entry.objects.filter(document__is_public=False).exists()


def test_made_up_dates_are_in_order():
    today = datetime.date(2026, 11, 23)
    for number in range(1, 1001):
        answered = scene_of(number).answers
        assert day_of(number, today) <= today
        assert not answered or day_of(number - answered, today) < day_of(number, today)


def test_made_up_people_hold_no_office_of_the_seed_question():
    run("--size", "4")
    offices = Appointment.objects.filter(question__slug="2022-2025-q3-2", person__name__startswith="Person Example")
    assert Person.objects.filter(name__startswith="Person Example").exists()
    assert not offices.exists()


def test_contacts_of_made_up_statements_hold_the_role_that_is_printed():
    run("--size", "80")
    printed = StatementContact.objects.filter(statement__in=made_up()).exclude(role="")
    assert printed.count() > 5
    for contact in printed:
        numbers = contact.person.appointments.filter(role__code="rapporteur").values_list("question__number", flat=True)
        assert [number for number in numbers if number in contact.role] != []


@pytest.mark.parametrize("size", ["-1", "many", "800001"])
def test_size_that_is_no_count_is_refused(size: str):
    with pytest.raises(CommandError, match="is not a number from 0 to 800000"):
        run(f"--size={size}")
