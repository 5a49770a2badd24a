from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ContactsConfig(AppConfig):
    name = "contacts"
    verbose_name = _("Bodies and people")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from .search_sources import register_all  # noqa: PLC0415 -- models are not loaded before

        register_all()
