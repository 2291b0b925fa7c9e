"""Rows of every protected table for a drawn county, whatever columns a table has, each with a mark of its own."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models

from concerted.access.protection import PROTECTED, Protection
from concerted.kernel.identifiers import ALPHABET
from concerted.web.testing.leaks.drawn_county import Chances, Drawn
from concerted.web.testing.leaks.filling import in_order, keys_of, target_of
from concerted.web.testing.leaks.oracle import Row

OLD, FAR = date(2020, 1, 1), date(2040, 1, 1)
MARK = "zq{}q"
"""A mark stands in every free text of a row and names it; pages that show a hidden row's mark leak."""

CODES: dict[str, tuple[Any, ...]] = {
    "sex": ("M", "F"),
    "district": ("E07000071", "E07000076"),
    "programme": ("iom",),
    "stage": ("proposed", "managed", "left"),
    "pathway": ("housing", "drugs"),
    "cases_action.state": ("asked", "accepted", "later", "done", "not_ours", "withdrawn"),
    "people_link.state": ("waiting", "linked", "apart"),
    "sharing_relay.state": ("open", "answered", "kept_silent"),
    "exchange_sending.state": ("loaded", "refused", "waiting"),
    "data_protection_subjectaccess.state": ("collecting", "review", "released"),
    "data_protection_erasure.state": ("asked", "done", "stopped"),
    "iom_standing.kind": ("statutory", "voluntary"),
    "people_event.kind": ("arrest", "conviction", "release"),
    "colour": ("red", "amber", "green"),
    "regime": ("uk_gdpr", "part_3"),
    "quarter": ("2026-Q1",),
    "area": ("county",),
    "age_band": ("18-20",),
    "band": ("high",),
    "purpose": ("iom", "victims"),
    "category": ("identity", "offending"),
    "decision": ("",),
    "outcome": ("",),
    "sent_by": ("probation",),
    "source": ("drawn",),
    "feed": ("police_custody",),
    "permission": ("notices",),
    "href": ("",),
}
"""What stands in columns that hold codes, by column or by table and column; every other text holds the row's mark."""


def add_rows(drawn: Drawn, chances: Chances, most: int = 8) -> None:
    """Draw rows for every protected table; children of one subject lie in scopes of several agencies."""
    drawn.of("people.person").extend({"id": chances.id(), "reference": _reference(chances)} for _ in range(6))
    scopes = [row["id"] for row in drawn.of("access.scope")]
    for protection in in_order():
        label = protection.model._meta.label_lower
        once: dict[int, set[Any]] = {}
        for _ in range(chances.dice.randint(2, most)):
            row = draw_row(drawn, chances, protection, chances.one(scopes))
            if row is not None and not _stands_already(protection.model, row, once):
                drawn.of(label).append(row)
    for consent in drawn.of("sharing.consent"):
        _give_meaning(drawn, chances, consent)
    _erase(drawn, chances)


def _give_meaning(drawn: Drawn, chances: Chances, consent: Row) -> None:
    """Let a consent name categories, receivers, a purpose and days that mostly cover something."""
    categories = sorted({scope["category"] for scope in drawn.of("access.scope")})
    agencies = [row["id"] for row in drawn.of("partnership.agency")]
    given, until = chances.one(((OLD, FAR), (OLD, FAR), (OLD, FAR), (OLD, OLD), (FAR, FAR)))
    consent |= {
        "categories": chances.dice.sample(categories, min(3, len(categories))),
        "to_agencies": chances.dice.sample(agencies, 2), "purpose": chances.one(("iom", "iom", "iom", "marac")),
        "given_on": given, "until_on": until, "withdrawn_at": chances.one((None, None, None, drawn.now)),
    }  # fmt: skip


def mark_of(table: str, identifier: Any) -> str:
    """Return the mark of a row."""
    number = identifier.int % 10**12 if hasattr(identifier, "int") else int(identifier)
    return MARK.format(f"{_tables().index(table):02}{number}")


def _reference(chances: Chances) -> str:
    return "C-" + "".join(chances.dice.choices(ALPHABET, k=6))


@lru_cache(maxsize=1)
def _tables() -> list[str]:
    return sorted(p.table for p in PROTECTED.values())


def _erase(drawn: Drawn, chances: Chances) -> None:
    """Choose rows that are deleted again; only tables to which no key leads, as an erasure leaves them."""
    led_to = {target_of(key) for p in PROTECTED.values() for key in keys_of(p.model)}
    for label, protection in PROTECTED.items():
        if label not in led_to:
            drawn.erased[protection.table] = [row["id"] for row in drawn.of(label) if chances.often(0.1)]


def _stands_already(model: type[models.Model], row: Row, once: dict[int, set[Any]]) -> bool:
    """Whether a unique key of the table would refuse the row; remembers it if not."""
    for number, columns in enumerate(_unique(model)):
        value = tuple(row[column] for column in columns)
        if value in once.setdefault(number, set()):
            return True
        once[number].add(value)
    return False


@lru_cache(maxsize=256)
def _unique(model: type[models.Model]) -> list[list[str]]:
    meta = model._meta
    found = [[str(f.column)] for f in meta.local_concrete_fields if f.unique and not f.primary_key]
    for constraint in meta.constraints:
        if isinstance(constraint, models.UniqueConstraint):
            found.append([str(meta.get_field(name).column) for name in constraint.fields])  # type: ignore[union-attr]
    return found


def draw_row(drawn: Drawn, chances: Chances, protection: Protection, scope: int) -> Row | None:
    """Draw one row, or None where a key that it must have leads to an empty table."""
    model, made = protection.model, dict[str, Any]()
    unnamed = [s for s in drawn.subjects if all(s != row["id"] for row in drawn.of(model._meta.label_lower))]
    named = protection.subject == "id" and unnamed
    made["id"] = chances.one(unnamed) if named else _identifier(model, chances)
    mark = mark_of(protection.table, made["id"])
    for field in model._meta.local_concrete_fields:
        column = str(field.column)
        if column == "id":
            continue
        if isinstance(field, models.ForeignKey):
            made[column] = scope if column == "scope_id" else _led_to(drawn, chances, field)
            if made[column] is None and not field.null:
                return None
        elif isinstance(field, models.UUIDField):
            made[column] = chances.one(drawn.subjects) if column == protection.subject else chances.id()
        else:
            made[column] = value_of(field, protection.table, mark, chances)
    return made


def new_identifier(protection: Protection, chances: Chances) -> Any:
    """Return an id that no row of a protected table has yet."""
    return _identifier(protection.model, chances)


def _identifier(model: type[models.Model], chances: Chances) -> Any:
    return chances.id() if isinstance(model._meta.pk, models.UUIDField) else chances.next()


def _led_to(drawn: Drawn, chances: Chances, key: models.ForeignKey[Any, Any]) -> Any:
    """Choose the row that a key leads to; tables that are not protected get a row when first asked for."""
    target = target_of(key)
    if target == key.model._meta.label_lower:
        return None
    if key.null and chances.often(0.3):
        return None
    rows = drawn.of(target)
    if not rows and target not in PROTECTED:
        model = key.remote_field.model
        whole = {"id": _identifier(model, chances)}
        for field in model._meta.local_concrete_fields:
            if str(field.column) != "id" and not isinstance(field, models.ForeignKey):
                whole[str(field.column)] = value_of(field, model._meta.db_table, "drawn", chances)
        rows.append(whole)
    return chances.one(rows)["id"] if rows else None


def value_of(field: Any, table: str, mark: str, chances: Chances) -> Any:
    """Return a value that the column takes: a code where it holds codes, the mark in every other text."""
    column = str(field.column)
    codes = CODES.get(f"{table}.{column}", CODES.get(column))
    if isinstance(field, models.CharField | models.TextField):
        room = field.max_length or 500
        if codes is not None:
            return chances.one(codes)
        if column == "reference":
            return _reference(chances)
        return mark if len(mark) <= room else str(chances.next())[-room:]
    if isinstance(field, ArrayField):
        return []
    if field.null and chances.often(0.3):
        return None
    return _plain(field, mark, chances)


def _plain(field: Any, mark: str, chances: Chances) -> Any:
    day = date(2027, 3, 3) + timedelta(days=chances.dice.randint(-300, 60))
    if isinstance(field, models.DateTimeField):
        return datetime(day.year, day.month, day.day, 9, tzinfo=UTC)
    if isinstance(field, models.DateField):
        return day
    if isinstance(field, models.BooleanField):
        return chances.often(0.5)
    if isinstance(field, models.DecimalField):
        return Decimal(chances.dice.randint(1, 99))
    if isinstance(field, models.FloatField):
        return float(chances.dice.randint(1, 99))
    if isinstance(field, models.IntegerField):
        return chances.dice.randint(1, 50)
    if isinstance(field, models.JSONField):
        default = field.get_default()
        return default if default is not None else []
    raise TypeError(f"A drawn county knows no value for {field}: give it one.")
