"""Invented people and the records that agencies might hold of them, for tests."""

from __future__ import annotations

import datetime as dt
import random
from typing import Any

import pyarrow as pa

GIVEN = [
    "james",
    "john",
    "robert",
    "michael",
    "william",
    "david",
    "richard",
    "thomas",
    "charles",
    "daniel",
    "matthew",
    "anthony",
    "mark",
    "paul",
    "steven",
    "andrew",
    "kenneth",
    "george",
    "joshua",
    "kevin",
    "brian",
    "edward",
    "ronald",
    "timothy",
    "jason",
    "jeffrey",
    "ryan",
    "jacob",
    "gary",
    "nicholas",
    "eric",
    "jonathan",
    "mary",
    "patricia",
    "jennifer",
    "linda",
    "elizabeth",
    "barbara",
    "susan",
    "jessica",
    "sarah",
    "karen",
    "nancy",
    "lisa",
    "margaret",
    "betty",
    "sandra",
    "ashley",
    "dorothy",
    "kimberly",
    "emily",
    "donna",
    "michelle",
    "carol",
    "amanda",
    "melissa",
    "deborah",
    "stephanie",
    "rebecca",
    "sharon",
    "laura",
    "cynthia",
]
NICK = {"james": "jim", "robert": "bob", "william": "bill", "elizabeth": "liz", "margaret": "peggy", "thomas": "tom"}
SYLLABLES = [
    "bar",
    "ton",
    "ley",
    "wick",
    "ham",
    "mor",
    "den",
    "hol",
    "ing",
    "ford",
    "har",
    "by",
    "well",
    "stan",
    "ers",
    "cot",
]
COLUMNS = ("record_id", "source", "given_name", "family_name", "born_on", "sex", "postcode", "address")


def table(*rows: dict[str, Any]) -> pa.Table:
    """Records from dictionaries; what is not said is null; record_id is the place in the list unless said."""
    names = list(COLUMNS) + sorted({key for row in rows for key in row} - set(COLUMNS))
    filled = [{"record_id": f"r{number}", **row} for number, row in enumerate(rows)]
    schema = pa.schema([(name, pa.date32() if name == "born_on" else pa.string()) for name in names])
    return pa.Table.from_pylist([{name: row.get(name) for name in names} for row in filled], schema=schema)


def _typo(word: str, luck: random.Random) -> str:
    place = luck.randrange(len(word))
    return word[:place] + luck.choice("abcdefghijklmnopqrstuvwxyz") + word[place + 1 :]


def county(people: int, seed: int = 5) -> tuple[pa.Table, list[int]]:
    """About 2.2 records a person with typos, nicknames, moves and missing values; and whose each is."""
    luck = random.Random(seed)
    rows: list[dict[str, Any]] = []
    truth: list[int] = []
    for person in range(people):
        given = luck.choice(GIVEN)
        family = "".join(luck.choice(SYLLABLES) for _ in range(3))
        born = dt.date(1950, 1, 1) + dt.timedelta(days=luck.randrange(20000))
        street = f"{luck.randrange(1, 120)} {luck.choice(SYLLABLES)}{luck.choice(SYLLABLES)} road"
        postcode = f"CO{luck.randrange(1, 9)} {luck.randrange(1, 9)}{luck.choice('ABDEFGH')}{luck.choice('JLNPQRS')}"
        for _ in range(luck.choice((1, 1, 2, 3, 4))):
            row = {"given_name": given, "family_name": family, "born_on": born, "sex": "M"}
            row |= {"postcode": postcode, "address": street, "source": luck.choice(("police", "courts", "prisons"))}
            if luck.random() < 0.08:
                row["given_name"] = NICK.get(given, given)
            if luck.random() < 0.08:
                row["family_name"] = _typo(family, luck)
            if luck.random() < 0.06:
                row["born_on"] = None
            if luck.random() < 0.15:
                row["postcode"] = row["address"] = None
            rows.append({"record_id": f"{len(rows):06d}", **row})
            truth.append(person)
    return table(*rows), truth
