"""The saves of a draft at the desk: listed, shown, compared, restored."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import NoReverseMatch, reverse
from reversion.models import Version

from liaison import saves, services
from liaison.models import Redaction, Statement
from tests import factory
from tests.desk import add_url, open_add, open_change

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client: Client) -> Client:
    client.force_login(factory.make_secretary(username="secretary"))
    return client


@pytest.fixture
def reader() -> Client:
    user = factory.make_user(username="reader", is_staff=True)
    user.groups.add(Group.objects.get(name="Reader"))
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def draft(desk: Client) -> Statement:
    """Saved twice at the desk."""
    statement = factory.make_statement(title="First title")
    factory.make_party(statement, part="to", text="Recipient")
    open_change(desk, statement).fill(title="Second title").errors()
    return statement


def url(name: str, statement: Statement, *more: int) -> str:
    return reverse(f"admin:liaison_statement_{name}", args=[statement.pk, *more])


def kept(statement: Statement) -> list[Version]:
    """The oldest first."""
    return list(saves.saves_of(statement))[::-1]


def test_history_lists_who_saved_and_what_differs(desk: Client, draft: Statement) -> None:
    open_change(desk, draft).fill(subtitle="A line").add("recipients", text="Another").errors()
    response = desk.get(url("history", draft))
    listed = [
        (str(row.save.revision.user or ""), [one.label for one in row.changes]) for row in response.context["rows"]
    ]
    assert listed == [("secretary", ["Lines under the title", "Recipient 2"]), ("secretary", ["Title"]), ("", [])]
    assert "Lines under the title" in response.content.decode()


def test_history_names_the_act_that_kept_it(desk: Client) -> None:
    assert open_add(desk, Statement).fill(title="New").errors() == []
    statement = Statement.objects.get()
    services.event_add(statement=statement, kind="comment", by=None)
    rows = desk.get(url("history", statement)).context["rows"]
    assert [row.words for row in rows] == ["Created"]


def test_history_costs_the_same_for_few_saves_and_many_rows(
    desk: Client, draft: Statement, django_assert_max_num_queries: object
) -> None:
    for place in range(30):
        factory.make_contact(draft, name=f"Contact {place}")
    open_change(desk, draft).errors()
    with django_assert_max_num_queries(40):  # type: ignore[operator]
        desk.get(url("history", draft))


def test_history_has_pages(desk: Client) -> None:
    statement = factory.make_statement()
    for number in range(23):
        Statement.objects.filter(pk=statement.pk).update(title=f"Title {number}")
        services.draft_keep(statement=statement, by=None)
    last = desk.get(url("history", statement), {"saves": 2})
    assert len(last.context["rows"]) == 3
    assert [one.old for one in last.context["rows"][0].changes] == ["Title 1"]
    assert desk.get(url("history", statement), {"saves": "x"}).status_code == 200


def test_save_is_shown_as_it_was(desk: Client, draft: Statement) -> None:
    text = desk.get(url("save", draft, kept(draft)[0].pk)).content.decode()
    assert all(words in text for words in ("First title", "Recipient", "Restore this save"))


def test_save_is_shown_as_pdf(desk: Client, draft: Statement) -> None:
    response = desk.get(url("save_pdf", draft, kept(draft)[0].pk))
    assert (response["Content-Type"], response.content[:5]) == ("application/pdf", b"%PDF-")


def test_two_saves_are_compared_whichever_is_named_first(desk: Client, draft: Statement) -> None:
    first, second = kept(draft)
    for old, new in [(first, second), (second, first)]:
        found = desk.get(url("compare", draft), {"old": old.pk, "new": new.pk}).context["changes"]
        assert [(one.field, one.old, one.new) for one in found] == [("title", "First title", "Second title")]


def test_save_is_compared_with_what_stands_now(desk: Client, draft: Statement) -> None:
    Statement.objects.filter(pk=draft.pk).update(title="Now")
    found = desk.get(url("compare", draft), {"old": kept(draft)[0].pk}).context["changes"]
    assert [(one.old, one.new) for one in found] == [("First title", "Now")]


@pytest.mark.parametrize("query", [{"old": "x"}, {}, {"old": "9" * 30}])
def test_comparison_of_nothing_leads_back(desk: Client, draft: Statement, query: dict[str, str]) -> None:
    response = desk.get(url("compare", draft), query)
    assert (response.status_code, response["Location"]) == (302, url("history", draft))


def test_restoring_is_asked_and_then_done(desk: Client, draft: Statement) -> None:
    place = url("restore", draft, kept(draft)[0].pk)
    assert [one.new for one in desk.get(place).context["changes"]] == ["First title"]
    draft.refresh_from_db()
    assert draft.title == "Second title"
    assert desk.post(place)["Location"] == reverse("admin:liaison_statement_change", args=[draft.pk])
    draft.refresh_from_db()
    assert (draft.title, draft.events.get().by.username) == ("First title", "secretary")


def test_restoring_an_approved_draft_asks_for_substance(desk: Client, draft: Statement) -> None:
    Statement.objects.filter(pk=draft.pk).update(status="approved", approval_level="study_group")
    place = url("restore", draft, kept(draft)[0].pk)
    refused = desk.post(place)
    assert refused.context["form"].errors["change"] == ["Say whether the change is editorial or one of substance."]
    assert desk.post(place, {"change": "substance"}).status_code == 302
    draft.refresh_from_db()
    assert (draft.title, draft.status) == ("First title", "in_review")


def test_sent_statement_is_looked_at_and_not_restored(desk: Client, draft: Statement) -> None:
    save = kept(draft)[0]
    Statement.objects.filter(pk=draft.pk).update(status="sent")
    assert "Restore this save" not in desk.get(url("save", draft, save.pk)).content.decode()
    assert desk.post(url("restore", draft, save.pk)).status_code == 403
    draft.refresh_from_db()
    assert draft.title == "Second title"


def test_reader_looks_and_does_not_restore(reader: Client, draft: Statement) -> None:
    save = kept(draft)[0]
    assert "Second title" in reader.get(url("compare", draft), {"old": save.pk}).content.decode()
    text = reader.get(url("save", draft, save.pk)).content.decode()
    assert ("First title" in text, "Restore this save" in text) == (True, False)
    assert reader.get(url("history", draft)).context["saves"].paginator.count == 2
    assert reader.post(url("restore", draft, save.pk)).status_code == 403
    assert Statement.objects.get().title == "Second title"


@pytest.mark.parametrize("name", ["save", "save_pdf", "restore"])
def test_strangers_see_no_save(client: Client, draft: Statement, name: str) -> None:
    place = url(name, draft, kept(draft)[0].pk)
    client.force_login(factory.make_user(is_staff=True))
    assert client.get(place).status_code == 403
    client.logout()
    assert client.get(place).status_code == 302


@pytest.mark.parametrize("name", ["save", "save_pdf", "restore"])
def test_save_of_another_row_is_not_found(desk: Client, draft: Statement, name: str) -> None:
    other = factory.make_statement(title="Of another")
    services.draft_keep(statement=other, by=None)
    party = Version.objects.exclude(pk__in=[save.pk for save in [*kept(draft), *kept(other)]]).first()
    Version.objects.filter(pk=party.pk).update(object_id=str(draft.pk))
    for key in (kept(other)[0].pk, party.pk):
        assert desk.get(url(name, draft, key)).status_code == 404
        assert desk.post(url(name, draft, key)).status_code == 404


@pytest.mark.parametrize("name", ["revision", "recover", "recoverlist"])
def test_reversions_own_pages_are_not_there(name: str) -> None:
    with pytest.raises(NoReverseMatch):
        reverse(f"admin:liaison_statement_{name}", args=[1][: name != "recoverlist"])


def test_what_was_redacted_is_not_read_in_a_save(desk: Client, draft: Statement) -> None:
    save = kept(draft)[0]
    Statement.objects.filter(pk=draft.pk).update(status="sent", redacted_on=factory.DAY)
    Redaction.objects.create(statement=draft, text="First title", reason="Asked for")
    places = [url("save", draft, save.pk), url("history", draft), f"{url('compare', draft)}?old={save.pk}"]
    assert ["First title" in desk.get(place).content.decode() for place in places] == [False, False, False]


def test_history_of_what_is_gone_leads_away(desk: Client) -> None:
    assert desk.get(reverse("admin:liaison_statement_history", args=["999"])).status_code == 302
    assert desk.get(reverse("admin:liaison_statement_history", args=["x"])).status_code == 302


def test_adding_keeps_the_draft_with_its_rows(desk: Client) -> None:
    page = open_add(desk, Statement).fill(title="New", recipients__0__text="Them")
    assert (page.url, page.errors()) == (add_url(Statement), [])
    assert [party.text for party in saves.letter_in(kept(Statement.objects.get())[0]).to] == ["Them"]
