"""`concerted decompose`: how much of a change in a rate is who was counted, and how much what they did."""

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from concerted.analytics.count_files import (
    CountFile,
    Row,
    added,
    rows_in_words,
)
from concerted.analytics.decomposition.decompose import Decomposition, GroupPart, Total, decompose
from concerted.cli.answers import Answer, Column, add_forms, per_cent, print_answer, signed, thousands
from concerted.cli.comparing.rows import Chosen, add_where, chosen
from concerted.kernel.errors import Refused

METHOD = (
    "Kitagawa 1955: change = sum of (share after - share before) x mean rate, the mix part, + sum of (rate after - "
    "rate before) x mean share, the rate part. The mix part is shared among the factors as in Das Gupta 1993."
)
NOTHING = 1e-9
"""A change as small as this is an error of rounding, and has no shares."""
NO_CAUSE = "This splits a number. It does not say why the mix or the rates changed, nor what caused either."


def run(argv: list[str]) -> int:
    """Run the command and return its exit code. Raises BadFile and Refused for what cannot be read or split."""
    asked = arguments().parse_args(argv)
    columns = [*asked.by, asked.period, asked.size, asked.events]
    if len(set(columns)) < len(columns):
        raise Refused("--by, --period, --size and --events name different columns, each once.")
    if asked.before == asked.after:
        raise Refused("--from and --to are the same period: nothing changes within it.")
    rows = chosen(asked, words=[asked.period, *asked.by], numbers=[asked.events, asked.size], whole=False)
    of_both = _of_both(rows.file, asked.period, (asked.before, asked.after))
    before, after = (_totals(of_both, period) for period in (asked.before, asked.after))
    found = decompose(before, after, asked.by)
    answer = _answer(found, rows, of_both, asked)
    print_answer(answer, as_json=asked.json, as_csv=asked.csv)
    return 0


def _of_both(file: CountFile, column: str, periods: Sequence[str]) -> list[Row]:
    """Return the rows of the two periods. Raises Refused, with the periods that there are, when one has none."""
    there = list(dict.fromkeys(row.words[0] for row in file.rows))
    for period in periods:
        if period not in there:
            shown = ", ".join(there[:30]) + (", …" if len(there) > 30 else "")
            raise Refused(f"{file.name} has no period '{period}' in the column {column}; there are {shown}.")
    return [row for row in file.rows if row.words[0] in periods]


def _totals(rows: Sequence[Row], period: str) -> dict[tuple[str, ...], Total]:
    groups = added(row for row in rows if row.words[0] == period)
    return {words[1:]: Total(*counted.numbers) for words, counted in groups.items()}


def _answer(found: Decomposition, rows: Chosen, of_both: Sequence[Row], asked: argparse.Namespace) -> Answer:
    groups = [_group(part, found.factors) for part in found.groups]
    return Answer(
        says=_says(found, asked),
        definition={
            "rate": f"{asked.events} / {asked.size}",
            "factors": list(found.factors),
            "method": METHOD,
            "unit": "rates are shares of 1; points are percentage points",
        },
        data=rows.file.in_words() | {"period": asked.period, "from": asked.before, "to": asked.after},
        results={
            "change": {
                "from": _total(asked.before, found.before),
                "to": _total(asked.after, found.after),
                "change_points": 100 * found.change,
                "mix_points": 100 * found.mix,
                "rate_points": 100 * found.rate,
                "mix_by_factor_points": {factor: 100 * effect for factor, effect in found.by_factor.items()},
            }
        },
        cells=groups if asked.groups or asked.json else _parts(found),
        columns=_group_columns(found.factors) if asked.groups else _PART_COLUMNS,
        notes=[*_notes(found, rows, of_both), NO_CAUSE, METHOD],
    )


_PART_COLUMNS = (
    Column("part", "part"),
    Column("factor", "of"),
    Column("points", "points", signed),
    Column("share_of_change", "of the change", per_cent(1)),
)


def _group_columns(factors: Sequence[str]) -> list[Column]:
    return [
        Column("group", _joined(factors), lambda group: ", ".join(group.values())),
        Column("size_from", "size before", thousands),
        Column("size_to", "after", thousands),
        Column("rate_from", "rate before", per_cent(3)),
        Column("rate_to", "after", per_cent(3)),
        Column("mix_points", "mix points", signed),
        Column("rate_points", "rate points", signed),
    ]


def _says(found: Decomposition, asked: argparse.Namespace) -> list[str]:
    first, last = f"{_shown(found.before)} in {asked.before}", f"{_shown(found.after)} in {asked.after}"
    mix, rate = signed(100 * found.mix), signed(100 * found.rate)
    says = [
        f"{asked.events} / {asked.size}: {first}, {last}: a change of {signed(100 * found.change)} percentage points.",
        f"{mix} points are the mix: who was counted, by {_joined(found.factors)}. "
        f"{rate} points are the rates within the groups.",
    ]
    if found.mix * found.rate > 0:
        share = round(100 * found.mix / found.change)
        moved = "fall" if found.change < 0 else "rise"
        says.append(f"So {share} % of the {moved} is who was counted and {100 - share} % their rates.")
    elif found.mix * found.rate < 0:
        says.append("The two parts pull in opposite directions.")
    return says


def _joined(words: Sequence[str]) -> str:
    return " and ".join(filter(None, [", ".join(words[:-1]), words[-1]]))


def _shown(total: Total) -> str:
    return f"{100 * (total.rate or 0):.3f} % ({total.events:,} of {total.size:,})"


def _parts(found: Decomposition) -> list[dict[str, Any]]:
    named = [("mix", _joined(found.factors), found.mix)]
    if len(found.factors) > 1:
        named += [("mix", factor, effect) for factor, effect in found.by_factor.items()]
    named += [("rate", "the groups", found.rate), ("change", "all", found.change)]
    moved = abs(found.change) > NOTHING
    return [
        {
            "part": part,
            "factor": factor,
            "points": 100 * value,
            "share_of_change": value / found.change if moved else None,
        }
        for part, factor, value in named
    ]


def _total(period: str, total: Total) -> dict[str, object]:
    return {"period": period, "events": total.events, "size": total.size, "rate": total.rate}


def _group(part: GroupPart, factors: Sequence[str]) -> dict[str, Any]:
    return {
        "group": dict(zip(factors, part.key, strict=True)),
        "events_from": part.before.events,
        "size_from": part.before.size,
        "rate_from": part.before.rate,
        "events_to": part.after.events,
        "size_to": part.after.size,
        "rate_to": part.after.rate,
        "mix_points": 100 * part.mix,
        "rate_points": 100 * part.rate,
    }


def _notes(found: Decomposition, rows: Chosen, of_both: Sequence[Row]) -> list[str]:
    notes = list(rows.notes)
    repeated = sorted(number for group in added(of_both).values() for number in group.rows[1:])
    if repeated:
        notes.append(
            f"Rows added to an earlier one of the same period and group: {len(repeated):,} "
            f"({rows_in_words(repeated)}). That is right if --by leaves out a column of the file."
        )
    aside = len(rows.file.rows) - len(of_both)
    if aside:
        notes.append(f"Rows of other periods, left aside: {aside:,}.")
    if found.one_sided:
        notes.append(
            f"Nobody at one of the times in {_groups(found.one_sided)}: the rate there is taken as that of the other "
            "time, so all that such a group adds is mix (an assumption)."
        )
    if found.empty:
        notes.append(f"Nobody at either time in {_groups(found.empty)}: left out.")
    return notes


def _groups(keys: Sequence[tuple[str, ...]]) -> str:
    shown = "; ".join(", ".join(key) for key in keys[:5])
    return shown + (f" and {len(keys) - 5} more groups" if len(keys) > 5 else "")


def _by(text: str) -> list[str]:
    names = [name.strip() for name in text.split(",") if name.strip()]
    if not names:
        raise argparse.ArgumentTypeError("name one column or more, separated by commas")
    return names


def arguments() -> argparse.ArgumentParser:
    """Return the parser of the command line, from which its page is written too."""
    parser = argparse.ArgumentParser(prog="concerted decompose", description=__doc__)
    parser.add_argument("file", type=Path, metavar="FILE", help="CSV or Parquet: counts of each group and period")
    parser.add_argument("--size", required=True, metavar="COL", help="the column that counts people (the denominator)")
    parser.add_argument("--events", required=True, metavar="COL", help="the column that counts events among them")
    parser.add_argument("--by", required=True, type=_by, metavar="A,B", help="the columns that make the groups")
    parser.add_argument("--period", required=True, metavar="COL", help="the column that holds the period")
    parser.add_argument("--from", required=True, dest="before", metavar="X", help="the period before, as in the file")
    parser.add_argument("--to", required=True, dest="after", metavar="Y", help="the period after, as in the file")
    add_where(parser)
    parser.add_argument("--groups", action="store_true", help="show each group in place of the parts")
    add_forms(parser)
    return parser
