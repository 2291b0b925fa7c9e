"""`concerted compare editions`: a year of proven reoffending by each edition of the measure, from published counts."""

import argparse
from datetime import date
from pathlib import Path

from concerted.analytics.comparison.ministry_series import YearRow, read_series
from concerted.analytics.published import PUBLISHED, path
from concerted.cli.answers import Answer, Column, add_forms, per_cent, thousands

EDITIONS = {"old": "one cohort of 12 months", "new": "four cohorts of 3 months, added"}
NOT_ONE_AXIS = (
    "The two editions never share an axis: a person stands once in a cohort of twelve months and up to four times in "
    "four cohorts of three, so the rate rises without anybody reoffending more."
)


def add(acts: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the act's parser."""
    parser = acts.add_parser("editions", help="a published year by each edition of proven reoffending")
    parser.add_argument(
        "file", type=Path, nargs="?", metavar="FILE", help="the Ministry's layout; the shipped series without it"
    )
    parser.add_argument("--year", type=_first_day, required=True, metavar="2013-04", help="the year's first month")
    add_forms(parser)
    parser.set_defaults(answer=answer)


def answer(asked: argparse.Namespace) -> Answer:
    """Answer for one year of four quarters."""
    series = read_series(asked.file or path("moj-proven-reoffending"))
    rows = series.year(asked.year)
    table = PUBLISHED["moj-proven-reoffending"]
    source = [] if asked.file else [f"Source: {table.source}; {table.licence}."]
    return Answer(
        says=[_said(row, asked.year) for row in rows if row.group == "All"],
        definition={
            "rate": "reoffenders / offenders",
            "per_reoffender": "reoffences / reoffenders",
            "per_offender": "reoffences / offenders",
            "editions": EDITIONS,
        },
        data=series.file.in_words() | {"year_from": asked.year.isoformat()},
        cells=[
            {
                "edition": EDITIONS[row.edition],
                "group": row.group,
                "offenders": row.offenders,
                "reoffenders": row.reoffenders,
                "reoffences": row.reoffences,
                "rate": row.rate,
                "per_reoffender": row.per_reoffender,
                "per_offender": row.per_offender,
            }
            for row in rows
        ],
        columns=(
            Column("edition", "edition"),
            Column("group", "group"),
            Column("offenders", "offenders", thousands),
            Column("reoffenders", "reoffenders", thousands),
            Column("reoffences", "reoffences", thousands),
            Column("rate", "rate", per_cent(4)),
            Column("per_reoffender", "per reoffender", "{:.4f}".format),
            Column("per_offender", "per offender", "{:.4f}".format),
        ),
        notes=[NOT_ONE_AXIS, *source],
    )


def _said(row: YearRow, first: date) -> str:
    return (
        f"Year from {first:%B %Y}, {EDITIONS[row.edition]}: {100 * row.rate:.4f} % reoffended "
        f"({row.reoffenders:,} of {row.offenders:,}), {row.per_reoffender:.4f} reoffences each."
    )


def _first_day(text: str) -> date:
    try:
        return date.fromisoformat(f"{text}-01" if len(text) == len("2013-04") else text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"'{text}' is not a month; write it as 2013-04") from None
