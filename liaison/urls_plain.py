"""What programs read: addresses without a language, named without a namespace."""

from django.urls import path

from .views import lists, status, symbols

urlpatterns = [
    path("healthz", status.healthz, name="healthz"),
    path("readyz", status.readyz, name="readyz"),
    path("robots.txt", status.robots, name="robots"),
    path("names/<slug:of>", lists.names, name="names"),
    path("doc/", symbols.doc),
    path("doc/<path:symbol>", symbols.doc, name="doc"),
]
