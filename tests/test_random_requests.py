"""2,000 made-up requests with a fixed seed over all public addresses: none may fail, and nothing hidden may show."""

import io
import random
import urllib.parse
import zipfile

import pytest
from django.urls import Resolver404, get_resolver, resolve
from django.utils import translation

from liaison import services
from liaison.filters.fields import NAMES
from liaison.letter.build import build
from liaison.letter.to_json import to_dict
from liaison.models import Follower, Note, Revision, Statement
from liaison.outputs.site_map import SECTIONS
from tests.factory import (
    DAY,
    make_annex,
    make_appointment,
    make_body,
    make_contact,
    make_document,
    make_entity,
    make_entry,
    make_meeting,
    make_party,
    make_public_statement,
    make_question,
    make_statement,
    make_topic,
)

SECRET = "Zebra"  # stands in every row that the public must not see
REQUESTS, PARTS = 800, 8

ADDRESSES = """
/ /statements/ /statements/{statement}/ /statements/{statement}/annexes/ /statements/{statement}/annexes/{number}/
/statements/{statement}/annexes/{number}.pdf /statements/{statement}.{format} /statements/{statement}/history/
/documents/ /documents/{document}/ /contributions/ /doc/{symbol} /doc/{period}/{symbol} /doc/ /favicon.ico /rapporteurs/
/study-groups/ /study-groups/{body}/ /questions/{question}/ /bodies/ /bodies/{body}/ /meetings/ /meetings/{meeting}/
/meetings/{meeting}/statements.docx
/topics/ /topics/{topic}/ /members/ /members/{member}/ /members/{member}.csv /search/ /overview/ /accessibility/
/s/{number} /readyz /statements/{statement}.json /statements/{statement}.ris /statements.{format} /documents.{format}
/meetings.{format} /rapporteurs.{format} /sitemap-{section}.xml
/statements/{statement}/history/{number}.{format} /statements/{statement}/history/differences/
/follow/ /follow/asked/ /follow/confirm/{token}/ /follow/stop/{follower}/ /follow/yours/{follower}/
/follow/yours/{follower}/stored.json
/names/{names} /statements/{statement}/addresses/ /review/{token}/ /review/{token}/draft.pdf
/robots.txt /healthz /sitemap.xml /calendar.ics /api/ /api/v1/ /api/v1/openapi.json /api/v1/{topic} /api/v1/statements
/api/v1/statements/{statement} /api/v1/statements/{statement}/revisions
/api/v1/statements/{statement}/revisions/{number}
/api/v1/statements/{statement}/annexes /api/v1/statements/{statement}/annexes/{number}
/api/v1/documents /api/v1/documents/{document} /api/v1/documents/{document}/cited-in
/api/v1/bodies /api/v1/bodies/{body} /api/v1/bodies/{body}/received /api/v1/questions /api/v1/questions/{question}
/api/v1/study-periods /api/v1/meetings /api/v1/meetings/{meeting} /api/v1/topics /api/v1/topics/{topic}
/api/v1/members /api/v1/members/{member} /api/v1/appointments /api/v1/search /api/v1/doc/{symbol}
/api/v1/doc/{period}/{symbol}
""".split()

PARAMETERS = """
q direction body question group period purpose topic source country meeting language status from_date to_date
deadline_from deadline_to due list done sort page kind role lang old new before after p unknown limit cursor standing
region
""".split()

NASTY = [
    "", " ", "\0", "%", "%ff", "'", '"', "<script>", "../../etc/passwd", "-1", "0", "401", "9" * 30, "1e9", "true",
    "2023-02-31", "9999-12-31", "0001-01-01", "22/05/2023", "é" * 300, "😀", "\u202e", "a" * 10_000, "2/34", "2-34",
    "NULL", "(((", "SG2RGQ/20", "C++", '"a', "*", "مرحبا", "中文", "\ud83d".encode("utf-8", "surrogatepass").hex(),
]  # fmt: skip

GOOD = """
outgoing incoming internal other action comment information overdue open answered withdrawn 7 30 date -date title
-title symbol deadline -deadline 2023-05-22 2023-01-01 2023-12-31 CI NG en fr 1 2 contribution cybersecurity Paper
2022-2025 rapporteur statements documents everything
""".split()


@pytest.fixture
def register(db):
    """A small register in which each kind of hidden row lies beside its public twin."""
    question = make_question()
    topic, entity = make_topic("Child Online Protection"), make_entity("Nigeria", kind="member_state", country="NG")
    meeting = make_meeting(body=question.group)
    document = make_document("2/34", sources=[entity], questions=[question], meeting=meeting)
    hidden_paper = make_document("2/35", title=SECRET, is_public=False, sources=[entity], questions=[question])
    make_appointment(question=question, entity=entity)
    shown = make_public_statement(slug="shown", sender=question.group, symbol="SG2-LS1", approval_meeting=meeting)
    make_party(shown, part="to", body=make_body("CWG-COP"), purpose="action", deadline=DAY)
    make_contact(shown, email="contact@example.org")
    for paper in (document, hidden_paper):
        make_entry(make_annex(shown), document=paper, symbol=paper.symbol)
    shown.topics.add(topic)
    Note.objects.create(statement=shown, text=SECRET)
    hidden = [
        {"slug": "draft", "status": "draft"},
        {"slug": "review", "status": "in_review"},
        {"slug": "staff", "visibility": "staff"},
        {"slug": "removed", "visibility": "removed"},
        {"slug": "correction", "correction_of": shown},
    ]
    for values in hidden:
        statement = make_public_statement(
            title=SECRET, symbol="SG2-LS9", content=SECRET, sender=question.group, approval_meeting=meeting, **values
        )
        statement.topics.add(topic)
        make_entry(make_annex(statement, title=SECRET), document=document, title=SECRET)
    header = make_public_statement(slug="header", visibility="header", content=SECRET, action_required=SECRET)
    make_entry(make_annex(header, title=SECRET, intro=SECRET), title=SECRET, brief=SECRET)
    for number, statement in [(0, shown), (1, shown), (0, header)]:
        letter = to_dict(build(Statement.objects.for_detail().get(pk=statement.pk)))
        Revision.objects.create(statement=statement, number=number, letter=letter, reason="A date")
    make_statement(title=SECRET)
    draft = make_statement(title="For review")
    Note.objects.create(statement=draft, text=SECRET)
    closed, token = services.review_share(statement=make_statement(title=SECRET), by=None, label="Rapporteur")
    services.review_revoke(link=closed, by=None)
    return {
        "statement": [*Statement.objects.exclude(slug=None).values_list("slug", flat=True), "nowhere"],
        "document": [document.slug, hidden_paper.slug],
        "question": [question.slug],
        "body": [question.group.slug, "cwg-cop"],
        "meeting": [meeting.slug],
        "topic": [topic.slug],
        "member": [entity.slug],
        "names": [*NAMES, "nothing"],
        "number": ["1", "2", "3", "0", "99999999999999999999"],
        "period": ["2022-2025", "1066"],
        "section": [*SECTIONS, "nothing"],
        "token": [services.review_share(statement=draft, by=None, label="Rapporteur")[1], token, "x" * 43],
        "follower": [Follower.objects.create(email="ann@example.org").token, "x.y"],
        "symbol": ["2/34", "2-34", "D22-SG02-C-0034", "2/35", "SG2-LS1", "SG2-LS9", "2/999", "x" * 300],
        "format": ["pdf", "json", "docx", "txt", "atom", "csv", "xlsx", "zip", "bib", "ris", "jsonld", "exe", ""],
    }


def made_up(chance, register):
    """One request: a path, with its query string."""
    address = chance.choice(ADDRESSES)
    for name, values in register.items():
        if "{" + name + "}" in address:
            value = chance.choice(values if chance.random() < 0.85 else NASTY)
            address = address.replace("{" + name + "}", urllib.parse.quote(value, safe="/"))
    prefix = chance.choice(["", "", "", "/fr", "/ar", "/zh-hans", "/xx"])
    values = [value for values in register.values() for value in values] + GOOD
    query = [
        (chance.choice(PARAMETERS), chance.choice(values if chance.random() < 0.6 else NASTY))
        for _ in range(chance.choice([0, 0, 1, 1, 2, 3, 6]))
    ]
    return prefix + address + "?" + urllib.parse.urlencode(query)


@pytest.mark.parametrize("part", range(PARTS))
def test_no_request_fails_and_nothing_hidden_shows(client, register, part):
    chance = random.Random(part)  # noqa: S311 -- a fixed seed, so that a failure can be repeated
    for _ in range(REQUESTS // PARTS):
        address = made_up(chance, register)
        response = client.get(address)
        assert response.status_code < 500, address
        body = b"".join(response) if response.streaming else response.content
        assert SECRET.encode() not in body + unpacked(body), address


def unpacked(body):
    """What the files in a zip or Word file hold, and those in them."""
    if not body.startswith(b"PK"):
        return b""
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        contents = [archive.read(name) for name in archive.namelist()]
    return b"".join(content + unpacked(content) for content in contents)


def test_the_requests_reach_every_public_route(register):
    chance = random.Random(0)  # noqa: S311 -- a fixed seed
    with translation.override("en"):
        routes = {route for pattern in get_resolver().url_patterns for route in _routes(pattern)}
        paths = {made_up(chance, register).partition("?")[0] for _ in range(20_000)}
        reached = {_route(path) for path in paths}
    assert {route for route in routes if not route.startswith("admin/")} - reached == set()


def _routes(pattern, before=""):
    here = before + str(pattern.pattern)
    if not hasattr(pattern, "url_patterns"):
        return {here}
    return {route for inner in pattern.url_patterns for route in _routes(inner, here)}


def _route(path):
    try:
        return resolve(urllib.parse.unquote(path)).route
    except (Resolver404, UnicodeError):
        return None
