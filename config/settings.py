"""The one settings file. With nothing set in the environment the site runs on SQLite and answers on loopback only.

Every variable is described in docs/operations.md. What can be wrong about one is refused in config/environment.py.
"""

import warnings
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from config import environment, logs
from config.csp import NONCE, NONE, SELF

BASE_DIR = Path(__file__).resolve().parent.parent

# The site and who may reach it

DEBUG = environment.switch("DEBUG")
SITE = environment.site_url("SITE_URL", "http://127.0.0.1:8000")
SECRET_KEY = environment.secret_key("SECRET_KEY", BASE_DIR / ".secret_key", SITE)
SITE_URL = SITE.geturl()  # every absolute link begins with it, whatever Host header a request carries
ALLOWED_HOSTS = environment.hosts("ALLOWED_HOSTS", SITE)
EMAIL_ADDRESSES = environment.choice("EMAIL_ADDRESSES", ["shown", "click", "hidden"])

# Applications

INSTALLED_APPS = [
    "config",
    "liaison",
    "contributions",
    "contacts",
    "allauth",
    "allauth.account",  # its flow of signing in; the pages of it that are open: contacts/accounts/urls.py
    "allauth.mfa",
    "allauth.socialaccount",
    "corsheaders",  # other sites may read what is data
    "django_filters",
    "django_htmx",
    "django_prose_editor",
    "js_asset",
    "reversion",  # what drafts said at each save: liaison/saves.py
    "contacts.admin_config.DeskConfig",  # django.contrib.admin as the desk
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",  # its classes and templates: liaison/outputs/site_map.py
    "django.contrib.staticfiles",
]
MIDDLEWARE = [
    "config.requests.RequestMiddleware",
    "config.unavailable.UnavailableMiddleware",
    "config.replicas.ReplicaMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "corsheaders.middleware.CorsMiddleware",
    "config.csp.ContentSecurityPolicyMiddleware",
    "config.page_cache.PageCacheMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "config.compression.CompressionMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "config.uploads.RequestSizeMiddleware",
    "config.queueing.QueueMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]
ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
FORM_RENDERER = "config.form_renderer.Renderer"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "config.csp.csp",
            ]
        },
    }
]

# What is kept, and where

DATABASES = {"default": environment.database("DATABASE_URL", BASE_DIR / "db.sqlite3")}
DATABASES |= environment.replicas("REPLICA_URLS", "postgresql" in DATABASES["default"]["ENGINE"])
DATABASE_ROUTERS = ["config.replicas.ReplicaRouter"] if len(DATABASES) > 1 else []
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {"default": environment.cache("CACHE_URL")}
KEEPS_PAGES = True  # public pages and reference rows, until the data changes: config/page_cache.py

STATIC_URL = "/static/"
STATIC_ROOT = environment.folder("STATIC_ROOT", BASE_DIR / "staticfiles", published=[])
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_ROOT = environment.folder("MEDIA_ROOT", BASE_DIR / "media", published=[STATIC_ROOT, BASE_DIR / "static"])
FILE_UPLOAD_PERMISSIONS = 0o640
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o750

STORAGES = {
    "default": environment.storage("STORAGE_URL"),
    "staticfiles": {"BACKEND": "config.static.StaticStorage"},
}
WHITENOISE_USE_FINDERS = True  # files that were not collected are served from where they are
warnings.filterwarnings("ignore", message="No directory at")

# Sizes. An annex of 500 rows posts over 4,000 fields; Django refuses more than 1,000 unless told.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000
DATA_UPLOAD_MAX_NUMBER_FILES = 100
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 2**20  # bytes of a form without its files
MAX_REQUEST_SIZE = 64 * 2**20  # bytes of a whole request; larger ones are answered with 413

# Languages and dates

LANGUAGE_CODE = "en"
LANGUAGES = [
    ("ar", _("Arabic")),
    ("zh-hans", _("Chinese")),
    ("en", _("English")),
    ("fr", _("French")),
    ("ru", _("Russian")),
    ("es", _("Spanish")),
]
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = ["config.formats"]  # where Django has no form or another: English, Arabic, Chinese
TIME_ZONE = "UTC"
USE_TZ = True
USE_I18N = True
FORMS_URLFIELD_ASSUME_HTTPS = True  # an address typed without a scheme; Django 6 does so without being told

# Accounts

AUTH_USER_MODEL = "contacts.User"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "admin:login"
LOGIN_REDIRECT_URL = "admin:index"

# Signing in: staff alone, at /admin/login/ or by the organisation's own sign-on. Nobody makes an account by it.

REQUIRE_MFA = environment.switch("REQUIRE_MFA")
SINGLE_SIGN_ON = environment.single_sign_on("OIDC_ISSUER", "OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET", "OIDC_NAME")
INSTALLED_APPS += ["allauth.socialaccount.providers.openid_connect"] if SINGLE_SIGN_ON else []
ACCOUNT_ADAPTER = "contacts.accounts.adapters.AccountAdapter"
ACCOUNT_EMAIL_VERIFICATION = "none"  # accounts are made by the secretariat
ACCOUNT_LOGIN_TIMEOUT = 600  # seconds between the password and the code
ACCOUNT_RATE_LIMITS = {"login": None, "login_failed": None}  # ours: contacts/attempts.py
MFA_ADAPTER = "contacts.accounts.adapters.SecondStepAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_TOLERANCE = 1  # a telephone's clock may be half a minute off
MFA_FORMS = {
    "authenticate": "contacts.accounts.forms.CodeForm",
    "reauthenticate": "contacts.accounts.forms.CodeAgainForm",
}
SOCIALACCOUNT_ADAPTER = "contacts.accounts.adapters.SingleSignOnAdapter"
SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": SINGLE_SIGN_ON}}

# Security. All that needs https follows from the address of the site.

IS_HTTPS = SITE.scheme == "https"
ACCOUNT_DEFAULT_HTTP_PROTOCOL = SITE.scheme
SECURE_SSL_REDIRECT = IS_HTTPS
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]  # a balancer asks over plain http
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if IS_HTTPS else 0
BEHIND_PROXY = environment.switch("BEHIND_PROXY")  # a reader's address, too: config/addresses.py
if BEHIND_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
CSRF_TRUSTED_ORIGINS = [SITE_URL]
CSRF_COOKIE_SECURE = SESSION_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = IS_HTTPS
CSRF_COOKIE_HTTPONLY = LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 12 * 3600
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"

# The names of Django 6's own setting: config/csp.py goes when that is here.
SECURE_CSP = {
    "default-src": [NONE],
    "script-src": [SELF, NONCE],  # the nonce is for the editor's import map in the admin; other pages ask for none
    # The one style sheet that the editor (django-prose-editor 0.28.0) writes into the page; a browser test watches it.
    "style-src": [SELF, "'sha256-PlumsSlvJ7vvWzjqibGAYKq92O3y/4JTxWWsWJvyUYA='"],
    "img-src": [SELF, "data:"],
    "font-src": [SELF],
    "connect-src": [SELF],
    "form-action": [SELF],
    "frame-ancestors": [NONE],
    "base-uri": [NONE],
}

# Scripts of other sites may read the API, feeds, calendars and lists as data; never a page, never with cookies.
CORS_URLS_REGEX = r"^/(?!([a-z-]+/)?admin/)(api/v1/|.*\.(atom|csv|ics|json)$)"
CORS_ALLOW_ALL_ORIGINS = True
CORS_ALLOW_METHODS = ["GET", "HEAD", "OPTIONS"]
CORS_ALLOW_HEADERS = ["accept", "if-modified-since", "if-none-match"]
CORS_EXPOSE_HEADERS = ["Content-Disposition", "ETag", "Link"]

# They would speak for every other name under the organisation's domain, which this site must not.
SILENCED_SYSTEM_CHECKS = [
    "security.W005",  # SECURE_HSTS_INCLUDE_SUBDOMAINS
    "security.W021",  # SECURE_HSTS_PRELOAD
]

# Mail: EMAIL_BACKEND, EMAIL_HOST and the rest of Django's names

globals().update(environment.email("EMAIL_URL", SITE))

# The queue of mails (liaison/mail). What is longer than a lease is taken for a crash.

MAIL_MAX_BYTES = 25 * 2**20  # of a mail as it goes out, its files in base64
MAIL_TIMEOUT = 60  # seconds for each answer of the mail server but the last
MAIL_ANSWER_TIMEOUT = 600  # seconds for its answer to the whole mail (RFC 5321, 4.5.3.2.6): it may look for viruses
MAIL_LEASE = 120  # seconds for which a worker that is not heard of keeps a mail

# Reminders of deadlines (liaison/reminders.py): days after the deadline, negative before it

REMINDER_DAYS = [-14, -3, 1, 14]

# Logging: to the console, never with what a person typed (config/logs.py). Django would mail the whole request.

ERROR_MAIL = environment.mailboxes("ERROR_MAIL")
LOGGING = logs.configuration(environment.choice("LOG_FORMAT", ["text", "json"]), ERROR_MAIL)
logs.report_to(environment.sentry("SENTRY_DSN"))
