"""Two roots: pages and the admin, each under its language; and what programs read, whose address has no language."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path
from django.views.generic import RedirectView

handler500 = "config.unavailable.failed"
urlpatterns = [
    # Browsers ask for it on every page that names no icon, such as the admin's.
    path("favicon.ico", RedirectView.as_view(url=f"{settings.STATIC_URL}favicon.svg")),
    path("admin/sso/", include("contacts.accounts.urls_sso")),
    path("", include("liaison.urls_plain")),
    *i18n_patterns(
        path("admin/", include("contacts.accounts.urls")),
        path("admin/", admin.site.urls),
        path("", include("liaison.urls")),
        prefix_default_language=False,
    ),
]
