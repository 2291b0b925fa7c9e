"""`concerted compare persons`: rows in which one person may stand several times, persons clustered."""

import argparse
from collections import defaultdict
from pathlib import Path
from typing import Any

from concerted.analytics.comparison.persons import (
    GroupOfPersons,
    TwoGroups,
    chance_in_words,
    difference,
    group_of_persons,
)
from concerted.analytics.count_files import NOT_KNOWN, SHOWN, Row
from concerted.cli.answers import Answer, Column, add_forms, named, per_cent, thousands
from concerted.cli.comparing.rows import add_where, chosen
from concerted.kernel.errors import BadFile

YES, NO = {"1", "yes", "true", "y"}, {"0", "no", "false", "n"}
METHOD = (
    "The variance of a rate is that of a ratio clustered by person; the interval is Wilson's with that design effect, "
    "a difference's is Newcombe's made from two of them; 95 per cent."
)
NO_CAUSE = "A difference between groups does not say what caused it."


def add(acts: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the act's parser."""
    parser = acts.add_parser("persons", help="rows in which one person may stand several times, persons clustered")
    parser.add_argument("file", type=Path, metavar="FILE", help="CSV or Parquet: one row a person and count")
    parser.add_argument("--person", required=True, metavar="COL", help="the column that says who")
    parser.add_argument("--reoffended", required=True, metavar="COL", help="the column with 1 or 0, yes or no")
    parser.add_argument("--group", metavar="COL", help="the column that makes the groups; two are compared")
    add_where(parser)
    add_forms(parser)
    parser.set_defaults(answer=answer)


def answer(asked: argparse.Namespace) -> Answer:
    """Answer for a file of persons, by group."""
    words = [asked.person, asked.reoffended, *([asked.group] if asked.group else [])]
    rows = chosen(asked, words=words)
    outcomes = _outcomes(rows.file.rows, rows.file.name, asked)
    groups = [group_of_persons(name, outcomes[name]) for name in sorted(outcomes)]
    says = [_said(group) for group in groups]
    notes = list(rows.notes)
    results: dict[str, object] = {}
    if len(groups) == 2:
        shared = len({person for person, _ in outcomes[groups[0].name]} & {p for p, _ in outcomes[groups[1].name]})
        compared = difference(groups[0], groups[1], shared=shared)
        says += _compared(groups[0].name, groups[1].name, compared)
        results["difference"] = _difference(compared)
        if shared:
            notes.append(f"Persons in both groups: {shared:,}; the comparison takes the groups as independent.")
    return Answer(
        says=says,
        definition={"rate": f"{asked.reoffended} of rows", "method": METHOD},
        data=rows.file.in_words(),
        results=results,
        cells=[_cell(group) for group in groups],
        columns=(
            Column("group", "group"),
            Column("reoffended", "reoffended", thousands),
            Column("rows", "rows", thousands),
            Column("persons", "persons", thousands),
            Column("rate", "rate", per_cent()),
            Column("interval", "likely between", lambda ends: " and ".join(map(per_cent(), ends))),
            Column("design_effect", "design effect", "{:.2f}".format),
        ),
        notes=[*notes, NO_CAUSE, METHOD],
    )


def _outcomes(rows: tuple[Row, ...], file: str, asked: argparse.Namespace) -> dict[str, list[tuple[str, bool]]]:
    found: defaultdict[str, list[tuple[str, bool]]] = defaultdict(list)
    wrong = []
    for row in rows:
        person, outcome, *group = row.words
        if person == NOT_KNOWN:
            wrong.append(f"{file}, column {asked.person}, row {row.number}: the cell is empty; say who it is.")
        elif outcome.casefold() not in YES | NO:
            wrong.append(
                f"{file}, column {asked.reoffended}, row {row.number}: '{outcome}' is neither 1, yes nor 0, no."
            )
        found[named(asked.group, group[0]) if group else "all"].append((person, outcome.casefold() in YES))
    if wrong:
        more = [f"And {len(wrong) - SHOWN:,} more rows like these."] if len(wrong) > SHOWN else []
        raise BadFile("\n".join([*wrong[:SHOWN], *more]))
    return found


def _said(group: GroupOfPersons) -> str:
    low, high = map(per_cent(), group.interval)
    rows = f"{group.count.whole:,} row{'' if group.count.whole == 1 else 's'}"
    persons = f"{group.persons:,} person{'' if group.persons == 1 else 's'}"
    return (
        f"{group.name}: {100 * group.count.rate:.2f} % ({group.count.part:,} of {rows}, of {persons}), "
        f"likely between {low} and {high}."
    )


def _compared(first: str, second: str, compared: TwoGroups) -> list[str]:
    gap = 100 * compared.difference
    moved = f"{abs(gap):.2f} percentage points {'higher' if gap > 0 else 'lower'} than" if gap else "the same as"
    return [f"{first} is {moved} {second}.", chance_in_words(compared)]


def _difference(compared: TwoGroups) -> dict[str, object]:
    return {
        "points": 100 * compared.difference,
        "interval_points": [100 * end for end in compared.interval],
        "z": compared.test.z,
        "p": compared.test.p,
        "persons_in_both": compared.shared,
    }


def _cell(group: GroupOfPersons) -> dict[str, Any]:
    return {
        "group": group.name,
        "reoffended": group.count.part,
        "rows": group.count.whole,
        "persons": group.persons,
        "most_rows_a_person": group.most,
        "rate": group.count.rate,
        "interval": list(group.interval),
        "design_effect": group.design_effect,
    }
