"""The site's own settings, and one more page: the least that the same middleware can answer."""

from config.settings import *  # noqa: F403

ROOT_URLCONF = "tests.bench.bare"
