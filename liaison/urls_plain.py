"""What programs read: addresses without a language, named without a namespace."""

from django.urls import path

from .views import status, symbols

urlpatterns = [
    path("healthz", status.healthz, name="healthz"),
    path("robots.txt", status.robots, name="robots"),
    path("doc/", symbols.doc),
    path("doc/<path:symbol>", symbols.doc, name="doc"),
]
