"""Which network a request comes from: one answer for the lock-out and for every limit."""

from allauth.core.internal.httpkit import get_client_ip
from django.http import HttpRequest


def network_of(request: HttpRequest) -> str:
    """Return the address that the last of our counted proxies saw; what a browser claims of itself is not believed."""
    return str(get_client_ip(request) or "")
