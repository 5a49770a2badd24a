"""Checks for wrong deployment settings where Django has none. `manage.py check --deploy` runs them all."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core import checks
from django.core.checks import CheckMessage, Tags, register
from django.http.request import validate_host

from config import catalogs, environment


@register(Tags.security)
def site_answers_to_its_own_address(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    host = environment.host_header(settings.SITE)
    if validate_host(host, settings.ALLOWED_HOSTS):
        return []
    message = f"The site refuses its own address: ALLOWED_HOSTS does not name “{host}”, the host of SITE_URL."
    return [checks.Error(message, hint=f"Add {host} to ALLOWED_HOSTS.", id="liaison.E001")]


@register(Tags.security, deploy=True)
def site_is_https(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    if settings.IS_HTTPS:
        return []
    hint = "Set SITE_URL to the https address that readers use; secure cookies, redirect and HSTS follow from it."
    return [checks.Warning("The address of the site, SITE_URL, is not https.", hint=hint, id="liaison.W001")]


@register(Tags.security, deploy=True)
def mail_leaves_the_machine(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    if settings.EMAIL_BACKEND != "django.core.mail.backends.console.EmailBackend":
        return []
    hint = "Set EMAIL_URL, such as smtp+tls://user:password@host:587, or dummy: where no mail is wanted."
    return [checks.Warning("Mail is printed on the console and reaches nobody.", hint=hint, id="liaison.W002")]


@register(Tags.staticfiles)
def collected_files_are_current(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """Once collected, files are served as they were on that day."""
    manifest = Path(settings.STATIC_ROOT) / "staticfiles.json"
    if not manifest.is_file():
        return []
    collected_at = manifest.stat().st_mtime
    for finder in get_finders():
        for name, storage in finder.list(None):
            if storage.get_modified_time(name).timestamp() > collected_at:
                message = f"The static file {name} has changed since they were collected."
                return [checks.Warning(message, hint="Run manage.py collectstatic --noinput.", id="liaison.W003")]
    return []


@register(Tags.translation)
def catalogs_are_compiled(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    sources = [(locale, catalogs.source(locale)) for locale in catalogs.locales()]
    stale = [locale for locale, path in sources if path.is_file() and not catalogs.is_current(path)]
    if not stale:
        return []
    message = f"The site's words were not compiled since they changed: {', '.join(stale)}."
    return [checks.Warning(message, hint="Run manage.py compile_catalogs.", id="liaison.W004")]
