"""The walk of `make a11y` leaves out no page of the site, and none refers to what is not there."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.access.marks import faults
from tests.access.world import make_world, missing

pytestmark = pytest.mark.django_db


def test_every_page_is_walked_opens_and_keeps_what_its_markup_promises(client: Client) -> None:
    """One that is new goes to tests/access/world.py."""
    world = make_world(is_whole=True)
    assert missing(world) == set()
    client.force_login(world.clerk)
    hidden = {"/statements/one/addresses/"}  # where e-mail addresses are shown at once
    answers = {path: client.get(path) for path in {*world.public, *world.desk} - hidden}
    assert {path: one.status_code for path, one in answers.items() if one.status_code not in (200, 302)} == {}
    pages = {path: one.content.decode() for path, one in answers.items() if one.status_code == 200}
    assert {path: found for path, text in pages.items() if (found := faults(text))} == {}
