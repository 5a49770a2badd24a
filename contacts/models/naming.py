"""Names that readers see: one column a language."""

from django.db import models
from django.db.models import F, Value
from django.db.models.functions import Coalesce, NullIf
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

NAMES = ("name", "name_ar", "name_zh", "name_fr", "name_ru", "name_es")


def in_local_order() -> models.expressions.OrderBy:
    """For `order_by`: names as the reader sees them, English where there is no name in the reader's language."""
    column = f"name_{(get_language() or 'en').partition('-')[0]}"
    name = Coalesce(NullIf(F(column), Value("")), F("name")) if column in NAMES else F("name")
    return name.asc()


class Named(models.Model):
    """A row with a name in up to six languages; `name`, in English, is always there."""

    name = models.CharField(_("name"), max_length=400)
    name_ar = models.CharField(_("name in Arabic"), max_length=400, blank=True)
    name_zh = models.CharField(_("name in Chinese"), max_length=400, blank=True)
    name_fr = models.CharField(_("name in French"), max_length=400, blank=True)
    name_ru = models.CharField(_("name in Russian"), max_length=400, blank=True)
    name_es = models.CharField(_("name in Spanish"), max_length=400, blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.local_name

    def name_in(self, language: str) -> str:
        """The name in a language given as "fr", "zh" or "zh-hans"; in English where that is missing."""
        return getattr(self, f"name_{language.partition('-')[0]}", "") or self.name

    @property
    def local_name(self) -> str:
        """The name in the reader's language."""
        return self.name_in(get_language() or "en")

    @property
    def local_name_language(self) -> str:
        """The language that `local_name` is really in, for `lang` beside it."""
        language = (get_language() or "en").partition("-")[0]
        return language if getattr(self, f"name_{language}", "") else "en"
