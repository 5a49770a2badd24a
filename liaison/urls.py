"""Pages, each at its address and under every language's prefix."""

from django.urls import URLPattern, URLResolver

app_name = "liaison"
urlpatterns: list[URLPattern | URLResolver] = []
