"""EMAIL_ADDRESSES: e-mail addresses are shown everywhere in public, or nowhere."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils import timezone

from liaison import services
from liaison.letter.read_pdf import read_pdf
from liaison.models import Statement, Translation
from tests import factory

pytestmark = pytest.mark.django_db
PAGES = ["/", "/annexes/", "/annexes/1/", "/history/", "/history/differences/"]
FILES = [".txt", ".json", "/history/0.json", "/history/1.txt", ".json?lang=fr"]


@pytest.fixture
def one(few_files: None) -> str:
    """The address of a statement that holds an address in each of its places."""
    mail = "ann@example.org"
    statement = factory.make_complete(content=f"<p>Write to <a href='mailto:{mail}'>{mail}</a>.</p>", reply_to=mail)
    annex = factory.make_annex(statement, title=f"Of {mail}", intro=f"<p>{mail}</p>")
    factory.make_entry(annex, title=f"Paper of {mail}", source=mail, brief=f"See {mail}")
    sent = services.statement_record_sent(statement=statement, by=None)
    draft = services.statement_correct(statement=sent, by=None)
    Statement.objects.filter(pk=draft.pk).update(content=f"<p>Write to {mail} or bob@example.org</p>")
    draft.refresh_from_db()
    services.correction_send(correction=draft, reason=f"For {mail}", by=None)
    letter = {"schema": 1, "title": f"De {mail}", "language": "fr", "contacts": [{"name": "Ann", "email": mail}]}
    Translation.objects.create(statement=sent, language="fr", status="published", letter=letter)
    return f"/statements/{sent.slug}"


@pytest.mark.parametrize("setting", ["hidden", "click"])
@pytest.mark.parametrize("path", PAGES + FILES)
def test_no_address_is_shown_where_the_setting_hides_them(
    client: Client, one: str, settings: object, path: str, setting: str
) -> None:
    settings.EMAIL_ADDRESSES = setting  # type: ignore[attr-defined]
    answer = client.get(one + path)
    assert (answer.status_code, "@example.org" in answer.content.decode()) == (200, False)


@pytest.mark.parametrize("path", ["/", "/annexes/1/", "/history/", "/history/differences/", *FILES])
def test_addresses_are_shown_otherwise(client: Client, one: str, path: str) -> None:
    assert "ann@example.org" in client.get(one + path).content.decode()


@pytest.mark.parametrize("end", [".pdf", "/history/0.pdf", "/annexes/1.pdf"])
def test_pdf_and_the_data_in_it_hide_them_too(client: Client, one: str, settings: object, end: str) -> None:
    settings.EMAIL_ADDRESSES = "hidden"  # type: ignore[attr-defined]
    content = client.get(one + end).content
    assert content.startswith(b"%PDF-")
    assert b"ann@example.org" not in content
    if end != "/annexes/1.pdf":
        letter = read_pdf(content).letter
        assert ("@example.org" in str(letter), letter.contacts[0].email) == (False, "")


@pytest.mark.parametrize("page", ["rapporteurs", "question"])
def test_people_in_office_are_shown_without_address(client: Client, settings: object, page: str) -> None:
    year = timezone.localdate().year
    question = factory.make_question(period=factory.make_period(f"{year}-{year + 3}"))
    factory.make_appointment(question=question, person=factory.make_person("Ann", email="ann@example.org"))
    path = "/rapporteurs/" if page == "rapporteurs" else question.get_absolute_url()
    before = client.get(path).content.decode()
    settings.EMAIL_ADDRESSES = "hidden"  # type: ignore[attr-defined]
    after = client.get(path).content.decode()
    assert ("ann@example.org" in before, "Ann" in after, "ann@example.org" in after) == (True, True, False)


def test_what_staff_see_is_as_it_was_sent(client: Client, one: str, settings: object) -> None:
    settings.EMAIL_ADDRESSES = "hidden"  # type: ignore[attr-defined]
    client.force_login(factory.make_member_of("Reader"))
    key = Statement.objects.get().pk
    assert "ann@example.org" in client.get(f"/admin/liaison/statement/{key}/change/").content.decode()


def test_addresses_are_asked_for_by_a_button_where_the_setting_says_so(
    client: Client, one: str, settings: object
) -> None:
    settings.EMAIL_ADDRESSES = "click"  # type: ignore[attr-defined]
    page = f"{one}/addresses/"
    answer, asked = client.get(page), client.post(page)
    assert f'href="{page}"' in client.get(f"{one}/").content.decode()
    assert ("a@example.org" in answer.content.decode(), "a@example.org" in asked.content.decode()) == (False, True)
    assert ("no-store" in asked["Cache-Control"], asked["X-Robots-Tag"]) == (True, "noindex")
    assert Client(enforce_csrf_checks=True).post(page).status_code == 403


@pytest.mark.parametrize("setting", ["shown", "hidden"])
def test_page_with_that_button_is_there_in_no_other_case(
    client: Client, one: str, settings: object, setting: str
) -> None:
    settings.EMAIL_ADDRESSES = setting  # type: ignore[attr-defined]
    assert client.post(f"{one}/addresses/").status_code == 404
    assert "/addresses/" not in client.get(f"{one}/").content.decode()
