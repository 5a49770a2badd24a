"""A storage that has no room left, as something that whoever gave the file can be told."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from config.unavailable import has_no_room

logger = logging.getLogger(__name__)


@contextmanager
def room_for_file(field: str = "") -> Iterator[None]:
    """Around what stores a file. Raises ValidationError where there is no room, for `field` where one is named."""
    try:
        yield
    except OSError as error:
        if not has_no_room(error):
            raise
        logger.error("A file was not stored: %s", error.strerror)
        words = _("There is no room left where files are kept. Nothing was stored; tell whoever looks after the site.")
        raise ValidationError({field: words} if field else words) from error
