"""What was searched for, sealed for the address: going back and loading again work, histories and logs hold no name.

The seal is made of the site's secret key and the session's: no other session opens it, and neither does this one
once it has ended.
"""

import base64
import hashlib
import json

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.http import HttpRequest

from concerted.access.tokens import COOKIE

LONGEST = 2_000
"""Characters of an address that are tried; what is longer was not made here."""


def seal(request: HttpRequest, parts: dict[str, str]) -> str:
    """Return what was typed as a text for the address that only this session can open."""
    return _lock(request).encrypt(json.dumps(parts).encode()).decode()


def unseal(request: HttpRequest, sealed: str) -> dict[str, str] | None:
    """Return what was typed, or None where another session sealed it or it was changed."""
    if not sealed.isascii() or len(sealed) > LONGEST:
        return None
    try:
        found: dict[str, str] = json.loads(_lock(request).decrypt(sealed.encode()))
    except InvalidToken:
        return None
    return found


def _lock(request: HttpRequest) -> Fernet:
    secret = f"search\0{settings.SECRET_KEY}\0{request.COOKIES.get(COOKIE, '')}"
    return Fernet(base64.urlsafe_b64encode(hashlib.sha256(secret.encode()).digest()))
