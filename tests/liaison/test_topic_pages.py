"""/topics/: all that concerns one."""

import pytest

from tests.factory import make_brief, make_document, make_entity, make_public_statement, make_question, make_topic

pytestmark = pytest.mark.django_db

ADDRESS = "/topics/protection/"


def test_topics_are_listed_by_their_name_in_the_readers_language(client):
    make_topic("Alpha", name_fr="Zone")
    make_topic("Beta")
    shown = [client.get(f"{path}/topics/").context["page"].rows for path in ("", "/fr")]
    assert [[row.name for row in rows] for rows in shown] == [["Alpha", "Beta"], ["Beta", "Alpha"]]


def test_topic_shows_its_statements_and_documents_with_their_briefs(client):
    topic, other = make_topic("Protection"), make_topic("Other")
    statement = make_public_statement(title="About it")
    statement.topics.add(topic)
    make_public_statement(title="About nothing")
    document = make_document("2/34")
    make_brief(document=document, topic=topic, text="Mine")
    make_brief(document=document, topic=other, text="Not mine")
    context = client.get(ADDRESS).context
    briefs = [brief.text for row in context["documents"].rows for brief in row.briefs_on_topic]
    assert ([row.title for row in context["statements"].rows], briefs) == (["About it"], ["Mine"])


def test_topic_shows_nothing_hidden(client):
    topic = make_topic("Protection")
    make_public_statement(title="Zebra", visibility="staff").topics.add(topic)
    make_public_statement(title="Zebra", status="draft").topics.add(topic)
    make_brief(document=make_document(title="Zebra", is_public=False), topic=topic, text="Zebra")
    assert "Zebra" not in client.get(ADDRESS).content.decode()


@pytest.mark.parametrize("page", ["2", "0", "x", "%00", "9" * 5_000])
def test_page_that_is_not_there_is_told(client, page):
    make_topic()
    response = client.get(f"/topics/?page={page}")
    assert (response.status_code, response.context["page"].rows, bool(response.context["page"].problem)) == (
        200,
        [],
        True,
    )


@pytest.mark.parametrize("rows", [1, 30])
def test_topic_costs_seven_queries(client, django_assert_num_queries, rows):
    topic, question = make_topic("Protection"), make_question()
    for _row in range(rows):
        make_public_statement().topics.add(topic)
        make_brief(document=make_document(sources=[make_entity()], questions=[question]), topic=topic)
    # topic; statements, parties; documents, sources and Questions, briefs; the site's name
    with django_assert_num_queries(7):
        client.get(ADDRESS)
    with django_assert_num_queries(4):  # count, keys, topics; the site's name
        client.get("/topics/")
