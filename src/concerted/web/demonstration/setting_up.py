"""Loads the demonstration county's agencies, posts, agreements, scopes and keys; run by the owner of the tables."""

import secrets
import tomllib
from datetime import date, datetime, timedelta
from importlib.resources import files
from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils import timezone

from concerted.access.models import BulkKey, Scope
from concerted.access.permissions import ROLES
from concerted.partnership.gateways import agreement_templates, gateways
from concerted.partnership.models import Agency, Agreement, AgreementLine, County, Gateway, Party, Post

Tables = dict[str, Any]

_LASTS = {
    "vetting_until_on": "vetted_days",
    "trained_until_on": "trained_days",
    "declared_on": "declared_from_days",
    "declared_until_on": "declared_days",
}
"""Days from the loading on, as county.toml writes them, for what a post has until a day."""


def set_up(as_at_on: date) -> list[dict[str, str]]:
    """Make everything that a county has before its first file; return one sign-in a role, with new passwords.

    Keys and agreements run on the real clock, so that they outlast the demonstration's day. Raises nothing when it
    has been run already: it returns an empty list and changes nothing.
    """
    if County.objects.exists():
        return []
    wanted = tomllib.loads(files("concerted.web.demonstration").joinpath("county.toml").read_text())
    now = timezone.now()
    with transaction.atomic():
        Gateway.objects.bulk_create(Gateway(**entry) for entry in gateways())
        agencies = _agencies(wanted["agency"], now)
        for agreement in wanted["agreement"]:
            _agreement(agreement, agencies, now)
        _templates(agencies[wanted["host"]], now)
        sign_ins = [line for account in wanted["account"] for line in _account(account, agencies, now)]
        County.objects.create(name=wanted["name"], host=agencies[wanted["host"]], demonstration_as_at_on=as_at_on)
    return sign_ins


def _category(written: str) -> tuple[str, bool]:
    """Take a category and whether it may be written apart."""
    return written.rstrip("*"), written.endswith("*")


def _purpose(role: str) -> str:
    """The purpose of a role's posts; roles without pages belong to the scheme."""
    return ROLES[role].purpose if role in ROLES else "iom"


def _scope(agency: Agency, category: str) -> Scope:
    return Scope.objects.get_or_create(agency=agency, category=category, sensitivity=0)[0]


def _agencies(wanted: list[Tables], now: datetime) -> dict[str, Agency]:
    """Make agencies, the scopes of their categories and the keys of their own roles."""
    made = {}
    for entry in wanted:
        agency = Agency.objects.create(**{k: v for k, v in entry.items() if k != "own"})
        made[agency.code] = agency
        for role, given in entry["own"].items():
            for written in dict.fromkeys([*given, *(ROLES[role].own if role in ROLES else ())]):
                category, writes = _category(written)
                BulkKey.objects.create(
                    agency=agency,
                    scope=_scope(agency, category),
                    role_class=role,
                    purpose=_purpose(role),
                    may_write=writes,
                    from_at=now,
                )
    return made


def _agreement(wanted: Tables, agencies: dict[str, Agency], now: datetime) -> None:
    """Make an agreement, its lines, and the key of each line that opens a whole scope."""
    until = now + timedelta(days=365 * wanted["years"])
    kept = ("code", "edition", "title", "purpose", "assessment", "owner", "objective", "retention", "marking")
    agreement = Agreement.objects.create(
        **{name: wanted[name] for name in kept},
        gateway_id=wanted["gateway"],
        owner_agency=agencies[wanted["owner_agency"]],
        state="in_force",
        in_force_at=now,
        assessed_on=now.date(),
        review_on=(now + timedelta(days=365)).date(),
        until_on=until.date(),
    )
    number = 0
    parties = {agency for line in wanted["line"] for agency in (line["to"], *line["opens"])}
    for party in sorted(code for code in parties if agencies[code].kind != "scheme"):
        Party.objects.create(agreement=agreement, agency=agencies[party], signed_at=now, signed_as="Loaded as signed")
    for line in wanted["line"]:
        for giver, categories in line["opens"].items():
            for written in categories:
                number += 1
                category, writes = _category(written)
                made = AgreementLine.objects.create(
                    agreement=agreement,
                    number=number,
                    giver=agencies[giver],
                    receiver=agencies[line["to"]],
                    category=category,
                    role_class=line["role"],
                    purpose=line.get("purpose", agreement.purpose),
                    regime=_regime(agencies[giver], agencies[line["to"]]),
                    writes=writes,
                    by_request=line.get("request", False),
                    words=line["words"],
                    from_at=now,
                    until_at=until,
                )
                if not made.by_request:
                    BulkKey.objects.create(
                        agency=made.receiver,
                        scope=_scope(made.giver, category),
                        role_class=made.role_class,
                        purpose=made.purpose,
                        may_write=writes,
                        agreement_line=made,
                        from_at=now,
                    )


def _templates(host: Agency, now: datetime) -> None:
    """Make the agreements to start from."""
    for fields in agreement_templates():
        Agreement.objects.create(
            **{name: value for name, value in fields.items() if name != "gateway"},
            gateway_id=fields["gateway"],
            owner_agency=host,
            owner="",
            is_template=True,
            review_on=(now + timedelta(days=365)).date(),
        )


def _regime(giver: Agency, receiver: Agency) -> str:
    """Part 3 between competent authorities, the UK GDPR for everybody else (S19)."""
    return "part_3" if giver.competent_authority and receiver.competent_authority else "uk_gdpr"


def _account(wanted: Tables, agencies: dict[str, Agency], now: datetime) -> list[dict[str, str]]:
    """Make an account with its posts and a random password; return its sign-in once, under its first role."""
    password = "-".join(secrets.token_hex(3) for _ in range(3))
    account = get_user_model().objects.db_manager("default").create_user(wanted["email"], password, name=wanted["name"])
    for post in wanted["post"]:
        Post.objects.create(
            account=account,
            agency=agencies[post["agency"]],
            title=post["title"],
            holder=wanted["name"],
            role_class=post["role"],
            purpose=_purpose(post["role"]),
            from_at=now,
            **{name: post[name] for name in ("vetting_level", "clearance", "interests") if name in post},
            **{name: (now + timedelta(days=post[days])).date() for name, days in _LASTS.items() if days in post},
        )
    first = wanted["post"][0]
    return [{"role": first["role"], "name": wanted["name"], "address": wanted["email"], "password": password}]
