"""Sets, lists and removes the directories by which agencies' people sign in; they are data behind the door."""

import sys
from argparse import ArgumentParser
from typing import Any
from urllib.parse import urlsplit

from allauth.socialaccount.models import SocialApp
from django.core.management.base import BaseCommand, CommandError

from concerted.partnership.models import Agency

LOOPBACK = ("127.0.0.1", "localhost", "::1")


class Command(BaseCommand):
    """Sets (the client's secret on standard input), lists and removes."""

    help = "Sign-in by an agency's own OpenID Connect directory."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare what is done to which agency's directory."""
        parser.add_argument("act", choices=("set", "list", "remove"))
        parser.add_argument("agency", nargs="?", default="", help="the code of the agency")
        parser.add_argument("--server-url", default="", help="the issuer; its discovery document is beneath it")
        parser.add_argument("--client-id", default="")
        parser.add_argument("--second-factor-there", action="store_true", help="the agency answers for one there")

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it by way of the sign-in connection; the client's secret is read from standard input, never typed."""
        if options["act"] == "list":
            for app in SocialApp.objects.filter(provider="openid_connect").order_by("provider_id"):
                self.stdout.write(f"{app.provider_id}\t{app.settings['server_url']}\t{app.client_id}")
            return
        agency = Agency.objects.filter(code=options["agency"]).first()
        if agency is None:
            raise CommandError(f"There is no agency with the code {options['agency']!r}.")
        if options["act"] == "remove":
            SocialApp.objects.filter(provider_id=agency.code).delete()
            return
        address = urlsplit(options["server_url"])
        if not address.hostname or (address.scheme != "https" and address.hostname not in LOOPBACK):
            raise CommandError("--server-url is an https:// address.")
        if not options["client_id"]:
            raise CommandError("--client-id is missing.")
        SocialApp.objects.update_or_create(
            provider="openid_connect",
            provider_id=agency.code,
            defaults={
                "name": agency.name[:40],
                "client_id": options["client_id"],
                "secret": sys.stdin.readline().strip(),
                "settings": {
                    "server_url": options["server_url"],
                    "second_factor": "directory" if options["second_factor_there"] else "here",
                },
            },
        )
