"""Settings of sign-in: django-allauth, its sessions, lock-out and limits. All of its tables lie behind the door."""

import os
from datetime import timedelta

CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "accounts_cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}
"""Behind the door as well, so that spent codes and counted attempts hold for every process of the web server.

Django's own limit of 300 entries would let a flood of attempts push the counted ones out.
"""

_HTTPS = os.environ.get("CONCERTED_HTTPS", "") == "1"
SESSION_COOKIE_NAME = "__Host-signing_in" if _HTTPS else "concerted_signing_in"
SESSION_COOKIE_AGE = 30 * 60
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = _HTTPS
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_SERIALIZER = "django.contrib.sessions.serializers.JSONSerializer"

ALLAUTH_TRUSTED_PROXY_COUNT = int(os.environ.get("CONCERTED_PROXIES", "0"))
AXES_CLIENT_IP_CALLABLE = "concerted.web.signing_in.networks.network_of"

ACCOUNT_ADAPTER = "concerted.web.signing_in.adapters.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGIN_TIMEOUT = 15 * 60
ACCOUNT_RATE_LIMITS = {"login_failed": "20/m/ip,5/15m/key"}
"""Five wrong codes lock an account's second step for as long as five wrong passwords lock its address."""

SOCIALACCOUNT_ADAPTER = "concerted.web.signing_in.adapters.DirectoryAdapter"
SOCIALACCOUNT_EMAIL_VERIFICATION = "none"
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_LOGIN_ON_GET = True
SOCIALACCOUNT_REQUESTS_TIMEOUT = 5
SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"OAUTH_PKCE_ENABLED": True}}

MFA_ADAPTER = "concerted.web.signing_in.adapters.FactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_USER_VERIFICATION = "preferred"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not _HTTPS
MFA_TOTP_ISSUER = "Concerted"
MFA_TOTP_TOLERANCE = 1
"""One step either way for a phone whose clock is wrong (RFC 6238 section 5.2); a code counts once all the same."""
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_RECOVERY_CODES_SHOW_ONCE = True

FRESH_FOR = timedelta(minutes=15)
"""How long ago somebody may have signed in who changes a second factor."""
INVITATION_LASTS = timedelta(days=3)
RESET_LASTS = timedelta(hours=1)
ANONYMOUS_POSTS = "120/m/ip"
PASSKEY_OPTIONS = "60/m/ip"
EMAIL_HOST = os.environ.get("CONCERTED_MAIL_HOST", "")
EMAIL_PORT = int(os.environ.get("CONCERTED_MAIL_PORT", "25"))
EMAIL_USE_TLS = os.environ.get("CONCERTED_MAIL_TLS", "") == "1"
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = os.environ.get("CONCERTED_MAIL_FROM", "concerted@localhost")
