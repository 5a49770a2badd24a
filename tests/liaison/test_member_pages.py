"""/members/: who submits papers, where those went, and who is in office."""

import datetime

import pytest
from django.utils import timezone

from contacts.models import Alias
from tests.factory import (
    make_annex,
    make_appointment,
    make_body,
    make_document,
    make_entity,
    make_entry,
    make_person,
    make_public_statement,
)

pytestmark = pytest.mark.django_db

ADDRESS = "/members/utopia/"
YESTERDAY = timezone.localdate() - datetime.timedelta(days=1)


def names(client, query=""):
    return [row.name for row in client.get(f"/members/{query}").context["page"].rows]


def test_member_states_come_first_by_region_then_the_others(client):
    make_entity("Company", kind="sector_member", region="AFR")
    make_entity("Zz State", kind="member_state", region="AFR")
    make_entity("Aa State", kind="member_state", region="EUR")
    make_entity("Mm State", kind="member_state", region="AFR")
    assert names(client) == ["Mm State", "Zz State", "Aa State", "Company"]


def test_all_member_states_fit_on_one_page(client):
    for number in range(200):
        make_entity(f"State {number}", kind="member_state")
    page = client.get("/members/").context["page"]
    assert (len(page.rows), page.has_other_pages) == (200, False)


@pytest.mark.parametrize("query", ["q=IVOIRE", "q=cote", "q=Ivory Coast", "q=ИВУАР", "region=AFR", "kind=member_state"])
def test_list_narrows_by_name_in_any_spelling_region_and_kind(client, query):
    entity = make_entity("Côte d'Ivoire", kind="member_state", region="AFR", name_ru="Ивуар")
    Alias.objects.create(entity=entity, text="Ivory Coast")
    make_entity("Another", kind="academia", region="EUR")
    assert names(client, f"?{query}") == ["Côte d'Ivoire"]


@pytest.mark.parametrize("query", ["region=Moon", "kind=x", "q=%00"])
def test_wrong_value_is_told_and_nothing_is_shown(client, query):
    make_entity("Utopia")
    response = client.get(f"/members/?{query}")
    assert (response.status_code, bool(response.context["filter"].form.errors), names(client, f"?{query}")) == (
        200,
        True,
        [],
    )


def cited(member, symbol="", **values):
    statement = make_public_statement(**values)
    make_entry(make_annex(statement), document=make_document(symbol, sources=[member]))


def test_member_shows_nothing_hidden(client):
    member = make_entity("Utopia", note="Zebra")
    for hidden in ({"visibility": "staff"}, {"status": "draft"}, {"visibility": "header"}, {"status": "withdrawn"}):
        cited(member, title="Zebra", **hidden)
    make_document(title="Zebra", sources=[member], is_public=False)
    make_person("Zebra", entity=member)
    assert "Zebra" not in client.get(ADDRESS).content.decode()


def test_people_are_those_in_office_on_its_behalf(client):
    member, other = make_entity("Utopia"), make_entity()
    body = make_body()
    make_appointment(body=body, person=make_person("By the appointment", entity=other), entity=member)
    make_appointment(body=body, person=make_person("By the person", entity=member))
    make_appointment(body=body, person=make_person("For another", entity=member), entity=other)
    make_appointment(body=body, person=make_person("No longer"), entity=member, ends_on=YESTERDAY)
    people = client.get(ADDRESS).context["people"]
    assert [row.person.name for row in people] == ["By the appointment", "By the person"]


@pytest.mark.parametrize("rows", [1, 30])
def test_list_of_members_costs_four_queries(client, django_assert_num_queries, rows):
    for _row in range(rows):
        make_entity()
    with django_assert_num_queries(4):  # count, keys, members; the site's name
        client.get("/members/")
