from django.apps import AppConfig

from . import checks  # noqa: F401 -- importing it registers the checks


class SiteConfig(AppConfig):
    name = "config"
