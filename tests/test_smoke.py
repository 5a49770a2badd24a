"""Every public page opens, in three languages, and keeps the promises that all pages make."""

import gzip
import re
from html.parser import HTMLParser

import pytest
from django.conf import settings
from django.urls import get_resolver

from tests.register import PAGES, make_register

pytestmark = pytest.mark.django_db

FILES = {"annex-pdf", "statement-pdf", "statement-docx", "statement-txt", "statement-json", "statement-revision"}
FILES |= {"statement-zip", "statement-list-pdf", "statement-list-zip", "meeting-docx"}
PRIVATE = {"review-detail", "review-pdf", "statement-addresses"}
NO_PAGES = {"contribution-list"} | FILES | PRIVATE  # a redirect, files, and what is shown to some alone
LANGUAGES = {"": ("en", "ltr"), "/fr": ("fr", "ltr"), "/ar": ("ar", "rtl")}


@pytest.fixture
def register():
    make_register()


class Page(HTMLParser):
    """What stands in a page: tags with their attributes, in order."""

    def __init__(self, text):
        super().__init__()
        self.tags = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def all(self, tag):
        return [attributes for name, attributes in self.tags if name == tag]


def opened(client, path):
    response = client.get(path)
    assert (response.status_code, response["Content-Type"]) == (200, "text/html; charset=utf-8")
    return Page(response.content.decode())


def status_of(client, link):
    response = client.get(link, follow=True)
    if response.streaming:
        b"".join(response)  # to its end, by which the client closes it
    return response.status_code


@pytest.mark.parametrize("prefix", LANGUAGES)
@pytest.mark.parametrize("path", PAGES.values())
def test_page_opens_with_one_heading_in_its_language(client, register, path, prefix):
    page = opened(client, prefix + path)
    root = page.all("html")[0]
    assert (len(page.all("h1")), len(page.all("main")), (root["lang"], root["dir"])) == (1, 1, LANGUAGES[prefix])


@pytest.mark.parametrize("path", PAGES.values())
def test_page_holds_no_inline_script_or_style(client, register, path):
    page = opened(client, path)
    inline = [name for _tag, attributes in page.tags for name in attributes if name == "style" or name.startswith("on")]
    assert (inline, page.all("style"), [script for script in page.all("script") if "src" not in script]) == ([], [], [])


@pytest.mark.parametrize("path", PAGES.values())
def test_page_asks_nothing_of_another_host(client, register, path):
    page = opened(client, path)
    asked = [tag.get("src") or tag["href"] for name in ("script", "img", "link") for tag in page.all(name)
             if name != "link" or tag["rel"] in ("stylesheet", "icon")]  # fmt: skip
    assert [address for address in asked if not address.startswith("/static/")] == []


@pytest.mark.parametrize("path", PAGES.values())
def test_page_can_be_kept_by_caches(client, register, path):
    response = client.get(path)
    token = "csrfmiddlewaretoken" in response.content.decode()
    assert (dict(response.cookies), "Cookie" in response.get("Vary", ""), token) == ({}, False, False)


@pytest.mark.parametrize("path", PAGES.values())
def test_page_names_itself_in_six_languages(client, register, path):
    page = opened(client, f"/fr{path}?page=1")
    links = [tag for tag in page.all("link") if tag["rel"] in ("canonical", "alternate") and "type" not in tag]
    prefixes = {"ar": "/ar", "zh-hans": "/zh-hans", "en": "", "fr": "/fr", "ru": "/ru", "es": "/es"}
    site = "http://127.0.0.1:8000"
    assert {tag.get("hreflang", tag["rel"]): tag["href"] for tag in links} == {
        "canonical": f"{site}{path}",
        **{code: f"{site}{prefix}{path}?page=1" for code, prefix in prefixes.items()},
    }


@pytest.mark.parametrize("path", PAGES.values())
def test_links_within_the_page_lead_somewhere(client, register, path):
    page = opened(client, path)
    ids = {attributes["id"] for _tag, attributes in page.tags if "id" in attributes}
    assert [a["href"] for a in page.all("a") if a["href"].startswith("#") and a["href"][1:] not in ids] == []


@pytest.mark.parametrize("path", PAGES.values())
def test_links_to_other_pages_open(client, register, path):
    """Broken links are found one step away from each page."""
    page = opened(client, path)
    links = {a["href"].partition("#")[0] for a in page.all("a")} - {""}
    pages = {link if link.startswith("/") else path + link for link in links if not re.match("[a-z]+:", link)}
    assert {link: status for link in pages if (status := status_of(client, link)) != 200} == {}


@pytest.mark.parametrize("path", PAGES.values())
def test_every_field_has_a_label_and_every_id_is_given_once(client, register, path):
    page = opened(client, path)
    ids = [attributes["id"] for _tag, attributes in page.tags if "id" in attributes]
    labelled = {label.get("for") for label in page.all("label")}
    fields = [tag for name in ("input", "select", "textarea") for tag in page.all(name) if tag.get("type") != "hidden"]
    bare = [tag["name"] for tag in fields if tag.get("id") not in labelled and "aria-label" not in tag]
    assert ([found for found in ids if ids.count(found) > 1], bare) == ([], [])


@pytest.mark.parametrize("path", PAGES.values())
def test_every_table_is_named_and_its_headings_say_what_they_head(client, register, path):
    page = opened(client, path)
    scopes = {heading.get("scope") for heading in page.all("th")}
    assert (len(page.all("caption")), scopes - {"col", "row"}) == (len(page.all("table")), set())


@pytest.mark.parametrize("path", PAGES.values())
def test_parts_of_the_page_are_landmarks_with_names_of_their_own(client, register, path):
    page = opened(client, path)
    names = [nav.get("aria-label") for nav in page.all("nav")]
    assert (names.count(None), len(set(names)), len(page.all("footer"))) == (0, len(names), 1)


@pytest.mark.parametrize(
    "path",
    [path for name, path in PAGES.items() if not name.endswith(("-detail", "accessibility")) and "/one" not in path],
)
def test_page_of_an_empty_register_says_that_there_is_nothing(client, path):
    assert 'class="empty"' in client.get(path).content.decode()


def test_style_sheet_is_small():
    sheet = (settings.BASE_DIR / "static" / "css" / "site.css").read_bytes()
    assert len(gzip.compress(sheet)) < 12_000


def test_no_public_page_is_left_out():
    names = {key for key in get_resolver("liaison.urls").reverse_dict if isinstance(key, str)}
    assert names - NO_PAGES - set(PAGES) == set()
