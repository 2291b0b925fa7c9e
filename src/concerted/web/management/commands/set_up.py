"""Sets up the demonstration county before its first file, as the owner of the tables."""

import json
from datetime import date
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from concerted.places.shipped import load_districts
from concerted.programmes.iom.demonstration import set_local_choices
from concerted.web.demonstration.setting_up import set_up


class Command(BaseCommand):
    """Makes agencies, posts, agreements, districts and local choices, once; writes the sign-ins for their owner."""

    help = "Set up the demonstration county."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the demonstration's day."""
        parser.add_argument("--as-at", type=date.fromisoformat, default=None)

    def handle(self, *args: Any, **options: Any) -> None:
        """Set up, unless it is done already."""
        as_at = options["as_at"] or timezone.localdate()
        sign_ins = set_up(as_at)
        if sign_ins:
            load_districts()
            set_local_choices(as_at)
            path = settings.STATE_DIR / "sign_ins.json"
            path.touch(mode=0o600)
            path.write_text(json.dumps(sign_ins, indent=1), encoding="utf-8")
