"""Language versions of a statement at the desk: typed or read, saved, published, and what differs beside them."""

from __future__ import annotations

import html
import re
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from liaison.intake import services
from liaison.letter.read_json import from_dict
from liaison.models import Statement, Translation
from tests import desk, factory
from tests.liaison.intake.files import read, text

pytestmark = pytest.mark.django_db

FRENCH = """Note de liaison sur la couverture rurale
Symbole: SG2-LS28
22 mai 2023
De: Commission d'études 2
Pour: Conseil d'exemple
Pour: information
Contact: Ada Example
Courriel: ada@example.org

La Commission d'études renvoie au document 2/35 du 22 mai 2023 et remercie le Conseil de ses travaux dans ce domaine.
"""


@pytest.fixture
def clerk(client: Client) -> Client:
    client.force_login(factory.make_secretary(username="clerk"))
    return client


@pytest.fixture
def statement() -> Statement:
    text = "<p>The Study Group refers to 2/34 of 22 May 2023.</p>"
    made = factory.make_public_statement(title="On rural coverage", symbol="SG2-LS27", content=text)
    factory.make_contact(made, name="Ada Example", email="ada@example.org", label="Contact", position=1)
    return made


def page_of(statement: Statement, language: str = "") -> str:
    return f"/admin/liaison/statement/{statement.pk}/versions/{language}{'/' if language else ''}"


def add(client: Client, statement: Statement, language: str = "fr", file: tuple[str, bytes] | None = None) -> Any:
    given = {"file": SimpleUploadedFile(*file)} if file else {}
    return client.post(page_of(statement), {"language": language} | given)


def opened(client: Client, statement: Statement, language: str = "fr") -> desk.Page:
    return desk.Page(client, page_of(statement, language))


def plain(answer: Any) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", answer.content.decode())).split())


def with_rights(*names: str) -> Client:
    user = factory.make_user(is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__in=names))
    client = Client()
    client.force_login(user)
    return client


def test_version_is_typed_beside_the_original_of_a_sent_statement(clerk: Client, statement: Statement) -> None:
    assert add(clerk, statement)["Location"] == page_of(statement, "fr")
    page = opened(clerk, statement)
    assert (page.values["words-title"], page.values["words-contacts-0-label"]) == (["On rural coverage"], ["Contact"])
    content = "<p>La Commission renvoie à 2/34 du 22 mai 2023.</p>"
    assert page.post(**{"words-title": "Sur la couverture", "words-content": content}).status_code == 302
    letter = from_dict(Translation.objects.get().letter)
    assert (letter.title, letter.symbol, letter.language) == ("Sur la couverture", "SG2-LS27", "fr")
    statement.refresh_from_db()
    assert (statement.title, statement.status) == ("On rural coverage", "sent")


def test_version_is_read_from_a_translated_file_which_is_kept(clerk: Client, statement: Statement) -> None:
    add(clerk, statement, file=("note.txt", FRENCH.encode()))
    version = Translation.objects.get()
    letter = from_dict(version.letter)
    assert (letter.title, letter.symbol) == ("Note de liaison sur la couverture rurale", "SG2-LS27")
    kept = version.files.get()
    answer = clerk.get(f"/admin/liaison/statement/{statement.pk}/original/{kept.pk}")
    assert b"".join(answer.streaming_content) == FRENCH.encode()


def test_what_differs_stands_beside_its_words_and_stops_publishing(clerk: Client, statement: Statement) -> None:
    add(clerk, statement, file=("note.txt", FRENCH.encode()))
    page = opened(clerk, statement)
    shown = "Symbols differ from the original’s: not here: 2/34; only here: 2/35."
    assert page.text.index('name="words-content"') < page.text.rindex(shown)
    page.post(_publish="1")
    assert Translation.objects.get().status == "draft"
    seen = dict.fromkeys(re.findall(r'name="(seen_\w+)"', page.text), "on")
    opened(clerk, statement).post(_publish="1", **seen)
    assert Translation.objects.get().status == "published"


def test_published_version_is_offered_in_public_and_a_draft_is_not(clerk: Client, statement: Statement) -> None:
    add(clerk, statement)
    address = f"{statement.get_absolute_url().rstrip('/')}.json?lang=fr"
    assert Client().get(address).status_code == 404
    opened(clerk, statement).post(_publish="1", **{"words-title": "Sur la couverture"})
    assert Client().get(address).json()["title"] == "Sur la couverture"
    opened(clerk, statement).post(_hide="1")
    assert Client().get(address).status_code == 404


def test_version_of_a_draft_follows_the_facts_of_its_original(clerk: Client) -> None:
    draft = factory.make_statement(title="On rural coverage", symbol="SG2-LS1")
    add(clerk, draft, "ar")
    Statement.objects.filter(pk=draft.pk).update(symbol="SG2-LS2", title="On urban coverage")
    page = opened(clerk, draft, "ar")
    assert "The original changed in 2 places since this version was last saved" in page.text
    page.post(**{"words-title": "التغطية"})
    letter = from_dict(Translation.objects.get().letter)
    assert (letter.title, letter.symbol) == ("التغطية", "SG2-LS2")


def test_words_that_are_left_empty_keep_the_originals(clerk: Client, statement: Statement) -> None:
    add(clerk, statement)
    opened(clerk, statement).post(**{"words-title": ""})
    assert from_dict(Translation.objects.get().letter).title == "On rural coverage"


def test_two_clerks_do_not_overwrite_each_other_unasked(clerk: Client, statement: Statement) -> None:
    add(clerk, statement)
    first, second = opened(clerk, statement), opened(clerk, statement)
    first.post(**{"words-title": "Premier"})
    answer = second.post(**{"words-title": "Second"})
    assert "Somebody else saved this version after you opened it." in plain(answer)
    assert (second.answer_values()["words-title"], Translation.objects.get().letter["title"]) == (["Second"], "Premier")
    second.values = second.answer_values()
    second.post()
    assert Translation.objects.get().letter["title"] == "Second"


@pytest.mark.parametrize(
    ("file", "message"),
    [
        (("a.doc", b"x"), "This is a document of the old Word format (.doc)"),
        (("a.docx", b"PK\x03\x04"), "damaged"),
        (("a.txt", b""), "empty"),
    ],
)
def test_file_that_is_no_statement_is_refused_beside_its_field(
    clerk: Client, statement: Statement, file: tuple[str, bytes], message: str
) -> None:
    answer = add(clerk, statement, "es", file)
    assert message in str(answer.context["form"].errors["file"])
    assert (answer.context["form"]["language"].value(), Translation.objects.count()) == ("es", 0)


@pytest.mark.parametrize("language", ["en", "xx", ""])
def test_language_of_the_original_and_unknown_ones_are_refused(
    clerk: Client, statement: Statement, language: str
) -> None:
    assert "language" in add(clerk, statement, language).context["form"].errors


def test_language_is_added_once(clerk: Client, statement: Statement) -> None:
    add(clerk, statement)
    assert "language" in add(clerk, statement).context["form"].errors
    assert Translation.objects.count() == 1


def test_draft_version_is_deleted_and_a_published_one_is_not(clerk: Client, statement: Statement) -> None:
    add(clerk, statement)
    opened(clerk, statement).post(_publish="1")
    opened(clerk, statement).post(_delete="1")
    assert Translation.objects.count() == 1
    opened(clerk, statement).post(_hide="1")
    opened(clerk, statement).post(_delete="1")
    assert Translation.objects.count() == 0


def test_version_is_deleted_with_its_file_unless_the_statement_keeps_it(clerk: Client, statement: Statement) -> None:
    draft = factory.make_statement(title="On rural coverage")
    for one in (statement, draft):
        add(clerk, one, "fr", ("note.txt", FRENCH.encode()))
        opened(clerk, one).post(_delete="1")
    assert [(one.translations.count(), one.files.count()) for one in (statement, draft)] == [(1, 1), (0, 0)]


def test_reader_looks_and_changes_nothing(clerk: Client, statement: Statement) -> None:
    add(clerk, statement)
    reader = with_rights("view_statement")
    assert [reader.get(page_of(statement, one)).status_code for one in ("", "fr")] == [200, 200]
    assert add(reader, statement, "es").status_code == 403
    assert [reader.post(page_of(statement, "fr"), {act: "1"}).status_code for act in ("_save", "_delete")] == [403, 403]
    assert with_rights("view_document").get(page_of(statement)).status_code == 403


def test_editor_may_type_and_not_publish(clerk: Client, statement: Statement) -> None:
    editor = with_rights("view_statement", "change_statement")
    add(editor, statement)
    assert 'name="_publish"' not in opened(editor, statement).text
    assert opened(editor, statement).post(_publish="1").status_code == 403
    assert Translation.objects.get().status == "draft"


def test_preview_is_a_pdf_in_the_language(clerk: Client, statement: Statement) -> None:
    add(clerk, statement)
    answer = clerk.get(f"{page_of(statement)}fr.pdf")
    assert (answer["Content-Type"], answer.content[:5]) == ("application/pdf", b"%PDF-")


@pytest.mark.parametrize("path", ["9999/versions/", "1/versions/xx/", "x/versions/", "9999/original/1"])
def test_what_is_not_there_is_not_found(clerk: Client, path: str) -> None:
    assert clerk.get(f"/admin/liaison/statement/{path}").status_code in (302, 404)


def test_statement_stands_beside_its_original_with_each_finding_at_its_place(clerk: Client) -> None:
    made = services.file_take(file=read("a.txt", text("wrapped.txt")), by=factory.make_secretary())
    page = clerk.get(f"/admin/liaison/statement/{made.pk}/original/{made.files.get().pk}/").content.decode()
    assert '<p id="line-9" class="desk-named" dir="auto">  action and comment</p>' in page
    place = page.index("Recipient 1</dt>")
    assert place < page.index('gives two purposes; a recipient has one.</bdi> <a href="#line-9">line 9</a>', place)


def test_original_of_another_statement_is_not_given(clerk: Client, statement: Statement) -> None:
    made = services.file_take(file=read("a.txt", text("wrapped.txt")), by=factory.make_secretary())
    path = f"/admin/liaison/statement/{statement.pk}/original/{made.files.get().pk}"
    assert [clerk.get(path).status_code, clerk.get(f"{path}/").status_code] == [404, 404]
    assert with_rights("view_document").get(path.replace(str(statement.pk), str(made.pk))).status_code == 403


@pytest.mark.parametrize("value", ["", "\x00", str(2**70), "<script>x</script>", "x" * 30_000])
def test_no_value_of_any_field_breaks_a_version(clerk: Client, statement: Statement, value: str) -> None:
    add(clerk, statement)
    page = opened(clerk, statement)
    for name in page.values:
        if name not in ("csrfmiddlewaretoken", "seen"):
            page.values[name] = [value]
    answer = page.post()
    assert answer.status_code in (200, 302)
    assert "<script>x" not in clerk.get(page_of(statement, "fr")).content.decode()
