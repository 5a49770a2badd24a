from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LiaisonConfig(AppConfig):
    name = "liaison"
    verbose_name = _("Liaison statements")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from .saves import register  # noqa: PLC0415 -- models are there only now
        from .search_sources import register_all  # noqa: PLC0415 -- the same

        register()
        register_all()
