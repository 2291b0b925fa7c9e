"""Home Office offence codes: what each one is called, its groups, and the categories that the predictors use."""

import csv
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType

import pyarrow as pa

DATA = files("concerted.analytics.harm") / "data"

LONGEST_NAME = 60
SHORTEST_CLAUSE = 12
NOT_SCOREABLE = frozenset({"", "UNKNOWN", "Missing description"})
"""What the table of codes holds where a predictor has no category: no score, never a guess."""

OGRS3_NAMES = {
    "Drink driving and related offences": "Drink driving",
    "Taking & driving away and related offences": "Taking & driving away and related",
}
"""Categories that the table of codes names more fully than the table of OGRS3 coefficients."""


@dataclass(frozen=True, slots=True)
class Offence:
    """One Home Office code. `arp_category` and `ogrs3_category` are None where the code cannot be scored.

    `name` is what pages print. A code that the table lacks is `known` False, with its own text as the code.
    """

    code: str
    name: str
    description: str
    category: str
    group: str
    arp_category: str | None
    ogrs3_category: str | None
    violent: bool
    known: bool = True

    @property
    def home_office_class(self) -> str:
        """The first three digits, which stand for the classification."""
        return self.code[:3]


def offence(code: str | None) -> Offence:
    """Return the offence of a code in any of the shapes that partners send; an unknown code is said to be unknown.

    Takes '00806', '008/06', '8/6' and '4600' (a leading zero lost by a spreadsheet). Three digits are a class, not an
    offence, and stay unknown.
    """
    written = normalised(code)
    if written is not None:
        return offences()[written]
    text = (code or "").strip()
    name = f"offence code {text}, not known" if text else "offence not given"
    return Offence(text, name, "", "", "", None, None, violent=False, known=False)


def normalised(code: str | None) -> str | None:
    """Return the five digits of a code that the table holds, or None."""
    text = (code or "").strip().replace(" ", "")
    main, slash, sub = text.partition("/")
    if slash and main.isdecimal() and sub.isdecimal():
        text = f"{main.zfill(3)}{sub.zfill(2)}"
    elif len(text) == 4:
        text = f"0{text}"
    return text if text in offences() else None


@cache
def offences() -> Mapping[str, Offence]:
    """Return all 3,039 offences by their code."""
    names = {row["code"]: row["name"] for row in _rows("short_names.csv")}
    return MappingProxyType({row["ho_code"]: _offence(row, names) for row in _rows("offence_code_categories.csv")})


@cache
def offence_table() -> pa.Table:
    """Return the offences as a table to join on `code`: name, category, group and the predictors' categories."""
    rows = list(offences().values())
    columns = ("code", "name", "category", "group", "arp_category", "ogrs3_category", "violent")
    return pa.table({column: [getattr(row, column) for row in rows] for column in columns})


def _offence(row: dict[str, str], names: Mapping[str, str]) -> Offence:
    description = _without_instruction(row["subcategory"])
    category = _without_instruction(row["category"])
    ogrs3 = OGRS3_NAMES.get(row["ogrs3_category"], row["ogrs3_category"])
    return Offence(
        code=row["ho_code"],
        name=names.get(row["ho_code"]) or _short(description, category),
        description=description,
        category=category,
        group=row["parent_group"],
        arp_category=None if row["arp_category_2026"] in NOT_SCOREABLE else row["arp_category_2026"],
        ogrs3_category=None if ogrs3 in NOT_SCOREABLE else ogrs3,
        violent=row["is_violent_sanction"] == "True",
    )


def _without_instruction(text: str) -> str:
    """Return a description without the table's notes to the people who choose codes."""
    return " ".join(re.split(r"\[?Use this code", text)[0].strip(" *").split())


def _short(description: str, category: str) -> str:
    """Return the description or its first clause if short enough, else its first words; the category if it is empty."""
    text = description or category
    clause = re.split(r"[:;(]|\. | - ", text)[0].strip(" .,")
    if len(text) > LONGEST_NAME:
        text = clause if SHORTEST_CLAUSE <= len(clause) <= LONGEST_NAME else _first_words(text)
    text = text.rstrip(".")
    starts_an_acronym = len(text) > 1 and text[1].isupper()
    return text if starts_an_acronym else text[:1].lower() + text[1:]


def _first_words(text: str) -> str:
    return text[:LONGEST_NAME].rsplit(" ", 1)[0].rstrip(",;:-. ") + " …"


def _rows(name: str) -> list[dict[str, str]]:
    return list(csv.DictReader((DATA / name).read_text(encoding="utf-8").splitlines()))
