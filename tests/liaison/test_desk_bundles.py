"""The files of chosen statements as one zip file, from the list of the desk; nothing of it reaches the public's."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.test import Client

from liaison import bundles, desk_bundles
from liaison.letter.build import build
from liaison.letter.listing import Listing
from liaison.models import Statement
from tests import factory
from tests.desk import list_url
from tests.liaison.test_admin_exports import desk, take  # noqa: F401 -- a fixture among them

pytestmark = pytest.mark.django_db

INDEX = ["index.html", "index.csv", "SHA256SUMS.txt"]


def opened(pieces: bytes) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(pieces))


def words_of(file: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(file)) as word:
        return "".join(word.read(name).decode() for name in word.namelist() if name.endswith(".xml"))


@pytest.fixture
def data_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """For tests of something else than the files: JSON costs nothing."""
    monkeypatch.setattr(bundles, "FORMATS", ("json",))


def test_drafts_lie_apart_and_are_stamped(desk: Client) -> None:  # noqa: F811
    draft, sent = factory.make_statement(title="Ours, not yet"), factory.make_public_statement(slug="sent")
    files = opened(take(desk, "zip", [draft, sent]))
    paths = [f"drafts/DRAFT-ours-not-yet-{draft.pk}", "statements/sent"]
    assert sorted(files.namelist()) == sorted([*(f"{p}.{end}" for p in paths for end in bundles.FORMATS), *INDEX])
    stamped = ["DRAFT - not agreed" in words_of(files.read(f"{path}.docx")) for path in paths]
    assert stamped == [True, False]


@pytest.mark.usefixtures("data_alone")
def test_index_says_where_each_stands(desk: Client) -> None:  # noqa: F811
    draft = factory.make_statement(title="Not yet", status="approved")
    staff = factory.make_public_statement(title="Kept", visibility="staff")
    page = opened(take(desk, "zip", [draft, staff])).read("index.html").decode()
    shown = [words in page for words in ("Approved", "Sent, Staff only", "for staff alone")]
    assert shown == [True, True, True]


@pytest.mark.usefixtures("data_alone")
def test_all_that_the_filters_leave_are_taken(desk: Client) -> None:  # noqa: F811
    drafts = [factory.make_statement(title=f"Draft {number}") for number in range(105)]
    factory.make_public_statement(slug="sent")
    post = {"action": "export_zip", "_selected_action": [drafts[0].pk], "index": "0", "select_across": "1"}
    answer = desk.post(f"{list_url(Statement)}?status__exact=draft", post)
    names = opened(b"".join(answer.streaming_content)).namelist()
    assert (len(names) - len(INDEX), "statements/sent.json" in names) == (105, False)


@pytest.mark.usefixtures("data_alone")
def test_first_files_are_sent_before_the_last_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    keys = [factory.make_statement().pk for _number in range(25)]
    read: list[int] = []
    monkeypatch.setattr(desk_bundles, "build", lambda row: read.append(row.pk) or build(row))
    pieces: Iterator[bytes] = desk_bundles.staff_zip(keys, "en")
    assert next(pieces)[:2] == b"PK"
    assert read == keys[:1]


@pytest.mark.usefixtures("data_alone")
def test_reader_takes_files_and_who_is_not_signed_in_does_not(client: Client) -> None:
    draft = factory.make_statement()
    post: dict[str, Any] = {"action": "export_zip", "_selected_action": [draft.pk], "index": "0"}
    assert "/login/" in client.post(list_url(Statement), post)["Location"]
    reader = factory.make_user(is_staff=True)
    reader.groups.add(Group.objects.get(name="Reader"))
    client.force_login(reader)
    answer = client.post(list_url(Statement), post)
    assert ("application/zip", "no-store" in answer["Cache-Control"]) == (answer["Content-Type"], True)
    b"".join(answer.streaming_content)


@pytest.mark.usefixtures("data_alone")
def test_public_zip_holds_nothing_of_what_staff_may_take() -> None:
    hidden = [factory.make_statement(slug="draft"), factory.make_public_statement(slug="kept", visibility="staff")]
    shown = factory.make_public_statement(slug="shown")
    keys = [row.pk for row in (*hidden, shown)]
    pieces = bundles.zip_of(Listing(day=factory.DAY, count=3), keys)
    assert opened(b"".join(pieces)).namelist() == ["statements/shown.json", *INDEX]
