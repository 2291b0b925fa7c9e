"""Settings of every process; the environment says which role the process has, and so what it can reach."""

import os
from datetime import timedelta
from pathlib import Path

from csp.constants import NONE, SELF

from concerted.web.embedded import folders
from concerted.web.embedded.connections import connection, secret_key

ROLE = os.environ.get("CONCERTED_ROLE", "app")
"""The role of this process: app (web), engine (import, linkage, measures), worker, migrator."""

BASE_DIR = Path(__file__).resolve().parent
DEBUG = False
SECRET_KEY = secret_key()
ALLOWED_HOSTS = os.environ.get("CONCERTED_HOSTS", "127.0.0.1,localhost,testserver").split(",")
ENGINE = "concerted.access.backend"


def _database(role: str) -> dict[str, object]:
    path = "door,public" if role == "gate" else "public,access,door" if role == "migrator" else "public,access"
    entry = connection(role)
    options = dict(entry.get("OPTIONS", {}))  # type: ignore[call-overload]
    options["options"] = f"-c search_path={path}"
    return {"ENGINE": ENGINE, "CONN_MAX_AGE": None, **entry, "OPTIONS": options}


_ALIASES = {"app": ("gate", "front"), "engine": (), "worker": (), "migrator": ("gate", "migrator")}
DATABASES = {"default": _database(ROLE)} | {name: _database(name) for name in _ALIASES.get(ROLE, ())}
DATABASE_ROUTERS = ["concerted.access.schemas.Router"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "axes",
    "csp",
    "concerted.audit",
    "concerted.accounts",
    "concerted.partnership",
    "concerted.places",
    "concerted.access",
    "concerted.figures",
    "concerted.people",
    "concerted.sharing",
    "concerted.data_protection",
    "concerted.cases",
    "concerted.programmes.iom",
    "concerted.insight",
    "concerted.exchange",
    "concerted.web",
    "allauth",
    "allauth.account",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.mfa",
]
AUTH_USER_MODEL = "accounts.Account"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.PBKDF2PasswordHasher"]
_VALIDATORS = "MinimumLengthValidator CommonPasswordValidator NumericPasswordValidator UserAttributeSimilarityValidator"
AUTH_PASSWORD_VALIDATORS = [{"NAME": f"django.contrib.auth.password_validation.{name}"} for name in _VALIDATORS.split()]
AUTH_PASSWORD_VALIDATORS[-1]["OPTIONS"] = {"user_attributes": ("email", "name")}  # type: ignore[assignment]
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_USERNAME_FORM_FIELD = "username"  # what `authenticate` is given: with any other the address is not counted
AXES_RESET_ON_SUCCESS = True
AXES_VERBOSE = False
AXES_LOCKOUT_CALLABLE = "concerted.web.signing_in.views.doors.locked_out"

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "concerted.web.middleware.loading.LoadingMiddleware",
    "concerted.web.middleware.headers.Headers",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "concerted.web.middleware.transaction.RequestTransaction",
    "concerted.web.middleware.door.Door",
    "allauth.account.middleware.AccountMiddleware",
    "axes.middleware.AxesMiddleware",
]
ROOT_URLCONF = "concerted.web.urls"
WSGI_APPLICATION = "concerted.web.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "concerted.web.frame.frame",
            ],
            "builtins": ["concerted.web.templatetags.concerted", "concerted.web.templatetags.slots"],
        },
    }
]
FORM_RENDERER = "concerted.web.forms_rendering.Renderer"

STATIC_URL = "/static/"
STATIC_ROOT = os.environ.get("CONCERTED_STATIC", str(BASE_DIR / "static_root"))
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_TZ = True
USE_I18N = False

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "style-src": [SELF],
        "script-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
HTTPS = os.environ.get("CONCERTED_HTTPS", "") == "1"
PROXIES = int(os.environ.get("CONCERTED_PROXIES", "0"))
"""How many proxies of ours stand before the server; their X-Forwarded-For and -Proto are believed, others' are not."""
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if PROXIES else None
X_FRAME_OPTIONS = "DENY"
CSRF_COOKIE_NAME = "__Host-csrftoken" if HTTPS else "csrftoken"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "concerted.web.signing_in.views.doors.stale_form"
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SECURE = HTTPS
TOKEN_COOKIE_SECURE = HTTPS
SESSION_LASTS = timedelta(hours=float(os.environ.get("CONCERTED_SESSION_HOURS", "10")))
"""A working day; NIST SP 800-63B-4 section 2.2.3 asks for a new sign-in after 24 hours at the latest."""
SESSION_IDLES = timedelta(minutes=float(os.environ.get("CONCERTED_IDLE_MINUTES", "60")))
"""NIST SP 800-63B-4 section 2.2.3: an hour without a sign of life ends a session."""
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
STATE_DIR = folders.home()
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
DATA_UPLOAD_MAX_NUMBER_FILES = 20

from concerted.web.signing_in.settings import *  # noqa: E402, F403
