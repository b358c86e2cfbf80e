"""Every setting, from the environment, with defaults that suit one machine.

The table in the README lists what may be set; nothing else is read.
"""

from pathlib import Path
from urllib.parse import urlsplit

import environ
from django.contrib.messages import constants as message_levels
from django.utils.csp import CSP

from betterway.engines import engine
from betterway.mail import mailers
from betterway.secret import secret_key
from betterway.storage import files_storage

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()

DEBUG = env.bool("DEBUG", default=False)
DATA_DIR = Path(env.str("DATA_DIR", default=str(BASE_DIR / "var"))).resolve()
HOST = env.str("HOST", default="127.0.0.1")
PORT = env.int("PORT", default=8000)
WEB_WORKERS = env.int("WEB_WORKERS", default=2)
WEB_THREADS = env.int("WEB_THREADS", default=4)
SITE_NAME = env.str("SITE_NAME", default="A Better Way")
SITE_URL = env.str("SITE_URL", default=f"http://127.0.0.1:{PORT}").rstrip("/")
SECRET_KEY = env.str("SECRET_KEY", default="") or secret_key(DATA_DIR)

_site = urlsplit(SITE_URL)
IS_HTTPS = _site.scheme == "https"
ALLOWED_HOSTS = env.list(
    "ALLOWED_HOSTS", default=["127.0.0.1", "localhost", "[::1]", _site.hostname]
)
CSRF_TRUSTED_ORIGINS = [SITE_URL]

INSTALLED_APPS = [
    "betterway",
    "roundtables",
    "practices",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "allauth",
    "allauth.account",
    "taggit",
    "simple_history",
    "django_htmx",
    "django_prose_editor",
    "ninja",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "betterway.middleware.bearable_uploads",
    "betterway.middleware.readable_forms",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "betterway.middleware.account_answers",
    "allauth.account.middleware.AccountMiddleware",
    "betterway.middleware.Doors",
]

ROOT_URLCONF = "betterway.urls"
WSGI_APPLICATION = "betterway.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

_engine = engine(plain=env.bool("PLAIN_TEMPLATES", default=False))
FORM_RENDERER = _engine.forms
TEMPLATES = [
    {
        "NAME": "django",  # as libraries know it, whichever draws
        "BACKEND": _engine.templates,
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.csp",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "betterway.context.site",
            ],
        },
    }
]

# Data -------------------------------------------------------------------------------------

DATABASES = {
    "default": env.db_url("DATABASE_URL", default=f"sqlite:///{DATA_DIR / 'betterway.sqlite3'}")
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # WAL lets readers read while one writes; IMMEDIATE takes the write lock at the start, so a
    # transaction never finds at its end that it read something stale. FULL keeps a commit that
    # was acknowledged through a power cut.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 60,
        "init_command": (
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-64000;"
            "PRAGMA mmap_size=134217728; PRAGMA temp_store=MEMORY;"
        ),
    }
    DATABASES["default"]["CONN_MAX_AGE"] = 600
    DATABASES["default"]["TEST"] = {"NAME": str(DATA_DIR / "test.sqlite3")}
else:
    DATABASES["default"]["CONN_MAX_AGE"] = 600
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True

CACHES = {"default": env.cache_url("CACHE_URL", default="locmemcache://betterway")}
if CACHES["default"]["BACKEND"].endswith("LocMemCache"):
    CACHES["default"]["OPTIONS"] = {"MAX_ENTRIES": 2000}

MEDIA_ROOT = DATA_DIR / "files"
STATIC_ROOT = DATA_DIR / "static"
STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": files_storage(env.str("FILES_URL", default="")),
    "staticfiles": {"BACKEND": "betterway.static_files.Files"},
}

WHITENOISE_KEEP_ONLY_HASHED_FILES = True

# People -----------------------------------------------------------------------------------

AUTH_USER_MODEL = "practices.Person"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("name", "email")},
    },
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
SESSION_COOKIE_AGE = 30 * 24 * 3600
PASSWORD_RESET_TIMEOUT = 3 * 24 * 3600

ACCOUNT_ADAPTER = "practices.accounts.adapter.Adapter"
ACCOUNT_FORMS = {
    "signup": "practices.accounts.forms.SignUpForm",
    "login": "practices.accounts.forms.SignInForm",
    "add_email": "practices.accounts.forms.NewAddressForm",
    "change_password": "practices.accounts.forms.NewPasswordForm",
    "set_password": "practices.accounts.forms.FirstPasswordForm",
    "reset_password": "practices.accounts.forms.ForgottenPasswordForm",
    "reset_password_from_key": "practices.accounts.forms.PasswordAgainForm",
    "reauthenticate": "practices.accounts.forms.StillYouForm",
}
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = "username"
ACCOUNT_USER_DISPLAY = str
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_LOGIN_ON_EMAIL_CONFIRMATION = True
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
# The rate limits count by address of the visitor: behind proxies, the one they report.
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXIES", default=0)

# Mail -------------------------------------------------------------------------------------

EMAIL_URL = env.str("EMAIL_URL", default="")
MAILERS = mailers(EMAIL_URL, folder=DATA_DIR / "mail")
DEFAULT_FROM_EMAIL = env.str("FROM_EMAIL", default=f"{SITE_NAME} <noreply@{_site.hostname}>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL

SECURITY_CONTACT = env.str("SECURITY_CONTACT", default=f"{SITE_URL}/contact/")
CONTENT_LICENCE = env.str("CONTENT_LICENCE", default="CC BY-SA 4.0")
CONTENT_LICENCE_URL = env.str(
    "CONTENT_LICENCE_URL", default="https://creativecommons.org/licenses/by-sa/4.0/"
)

# Talking ----------------------------------------------------------------------------------

EDIT_WORDS_FOR = env.int("EDIT_WORDS_FOR", default=30)
"""Minutes in which people may mend what they said."""
COMMENTS_AN_HOUR = env.int("COMMENTS_AN_HOUR", default=20)

# Looking after pages ----------------------------------------------------------------------

REVIEW_AFTER = env.int("REVIEW_AFTER", default=365)
"""Days until it is asked whether a page is still true; 0: never, unless somebody sets a day."""

# Suggesting -------------------------------------------------------------------------------

TRUST_AFTER = env.int("TRUST_AFTER", default=3)
"""Accepted contributions after which a person who signed up writes directly; 0: at once."""
SUGGESTIONS_AN_HOUR = env.int("SUGGESTIONS_AN_HOUR", default=10)
LINKS_FROM_STRANGERS = env.int("LINKS_FROM_STRANGERS", default=3)

# Pictures and files -----------------------------------------------------------------------

LARGEST_FILE_MB = env.int("LARGEST_FILE_MB", default=10)
LARGEST_REQUEST_MB = max(LARGEST_FILE_MB, 20) + 5
"""Notes that are brought in may have 20; a form holds more than its file."""
FILES_AN_HOUR = env.int("FILES_AN_HOUR", default=60)
FILES_PER_PERSON_MB = env.int("FILES_PER_PERSON_MB", default=500)

# Reporting --------------------------------------------------------------------------------

REPORTS_AN_HOUR = env.int("REPORTS_AN_HOUR", default=10)
ACCOUNT_RATE_LIMITS = {
    "suggest": f"{SUGGESTIONS_AN_HOUR}/h/ip",
    "report": f"{REPORTS_AN_HOUR}/h/ip",
    "report_by": f"{REPORTS_AN_HOUR}/h/user,{3 * REPORTS_AN_HOUR}/h/ip",
}

# Safety -----------------------------------------------------------------------------------

SECURE_CSP = {
    "default-src": [CSP.NONE],
    "script-src": [CSP.SELF, CSP.NONCE],
    "style-src": [CSP.SELF],
    "img-src": [CSP.SELF, "data:"],
    "font-src": [CSP.SELF],
    "connect-src": [CSP.SELF],
    "manifest-src": [CSP.SELF],
    "form-action": [CSP.SELF],
    "base-uri": [CSP.NONE],
    "frame-ancestors": [CSP.NONE],
}
SECURE_SSL_REDIRECT = IS_HTTPS
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if IS_HTTPS else None
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if IS_HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = IS_HTTPS
SECURE_HSTS_PRELOAD = IS_HTTPS
CSRF_FAILURE_VIEW = "practices.views.drafts.not_sure"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = IS_HTTPS
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024

# What people write may name any address: `check_links` asks those on the open internet alone.
ASK_PRIVATE_ADDRESSES = False
# How many of them the worker asks each night; 0: none, and nobody but `check_links` asks any.
LINKS_A_NIGHT = env.int("LINKS_A_NIGHT", default=50)

# Words ------------------------------------------------------------------------------------

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_TZ = True
MESSAGE_TAGS = {message_levels.ERROR: "problem"}

TAGGIT_CASE_INSENSITIVE = True
SIMPLE_HISTORY_ENFORCE_HISTORY_MODEL_PERMISSIONS = False

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", default="WARNING")},
}
