"""Two roots: pages and the admin, each under its language; and what programs read, whose address has no language."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("", include("liaison.urls_plain")),
    *i18n_patterns(
        path("admin/", admin.site.urls),
        path("", include("liaison.urls")),
        prefix_default_language=False,
    ),
]
