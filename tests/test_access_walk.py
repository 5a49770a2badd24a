"""The walk of `make a11y` leaves out no page of the site."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.access.world import make_world, missing

pytestmark = pytest.mark.django_db


def test_every_page_is_walked_and_opens(client: Client) -> None:
    """One that is new goes to tests/access/world.py."""
    world = make_world(is_whole=True)
    assert missing(world) == set()
    client.force_login(world.clerk)
    hidden = {"/statements/one/addresses/"}  # where e-mail addresses are shown at once
    statuses = {path: client.get(path).status_code for path in {*world.public, *world.desk} - hidden}
    assert {path: status for path, status in statuses.items() if status not in (200, 302)} == {}
