"""Pages, each at its address and under every language's prefix."""

from django.urls import path

from .views import home

app_name = "liaison"
urlpatterns = [
    path("", home.home, name="home"),
    # /statements/
    # /documents/, /contributions/
    # /study-groups/, /questions/, /bodies/
    # /meetings/, /topics/, /members/, /rapporteurs/
    # /search/
]
