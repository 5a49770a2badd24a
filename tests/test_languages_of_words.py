"""Whatever stands in another language than the page says so, and which way it runs; the same page is offered in six."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import lxml.html
import pytest
from django.test import Client

from contacts.models import Question
from tests import factory
from tests.register import PAGES, make_register

pytestmark = pytest.mark.django_db

ARABIC, RUSSIAN = "بيان اتصال بشأن الشبكات", "Вклад о сетях"


@pytest.fixture
def register() -> None:
    """With a statement in Arabic, annexes and all, and a document in Russian, wherever a page lists one."""
    first = make_register()
    question = Question.objects.get()
    arabic = factory.make_public_statement(
        slug="arabic", language="ar", title=ARABIC, subtitle=ARABIC, content=f"<p>{ARABIC}</p>", date=first.date
    )
    arabic.topics.set(first.topics.all())
    factory.make_party(arabic, part="from", body=question.group, questions=[question])
    document = factory.make_document(
        *("2/99",), title=RUSSIAN, language="ru", questions=[question], meeting=first.approval_meeting
    )
    factory.make_entry(factory.make_annex(arabic, title=ARABIC), document=document, symbol="2/99", title=ARABIC)
    arabic.replies.create(target=first, text=ARABIC, date=first.date)
    first.replies.create(target=arabic)


def unmarked(page: Any, words: str) -> Iterator[tuple[str, str | None, str | None]]:
    """Where the words stand without their language, or without a direction of their own."""
    language = "ar" if words == ARABIC else "ru"
    directions = ("rtl", "auto") if language == "ar" else ("ltr", "auto")
    for node in page.xpath("//body//*[text()[contains(., $words)]]", words=words):
        marked = next((one.get("lang") for one in [node, *node.iterancestors()] if one.get("lang")), None)
        chain = [node, *node.iterancestors()]
        runs = next((one.get("dir") or "auto" for one in chain if one.get("dir") or one.tag == "bdi"), None)
        if marked != language or runs not in directions:
            yield node.tag, marked, runs


def opened(client: Client, address: str) -> Any:
    answer = client.get(address)
    assert answer.status_code == 200
    return lxml.html.fromstring(answer.text)


PATHS = [*PAGES.values(), "/statements/arabic/", "/statements/arabic/annexes/", "/statements/arabic/annexes/1/"]
PATHS += ["/statements/arabic/history/", "/documents/d22-sg02-c-0099/", "/search/"]


@pytest.mark.usefixtures("register")
@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("prefix", ["/fr", "/ar"])
def test_words_in_another_language_say_which_and_run_their_own_way(client: Client, prefix: str, path: str) -> None:
    page = opened(client, prefix + path)
    assert [*unmarked(page, ARABIC), *unmarked(page, RUSSIAN)] == []


@pytest.mark.usefixtures("register")
def test_pages_do_show_words_in_other_languages(client: Client) -> None:
    """Else the test above would have nothing to find."""
    texts = [client.get(f"/fr{path}").text for path in PATHS]
    assert (sum(ARABIC in text for text in texts), sum(RUSSIAN in text for text in texts)) > (10, 4)


@pytest.mark.usefixtures("register")
def test_words_found_by_a_search_say_their_language(client: Client) -> None:
    factory.index_all()
    page = opened(client, f"/fr/search/?q={ARABIC.split()[0]}")
    assert (ARABIC in page.text_content(), [*unmarked(page, ARABIC)]) == (True, [])


@pytest.mark.usefixtures("register")
def test_words_of_the_page_inside_a_statement_are_in_the_language_of_the_page(client: Client) -> None:
    page = opened(client, "/statements/arabic/annexes/")
    nodes = page.xpath("//main//*[text()[contains(., 'Annex 1')]]")
    langs = [next(one.get("lang") for one in [node, *node.iterancestors()] if one.get("lang")) for node in nodes]
    assert set(langs) == {"en"}


# The switch


def switch(page: Any) -> dict[str, tuple[str, str, str]]:
    links = page.xpath("//nav[contains(@class, 'languages')]//a")
    return {link.get("hreflang"): (link.text_content().strip(), link.get("lang"), link.get("href")) for link in links}


@pytest.mark.usefixtures("register")
def test_switch_names_each_language_in_itself_and_keeps_page_and_filters(client: Client) -> None:
    page = opened(client, "/fr/statements/?q=%D0%B1&direction=outgoing&page=1")
    query = "statements/?q=%D0%B1&direction=outgoing&page=1"
    assert switch(page) == {
        "ar": ("العربية", "ar", f"/ar/{query}"),
        "zh-hans": ("中文", "zh-hans", f"/zh-hans/{query}"),
        "en": ("English", "en", f"/{query}"),
        "fr": ("Français", "fr", f"/fr/{query}"),
        "ru": ("Русский", "ru", f"/ru/{query}"),
        "es": ("Español", "es", f"/es/{query}"),
    }


@pytest.mark.usefixtures("register")
@pytest.mark.parametrize(("path", "words"), [("liaison/statement", ARABIC), ("contributions/document", RUSSIAN)])
def test_titles_in_a_list_of_the_desk_say_their_language(client: Client, path: str, words: str) -> None:
    client.force_login(factory.make_secretary())
    page = opened(client, f"/fr/admin/{path}/")
    assert (words in page.text_content(), [*unmarked(page, words)]) == (True, [])


def test_desk_offers_the_same_page_in_each_language(client: Client) -> None:
    client.force_login(factory.make_secretary())
    page = opened(client, "/fr/admin/liaison/statement/?q=marsh")
    assert {code: address for code, (_name, _lang, address) in switch(page).items()} == {
        code: f"{prefix}/admin/liaison/statement/?q=marsh"
        for code, prefix in [
            ("ar", "/ar"),
            ("zh-hans", "/zh-hans"),
            ("en", ""),
            ("fr", "/fr"),
            ("ru", "/ru"),
            ("es", "/es"),
        ]
    }
