"""`manage.py reference`: what a register starts with, and that no edit is lost to it."""

from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import call_command

from contacts.models import Alias, Body, Entity, Question, Role, StudyPeriod
from contacts.models.naming import NAMES
from contributions.models import Topic
from liaison.letter.register import Register
from liaison.reference.loading import load_reference
from tests.factory import make_body, make_entity

pytestmark = pytest.mark.django_db

MODELS = (StudyPeriod, Body, Question, Role, Entity, Topic, Alias)


def rows() -> dict:
    return {model.__name__: list(model.objects.order_by("pk").values()) for model in MODELS}


def run() -> str:
    out = StringIO()
    call_command("reference", stdout=out)
    return out.getvalue()


def countries(text: str) -> set[str]:
    """Of the states whose name or other spelling the text is."""
    found = Register().entities([text]).values()
    return set(Entity.objects.filter(pk__in=set().union(*found)).values_list("country", flat=True))


def codes(text: str) -> set[str]:
    return {body.code for body in Register().find_bodies(text)}


def test_first_run_adds_every_table():
    assert {label: tally.added for label, tally in load_reference().items()} == {
        "Study periods": 4,
        "Bodies": 105,
        "Questions": 28,
        "Roles": 7,
        "Members and other entities": 195,
        "Topics": 16,
    }


def test_command_says_what_it_added():
    assert "Questions: 28 added, 0 there before." in run().splitlines()


def test_second_run_changes_nothing_and_says_so():
    load_reference()
    before = rows()
    assert run().splitlines()[-1] == "Nothing was missing; nothing was changed."
    assert rows() == before


def test_edited_rows_stay_as_staff_left_them():
    load_reference()
    Body.objects.filter(code="CWG-COP").update(code="CWG COP", name="Another name")
    Entity.objects.filter(country="CI").update(name="Another state", region="")
    Question.objects.filter(slug="2022-2025-q3-2").update(name="Another title", number="3b/2")
    StudyPeriod.objects.filter(label="2022-2025").update(label="2022–2025", ends_on=None)
    Topic.objects.filter(code="COP").update(name="Another topic")
    before = rows()
    load_reference()
    assert rows() == before


def test_every_member_state_has_its_name_of_the_united_nations_in_six_languages():
    load_reference()
    states = list(Entity.objects.member_states())
    assert [state.name for state in states if not all(getattr(state, name) for name in NAMES)] == []
    iran = next(state for state in states if state.country == "IR")
    assert [getattr(iran, name) for name in NAMES] == [
        "Iran (Islamic Republic of)",
        "إيران (جمهورية - الإسلامية)",
        "伊朗伊斯兰共和国",
        "Iran (République islamique d')",
        "Иран (Исламская Республика)",
        "Irán (República Islámica del)",
    ]


NAMED = [("Китай", "CN"), ("España", "ES"), ("كوت ديفوار", "CI"), ("土耳其", "TR")]


@pytest.mark.parametrize(("text", "country"), NAMED)
def test_member_state_is_known_by_its_name_in_any_of_the_languages(text: str, country: str):
    load_reference()
    assert countries(text) == {country}


def test_every_role_has_its_name_in_six_languages():
    load_reference()
    assert [role.name for role in Role.objects.all() if not all(getattr(role, name) for name in NAMES)] == []


def test_deleted_spelling_and_continuation_do_not_come_back():
    load_reference()
    Alias.objects.filter(text="Great Britain").delete()
    Question.objects.get(slug="2022-2025-q3-2").continues.clear()
    load_reference()
    assert not Alias.objects.filter(text="Great Britain").exists()
    assert not Question.objects.get(slug="2022-2025-q3-2").continues.exists()


def test_row_that_staff_had_before_is_taken_for_that_of_the_table():
    body, state = (
        make_body("TDAG", name="Our advisers"),
        make_entity("French Republic", kind="member_state", country="FR"),
    )
    load_reference()
    assert list(Body.objects.filter(code__icontains="TDAG")) == [body]
    assert list(Entity.objects.filter(country="FR")) == [state]


def test_body_merged_into_another_is_not_made_again():
    merged = make_body("ITU-T Study Group Seventeen")
    Alias.objects.create(body=merged, text="ITU-T SG17")
    load_reference()
    assert not Body.objects.filter(code="ITU-T SG17").exists()


def test_home_body_that_staff_chose_stays_the_only_one():
    home = make_body("Our own", is_home=True)
    load_reference()
    assert list(Body.objects.filter(is_home=True)) == [home]


def test_home_body_is_the_development_sector_with_its_study_groups():
    load_reference()
    ours = set(Body.objects.ours().values_list("code", flat=True))
    assert ours == {"ITU-D", "ITU-D SG1", "ITU-D SG2", "TDAG", "WTDC", "BDT"}
    assert Body.objects.home().letterhead_lines[1] == "International Telecommunication Union"


def test_seed_question_has_its_title_and_continues_that_of_the_period_before():
    load_reference()
    question = Question.objects.get(slug="2022-2025-q3-2")
    title = "Securing information and communication networks: Best practices for developing a culture of cybersecurity"
    assert (question.name, question.group.code, question.position) == (title, "ITU-D SG2", 3)
    assert [before.slug for before in question.continues.all()] == ["2018-2021-q3-2"]


def test_questions_of_other_subjects_are_not_linked():
    load_reference()
    unlinked = Question.objects.filter(period__label="2022-2025", continues__isnull=True)
    assert sorted(unlinked.values_list("number", flat=True)) == ["2/2", "3/1", "5/2"]


def test_title_that_is_not_confirmed_says_so_to_staff():
    load_reference()
    notes = dict(Question.objects.filter(period__label="2022-2025").values_list("number", "note"))
    confirmed = sorted(number for number, note in notes.items() if "not confirmed" not in note)
    assert confirmed == ["3/2", "6/1"]


def test_member_states_have_a_country_a_region_and_both_names():
    load_reference()
    states = Entity.objects.member_states()
    incomplete = states.filter(country="") | states.filter(region="") | states.filter(name_fr="")
    assert (states.count(), list(incomplete)) == (194, [])


def test_spellings_lead_to_their_states():
    spellings = {
        "United States": {"US"},
        "USA": {"US"},
        "U.S.": {"US"},
        "United Kingdom": {"GB"},
        "UK": {"GB"},
        "Côte d’Ivoire": {"CI"},
        "COTE D'IVOIRE": {"CI"},
        "Russian Federation": {"RU"},
        "Fédération de Russie": {"RU"},
        "Korea (Rep. of)": {"KR"},
        "Korea": {"KR", "KP"},
        "Vietnam": {"VN"},
        "Turkey": {"TR"},
        "Burundi (Republic of)": {"BI"},
        "Congo": {"CG"},
    }
    load_reference()
    assert {spelling: countries(spelling) for spelling in spellings} == spellings


def test_spellings_lead_to_their_bodies():
    spellings = {
        "ITU-D Study Group 2 (SG2), Question 3/2 (Q3/2)": {"ITU-D SG2"},
        "Study Group 2 of ITU-D": {"ITU-D SG2"},
        "SG2": {"ITU-D SG2", "ITU-T SG2"},
        "SG17": {"ITU-T SG17"},
        "ITU-T Study Group 17 (Security)": {"ITU-T SG17"},
        "2-я Исследовательская комиссия МСЭ-D": {"ITU-D SG2"},
        "CWG-CP": {"CWG-COP"},
        "WG-WSIS": {"CWG-WSIS&SDG"},
        "3GPP TSG SA WG2": {"3GPP SA2"},
        "3GPP TSG CT WG1": {"3GPP CT1"},
        "ISO/IEC JTC1": {"ISO/IEC JTC 1"},
        "ITU-R Working Party 5D (WP 5D)": {"ITU-R WP 5D"},
    }
    load_reference()
    assert {spelling: codes(spelling) for spelling in spellings} == spellings


def test_only_numbers_that_sectors_share_are_ambiguous():
    load_reference()
    shared = {frozenset(body.code for body in bodies) for bodies in Register().bodies.values() if len(bodies) > 1}
    assert shared == {
        frozenset({"ITU-D SG1", "ITU-R SG1"}),
        frozenset({"ITU-D SG2", "ITU-T SG2"}),
        frozenset({"ITU-T SG3", "ITU-R SG3"}),
        frozenset({"ITU-T SG5", "ITU-R SG5"}),
    }


def test_topic_of_child_online_protection_has_a_name_in_each_language():
    load_reference()
    topic = Topic.objects.get(code="COP")
    names = {topic.name_in(language) for language in ("en", "ar", "zh", "fr", "ru", "es")}
    assert (len(names), topic.name) == (6, "Child Online Protection")
