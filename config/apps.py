from django.apps import AppConfig, apps
from django.db.models.signals import post_migrate, pre_migrate

from . import checks  # noqa: F401 -- importing it registers the checks


class SiteConfig(AppConfig):
    name = "config"

    def ready(self) -> None:
        from . import sqlite_statistics, triggers  # noqa: PLC0415 -- models are there only now

        one_with_models = apps.get_app_config("contacts")  # Django says nothing to apps without any
        pre_migrate.connect(triggers.before_migrating, sender=one_with_models)
        post_migrate.connect(triggers.after_migrating, sender=one_with_models)
        post_migrate.connect(sqlite_statistics.after_migrating, sender=one_with_models)
