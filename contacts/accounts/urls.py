"""The pages of allauth that are open, under /admin/ and each language. All its others are not there."""

from django.contrib import admin
from django.urls import path
from django.utils.translation import gettext_lazy as _

from .pages import page

SECOND_STEP, CODES, CONFIRM = _("Second step of signing in"), _("Recovery codes"), _("Is it you?")
MFA, RECOVERY = "allauth.mfa", "allauth.mfa.recovery_codes.views"
PAGES = [
    ("confirm/", "allauth.account.views.reauthenticate", CONFIRM, "account_reauthenticate"),
    ("confirm/sign-on/", "contacts.accounts.single_sign_on.again", CONFIRM, "sign_on_again"),
    ("second-step/", f"{MFA}.base.views.index", SECOND_STEP, "mfa_index"),
    ("second-step/code/", f"{MFA}.base.views.authenticate", SECOND_STEP, "mfa_authenticate"),
    ("second-step/confirm/", f"{MFA}.base.views.reauthenticate", CONFIRM, "mfa_reauthenticate"),
    ("second-step/set-up/", f"{MFA}.totp.views.activate_totp", _("Set it up"), "mfa_activate_totp"),
    ("second-step/switch-off/", f"{MFA}.totp.views.deactivate_totp", _("Switch it off"), "mfa_deactivate_totp"),
    ("second-step/codes/", f"{RECOVERY}.view_recovery_codes", CODES, "mfa_view_recovery_codes"),
    ("second-step/codes/new/", f"{RECOVERY}.generate_recovery_codes", CODES, "mfa_generate_recovery_codes"),
    ("second-step/codes/file/", f"{RECOVERY}.download_recovery_codes", CODES, "mfa_download_recovery_codes"),
]  # fmt: skip

urlpatterns = [
    path("login/", admin.site.login, name="account_login"),
    *(path(route, page(view, title), name=name) for route, view, title, name in PAGES),
]
