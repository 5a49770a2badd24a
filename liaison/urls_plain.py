"""What programs read: addresses without a language, named without a namespace."""

from django.urls import path

from .views import status

urlpatterns = [
    path("healthz", status.healthz, name="healthz"),
    path("robots.txt", status.robots, name="robots"),
]
