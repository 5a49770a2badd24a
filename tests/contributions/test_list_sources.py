"""Telling the sources in a cell apart and matching them; what is not clear is never guessed."""

from __future__ import annotations

import pytest

from contacts.models import Alias, Entity
from contributions.lists.register import Register
from contributions.lists.sources import sources_of
from tests import factory

pytestmark = pytest.mark.django_db

SPELLINGS = {
    "Brazil": ["BR"],
    "Côte d'Ivoire": ["CI", "Ivory Coast"],
    "Bosnia and Herzegovina": ["BA"],
    "China": ["CN", "China (People's Republic of)"],
    "Republic of Korea": ["KR", "Korea", "Korea (Rep. of)"],
    "Democratic People's Republic of Korea": ["KP", "Korea"],
}


@pytest.fixture(autouse=True)
def members() -> None:
    for name, (country, *spellings) in SPELLINGS.items():
        state = factory.make_entity(name, kind="member_state", country=country)
        for text in spellings:
            Alias.objects.create(entity=state, text=text)
    factory.make_entity("Intel Corporation", kind="sector_member", code="INTL")
    factory.make_entity("Telecommunication Development Bureau", kind="secretariat", code="BDT")


def names(text: str) -> list[str]:
    return [entity.name for entity in sources_of(text, Register()).entities]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Côte d’Ivoire", ["Côte d'Ivoire"]),
        ("COTE D'IVOIRE", ["Côte d'Ivoire"]),
        ("Ivory Coast; Brazil", ["Côte d'Ivoire", "Brazil"]),
        ("Brazil, Côte d'Ivoire and China", ["Brazil", "Côte d'Ivoire", "China"]),
        ("Brazil\nChina", ["Brazil", "China"]),
        ("Brazil / China", ["Brazil", "China"]),
        ("Brésil", []),
        ("China, People's Republic of", ["China"]),
        ("China, People's Republic of, Brazil", ["China", "Brazil"]),
        ("Korea (Rep. of), Brazil", ["Republic of Korea", "Brazil"]),
        ("Bosnia and Herzegovina and Brazil", ["Bosnia and Herzegovina", "Brazil"]),
        ("• Brazil *", ["Brazil"]),
        ("BDT", ["Telecommunication Development Bureau"]),
        ("Telecommunication Development Bureau (BDT)", ["Telecommunication Development Bureau"]),
        ("Brazil; Brazil", ["Brazil"]),
    ],
)
def test_sources_are_told_apart_and_found_in_their_order(text: str, found: list[str]) -> None:
    assert names(text) == found


def test_names_in_other_languages_are_found() -> None:
    Entity.objects.filter(name="Brazil").update(name_fr="Brésil", name_ru="Бразилия")
    assert (names("Brésil et Côte d'Ivoire"), names("Бразилия")) == (["Brazil", "Côte d'Ivoire"], ["Brazil"])


def test_name_that_nobody_has_keeps_its_words() -> None:
    sources = sources_of("Nowhere Telecom, Inc.; Brazil", Register())
    assert (sources.printed, sources.unknown) == ("Nowhere Telecom, Inc.; Brazil", ["Nowhere Telecom, Inc."])
    assert [entity.name for entity in sources.entities] == ["Brazil"]


def test_name_that_several_have_is_asked_about() -> None:
    sources = sources_of("Korea", Register())
    asked = [(name, [entity.name for entity in entities]) for name, entities in sources.unclear]
    both = ["Democratic People's Republic of Korea", "Republic of Korea"]
    assert (sources.entities, asked) == ([], [("Korea", both)])


def test_answer_says_who_is_meant() -> None:
    meant = Entity.objects.get(country="KR")
    sources = sources_of("Korea", Register({"korea": meant.pk}))
    assert (sources.entities, sources.unclear) == ([meant], [])


def test_answer_that_none_is_meant_keeps_the_words() -> None:
    sources = sources_of("Korea, China", Register({"korea": None}))
    assert ([entity.name for entity in sources.entities], sources.unknown) == (["China"], [])


def test_answer_of_somebody_who_has_not_that_name_is_no_answer() -> None:
    stranger = Entity.objects.get(name="Brazil")
    assert sources_of("Korea", Register({"korea": stranger.pk})).entities == []


def test_country_after_an_unknown_name_may_be_its_place() -> None:
    sources = sources_of("University of Nowhere, Brazil", Register())
    assert (sources.entities, sources.places) == ([], [("University of Nowhere", "Brazil")])


def test_country_after_a_semicolon_is_a_source() -> None:
    assert names("University of Nowhere; Brazil") == ["Brazil"]


def test_words_in_brackets_that_say_another_thing_are_not_passed_over() -> None:
    """“China (Taipei)” would otherwise be China."""
    sources = sources_of("China (Taipei)", Register())
    assert (sources.entities, [(text, near.name) for text, near in sources.near]) == ([], [("China (Taipei)", "China")])


def test_country_of_an_entity_in_brackets_is_no_other_name() -> None:
    Entity.objects.filter(code="INTL").update(country="BR")
    assert (names("Intel Corporation (Brazil)"), names("Intel Corporation (China)")) == (["Intel Corporation"], [])
