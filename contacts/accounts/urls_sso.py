"""Single sign-on, at addresses without a language: the provider is told one of them."""

from django.urls import path

from .pages import page

VIEWS = "contacts.accounts.single_sign_on"

urlpatterns = [
    path("", page(f"{VIEWS}.begin", ""), {"provider_id": "sso"}, name="openid_connect_login"),
    path("back/", page(f"{VIEWS}.back", ""), {"provider_id": "sso"}, name="openid_connect_callback"),
]
