"""The annex of a statement in a real browser: rows found, moved, added, and five hundred of them."""

from __future__ import annotations

import pytest

from liaison.models import Annex, Entry, Statement
from tests import factory
from tests.browser.clerk import Clerk
from tests.desk import change_url

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def annex_of(*titles: str) -> Annex:
    annex = factory.make_annex(factory.make_statement(title="The statement"))
    for title in titles:
        factory.make_entry(annex, title=title)
    return annex


def test_annex_is_added_on_the_statements_page_and_opened_there(clerk: Clerk) -> None:
    statement = factory.make_statement(title="The statement")
    clerk.visit(change_url(statement))
    clerk.page.get_by_role("button", name="Add another Annex").click()
    clerk.fill(annexes__0__title="Contributions on COP")
    clerk.save()
    clerk.page.get_by_role("link", name="Open the annex – 0 rows").click()
    clerk.page.get_by_role("button", name="Add another Row").click()
    clerk.fill(entries__0__title="A paper in words")
    assert "was changed successfully" in clerk.save("_save")
    assert f"/{statement.pk}/change/" in clerk.page.url
    assert clerk.page.get_by_role("link", name="Open the annex – 1 row").is_visible()


def test_rows_get_their_document_by_search(clerk: Clerk) -> None:
    document = factory.make_document("2/34", title="Of the paper", source_text="Nigeria")
    factory.make_document("2/340")
    annex = annex_of("First")
    clerk.visit(change_url(annex))
    clerk.page.locator("#id_entries-0-document").focus()
    clerk.choose("#id_entries-0-document", "2/34")
    clerk.page.get_by_role("button", name="Add another Row").click()
    clerk.choose("#id_entries-1-document", "d22-sg02-c-0034", "2/34 (2022-2025), Of the paper")
    clerk.save()
    rows = Entry.objects.order_by("position").values_list("title", "document", "symbol", "source")
    assert list(rows) == [("First", document.pk, "2/34", "Nigeria"), ("Of the paper", document.pk, "2/34", "Nigeria")]


def test_enter_takes_nothing_from_the_list_of_what_was_typed_before(clerk: Clerk) -> None:
    factory.make_document("2/34")
    factory.make_document("2/340")
    clerk.visit(change_url(annex_of("First")))
    clerk.page.locator("#id_entries-0-document").focus()
    clerk.page.locator("#id_entries-0-document + .select2-container .select2-selection").click()
    clerk.page.wait_for_selector(".select2-results__option--highlighted:has-text('2/340')")
    clerk.page.keyboard.type("2/34")
    clerk.page.keyboard.press("Enter")
    assert clerk.page.input_value("#id_entries-0-document") == ""
    clerk.page.wait_for_selector(".select2-results__option--highlighted:has-text('2/34 ')")
    clerk.page.keyboard.press("Enter")
    assert clerk.page.locator("#id_entries-0-document option:checked").inner_text().startswith("2/34 (")


def test_rows_are_moved_and_added(clerk: Clerk) -> None:
    annex = annex_of("First", "Second")
    clerk.visit(change_url(annex))
    clerk.page.get_by_role("button", name="Add another Row").click()
    clerk.fill(entries__2__title="Third")
    clerk.page.get_by_role("button", name="Move up, row 3").press("Enter")
    clerk.save()
    assert [entry.title for entry in annex.entries.all()] == ["First", "Third", "Second"]


def test_error_in_a_row_is_told_in_it_and_keeps_the_others(clerk: Clerk) -> None:
    annex = annex_of("First", "Second")
    clerk.visit(change_url(annex))
    clerk.fill(entries__0__title="Typed", entries__1__url="no address")
    assert clerk.save_in_vain() == ["Enter a valid URL."]
    assert clerk.page.input_value("#id_entries-0-title") == "Typed"
    clerk.fill(entries__1__url="https://example.org/2")
    clerk.save()
    assert [(row.title, row.url) for row in annex.entries.all()] == [("Typed", ""), ("Second", "https://example.org/2")]


def test_five_hundred_rows_open_and_save(clerk: Clerk) -> None:
    annex, document = annex_of(), factory.make_document()
    Entry.objects.bulk_create(
        Entry(annex=annex, position=place, title=f"Row {place}", document=document) for place in range(1, 501)
    )
    clerk.page.set_default_timeout(60_000)
    clerk.visit(change_url(annex))
    clerk.page.get_by_role("button", name="Move up, row 500").press("Enter")
    clerk.fill(entries__250__brief="Typed in the middle")
    clerk.save()
    rows = list(annex.entries.all())
    assert [entry.title for entry in rows[498:]] == ["Row 500", "Row 499"]
    assert (rows[250].brief, len(rows)) == ("Typed in the middle", 500)


def test_annex_of_what_was_sent_is_read_only(clerk: Clerk) -> None:
    annex = annex_of("First")
    annex.intro = "<p>An <strong>introduction</strong></p>"
    annex.save()
    Statement.objects.update(status="sent")
    clerk.visit(change_url(annex))
    assert clerk.page.locator("#content input:not([type=hidden]), #content textarea").count() == 0
    assert clerk.page.locator(".field-intro_shown strong").inner_text() == "introduction"
    assert clerk.page.locator(".field-columns_shown .readonly").inner_text() == "Doc. & source\nTitle\nBrief"
