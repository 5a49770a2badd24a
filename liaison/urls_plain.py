"""What programs read: addresses without a language, named without a namespace."""

from django.urls import path

from .api import site
from .views import lists, status, symbols

urlpatterns = [
    path("healthz", status.healthz, name="healthz"),
    path("robots.txt", status.robots, name="robots"),
    path("names/<slug:of>", lists.names, name="names"),
    path("api/v1/", site.urls()),
    path("doc/", symbols.doc),
    path("doc/<path:symbol>", symbols.doc, name="doc"),
]
