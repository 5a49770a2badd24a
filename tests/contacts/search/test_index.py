"""The index, and the command that renews and checks it."""

from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from contacts.models import SearchProgress, SearchRow
from contacts.search import index
from contacts.search.finding import best, find
from contributions.models import Document
from tests.factory import index_all, make_document

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]


def reindex(*arguments: str) -> str:
    out = StringIO()
    call_command("reindex", *arguments, stdout=out)
    return out.getvalue()


def found(text: str) -> list[int]:
    return sorted(find("document", text).keys or [])


def test_row_that_was_stored_past_the_services_is_stale_until_reindexed() -> None:
    document = make_document(title="Zebra crossing")
    assert list(index.stale(["document"])) == [("document", document.pk)]
    assert "In step; 1 renewed." in reindex("document")
    assert (list(index.stale()), found("zebra")) == ([], [document.pk])


def test_check_names_what_is_stale_and_changes_nothing() -> None:
    document = make_document()
    with pytest.raises(CommandError, match="1 rows are stale"):
        reindex("--check", "document")
    assert (SearchRow.objects.count(), [*index.stale(["document"])]) == (0, [("document", document.pk)])


def test_check_is_content_with_what_is_in_step() -> None:
    make_document()
    index_all()
    assert reindex("--check") == "In step.\n"


def test_changed_words_replace_the_old_ones() -> None:
    document = make_document(title="Zebra")
    index_all()
    Document.objects.update(title="Okapi")
    assert [*index.stale(["document"])] == [("document", document.pk)]
    reindex()
    assert (found("zebra"), found("okapi")) == ([], [document.pk])


def test_row_that_went_or_was_hidden_is_stale_and_taken_out() -> None:
    hidden, gone = make_document(title="Zebra one"), make_document(title="Zebra two")
    kept = make_document(title="Zebra three")
    index_all()
    Document.objects.filter(pk=hidden.pk).update(is_public=False)
    Document.objects.filter(pk=gone.pk).delete()
    assert sorted(key for _kind, key in index.stale(["document"])) == sorted([hidden.pk, gone.pk])
    reindex()
    assert ([*index.stale()], found("zebra")) == ([], [kept.pk])


def test_rebuild_that_was_stopped_goes_on_where_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index, "BATCH", 2)
    for _number in range(5):
        make_document()
    seen: list[index.Step] = []

    def stop(step: index.Step) -> None:
        seen.append(step)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        index.rebuild(kinds=["document"], say=stop)
    index.rebuild(kinds=["document"], say=seen.append)
    assert [(step.seen, step.renewed) for step in seen] == [(2, 2), (4, 2), (5, 1), (5, 0)]
    assert ([*index.stale(["document"])], SearchProgress.objects.count()) == ([], 0)


def test_unknown_kind_is_refused() -> None:
    with pytest.raises(CommandError, match="There is no kind zebra"):
        reindex("zebra")


@pytest.mark.sqlite
def test_words_that_were_lost_are_noticed_and_stored_again() -> None:
    document = make_document(title="Zebra")
    index_all()
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM contacts_searchwords")
    assert ("document", document.pk) in [*index.stale(["document"])]
    index_all()
    assert ([*index.stale(["document"])], found("zebra")) == ([], [document.pk])


def test_text_of_any_size_is_taken_in() -> None:
    document = make_document(title="Zebra", abstract=" ".join(f"word{number}" for number in range(200_000)))
    index_all()
    assert found("zebra word17") == [document.pk]


def test_exact_words_in_a_title_come_before_words_in_a_text_and_recent_before_old() -> None:
    text = make_document(title="Other", abstract="Zebra crossings in towns", received_on="2024-05-01")
    old = make_document(title="Zebra crossings", received_on="2004-05-01")
    new = make_document(title="Zebra crossings", received_on="2024-05-01")
    index_all()
    assert best("document", "zebra crossings") == [new.pk, old.pk, text.pk]
