"""What is compared between two records, field by field, and the words for each outcome.

A `Field` is a list of levels from the closest agreement to none. Each level has a condition in SQL over the
columns of table `standard` (suffix `_l`, `_r`), a word for storing, a sentence for people, and starting
chances: `same` = how often two records of one person fall here, `chance` = how often two people's do.
The starting chances are **our choice**; with enough records they are estimated from the data (model.py).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import duckdb


@dataclass(frozen=True, slots=True)
class Level:
    """One outcome of a comparison. `frequency_of` names a column whose rare values count for more."""

    name: str
    words: str
    condition: str
    same: float
    chance: float
    frequency_of: str | None = None


@dataclass(frozen=True, slots=True)
class Field:
    """One thing compared. `missing` is the SQL condition under which it says nothing either way."""

    name: str
    code: str
    needs: tuple[str, ...]
    missing: str
    levels: tuple[Level, ...]


def _either_null(column: str) -> str:
    return f"{column}_l is null or {column}_r is null"


_SWAPPED = "given_l = family_r and family_l = given_r and given_l <> given_r"
"""Counted once, under the forename: the surname then says nothing further."""


FORENAME = Field(
    "forename",
    "given",
    ("given",),
    _either_null("given"),
    (
        Level("same", "Same forename.", "given_l = given_r", 0.72, 0.006, "given"),
        Level("swapped", "Forename and surname are the other way round.", _SWAPPED, 0.004, 0.000002),
        Level(
            "letter",
            "The forename differs by a letter.",
            "(given_odd_l or given_odd_r) and damerau_levenshtein(given_l, given_r) <= 1"
            " and least(length(given_l), length(given_r)) > 2",
            0.06,
            0.004,
        ),
        Level(
            "nickname",
            "The forenames are forms of one name.",
            "list_has_any(given_forms_l, given_forms_r) or (least(length(given_l), length(given_r)) > 2"
            " and (starts_with(given_l, given_r) or starts_with(given_r, given_l)))",
            0.09,
            0.003,
        ),
        Level(
            "initial",
            "One forename is only an initial, and it fits.",
            "(length(given_l) = 1 or length(given_r) = 1) and left(given_l, 1) = left(given_r, 1)",
            0.01,
            0.003,
        ),
        Level(
            "other name",
            "The forename is among the other record's names.",
            "list_contains(name_words_l, given_r) or list_contains(name_words_r, given_l)",
            0.03,
            0.004,
        ),
        Level(
            "similar",
            "The forenames are similar.",
            "(given_odd_l or given_odd_r) and jaro_winkler_similarity(given_l, given_r) >= 0.85",
            0.03,
            0.012,
        ),
        Level("different", "The forenames differ.", "ELSE", 0.056, 0.968),
    ),
)

SURNAME = Field(
    "surname",
    "family",
    ("family",),
    f"{_either_null('family')} or ({_SWAPPED})",
    (
        Level("same", "Same surname.", "family_l = family_r", 0.82, 0.001, "family"),
        Level(
            "former",
            "The surname is one the other record had before.",
            "former_l = family_r or former_r = family_l or former_l = former_r",
            0.01,
            0.0005,
        ),
        Level(
            "letter",
            "The surname differs by a letter.",
            "damerau_levenshtein(family_l, family_r) <= 1 and least(length(family_l), length(family_r)) > 3",
            0.07,
            0.0008,
        ),
        Level(
            "other name",
            "The surname is among the other record's names.",
            "list_contains(name_words_l, family_r) or list_contains(name_words_r, family_l)",
            0.03,
            0.002,
        ),
        Level(
            "similar", "The surnames are similar.", "jaro_winkler_similarity(family_l, family_r) >= 0.88", 0.02, 0.003
        ),
        Level("different", "The surnames differ.", "ELSE", 0.046, 0.99),
    ),
)

_DIGITS = "born_digits"
FURTHER = Field(
    "further names",
    "further",
    ("further_words",),
    _either_null("further_words"),
    (
        Level(
            "several",
            "Several further names are the same.",
            "len(list_intersect(further_words_l, further_words_r)) > 1",
            0.3,
            0.0005,
        ),
        Level("one", "A further name is the same.", "list_has_any(further_words_l, further_words_r)", 0.4, 0.02),
        Level("different", "The further names differ.", "ELSE", 0.3, 0.9795),
    ),
)

BIRTH = Field(
    "birth date",
    "born",
    ("born_digits",),
    _either_null(_DIGITS),
    (
        Level("same", "Same birth date.", "born_digits_l = born_digits_r", 0.86, 0.00006, "born_digits"),
        Level(
            "day and month swapped",
            "Day and month of birth are the other way round.",
            "born_digits_l = left(born_digits_r, 4) || right(born_digits_r, 2) || substr(born_digits_r, 5, 2)",
            0.015,
            0.00005,
        ),
        Level(
            "digit",
            "The birth date differs by one digit.",
            "damerau_levenshtein(born_digits_l, born_digits_r) <= 1",
            0.06,
            0.0012,
        ),
        Level(
            "two parts",
            "Two of day, month and year of birth agree.",
            "cast(left(born_digits_l, 4) = left(born_digits_r, 4) as int)"
            " + cast(substr(born_digits_l, 5, 2) = substr(born_digits_r, 5, 2) as int)"
            " + cast(right(born_digits_l, 2) = right(born_digits_r, 2) as int) >= 2",
            0.03,
            0.006,
        ),
        Level("year", "Only the year of birth agrees.", "left(born_digits_l, 4) = left(born_digits_r, 4)", 0.01, 0.015),
        Level("different", "The birth dates differ.", "ELSE", 0.025, 0.978),
    ),
)

PLACE = Field(
    "address",
    "address",
    ("postcode", "address"),
    "(postcode_l is null or postcode_r is null) and (address_l is null or address_r is null)",
    (
        Level(
            "same",
            "Same address and postcode.",
            "postcode_l = postcode_r and house_l = house_r and address_l is not null and address_r is not null",
            0.35,
            0.00002,
            "postcode",
        ),
        Level("postcode", "Same postcode.", "postcode_l = postcode_r", 0.15, 0.0001, "postcode"),
        Level("line", "Same first line of address.", "address_l = address_r", 0.05, 0.00005),
        Level(
            "postcode letter",
            "The postcode differs by a letter.",
            "damerau_levenshtein(postcode_l, postcode_r) <= 1 and length(postcode_l) >= 5",
            0.06,
            0.0005,
        ),
        Level("sector", "Same part of town by postcode.", "sector_l = sector_r", 0.05, 0.002),
        Level("district", "Same postcode district.", "outward_l = outward_r", 0.10, 0.02),
        Level("different", "The addresses differ.", "ELSE", 0.24, 0.977),
    ),
)

SEX = Field(
    "sex",
    "sex",
    ("sex",),
    _either_null("sex"),
    (
        Level("same", "Same sex.", "sex_l = sex_r", 0.985, 0.55),
        Level("different", "The sex differs.", "ELSE", 0.015, 0.45),
    ),
)

EMAIL = Field(
    "email",
    "email",
    ("email",),
    _either_null("email"),
    (
        Level("same", "Same email address.", "email_l = email_r", 0.72, 0.0002, "email"),
        Level("mailbox", "Same name before the @ of the email address.", "mailbox_l = mailbox_r", 0.05, 0.0003),
        Level(
            "similar",
            "The email addresses are similar.",
            "jaro_winkler_similarity(email_l, email_r) >= 0.9",
            0.15,
            0.0008,
        ),
        Level("different", "The email addresses differ.", "ELSE", 0.08, 0.9987),
    ),
)


def _plain_field(name: str, code: str, same: float, chance: float) -> Field:
    return Field(
        name,
        code,
        (code,),
        _either_null(code),
        (
            Level("same", f"Same {name}.", f"{code}_l = {code}_r", same, chance, code),
            Level(
                "similar",
                f"The {name} is similar.",
                f"jaro_winkler_similarity({code}_l, {code}_r) >= 0.88",
                (1 - same) / 2,
                chance,
            ),
            Level("different", f"The {name} differs.", "ELSE", (1 - same) / 2, 1 - 2 * chance),
        ),
    )


CITY = _plain_field("town", "city", 0.7, 0.05)
BIRTH_PLACE = _plain_field("place of birth", "birth_place", 0.8, 0.03)
OCCUPATION = _plain_field("occupation", "occupation", 0.8, 0.05)

ALL = (FORENAME, SURNAME, FURTHER, BIRTH, PLACE, SEX, EMAIL, CITY, BIRTH_PLACE, OCCUPATION)
IDENTIFYING = ("forename", "surname", "birth date", "address", "email")


def fields_present(con: duckdb.DuckDBPyConnection) -> tuple[Field, ...]:
    """The fields of which table `standard` holds at least two known values, in fixed order."""
    needed = sorted({column for field in ALL for column in field.needs})
    counts = con.execute("select " + ", ".join(f"count({column})" for column in needed) + " from standard").fetchall()[
        0
    ]
    known = dict(zip(needed, counts, strict=True))
    return tuple(field for field in ALL if any(known[column] >= 2 for column in field.needs))


def comparison(field: Field, chances: dict[str, tuple[float, float]]) -> dict[str, Any]:
    """`field` as Splink's dictionary, with chances (same, chance) by level name where given, else the starting ones."""
    levels: list[dict[str, Any]] = [
        {"sql_condition": field.missing, "label_for_charts": "missing", "is_null_level": True},
    ]
    for level in field.levels:
        same, chance = chances.get(level.name, (level.same, level.chance))
        entry: dict[str, Any] = {
            "sql_condition": level.condition,
            "label_for_charts": level.name,
            "m_probability": same,
            "u_probability": chance,
        }
        if level.frequency_of is not None:
            entry["tf_adjustment_column"] = level.frequency_of
            entry["tf_adjustment_weight"] = 1.0
        levels.append(entry)
    return {"output_column_name": field.code, "comparison_levels": levels}
