"""What the page of `concerted decompose` says."""

from concerted.cli.guide import Example, Guide, InputFile

_SCOTLAND = "concerted decompose scotland.csv --size offenders --events reconvicted"

GUIDE = Guide(
    command="decompose",
    says="""
A rate falls. Did people reoffend less, or are there simply fewer young men among those who are counted? Both can be
true, and this command says how much of each. It takes a file of counts, one row for each group and period, and splits
the change between two periods into the *mix* (who was counted) and the *rates* (what happened within each group). The
two parts add up to the whole change, to the last digit.

The mix is shared among the factors that you name, any number of them (Kitagawa 1955, Das Gupta 1993). A split of a
number is no cause: it does not say why the mix or the rates changed.
""",
    examples=(
        Example(
            says="Scotland's reconvictions come with the library:",
            command="concerted published scotland-reconvictions --out scotland.csv",
        ),
        Example(
            says="How much of the fall from 2004 to 2016 is a change in sex and age?",
            command=f"{_SCOTLAND} --by Sex,Age --period year --from 2004 --to 2016",
        ),
        Example(
            says="The same by group, to see where it comes from:",
            command=f"{_SCOTLAND} --by Sex,Age --period year --from 2004 --to 2016 --groups",
            starts=14,
        ),
        Example(
            says="As JSON, beginning with the answer in words:",
            command=f"{_SCOTLAND} --by Sex,Age --period year --from 2004 --to 2016 --json",
            starts=3,
        ),
        Example(
            says="A period that the file does not hold:",
            command=f"{_SCOTLAND} --by Sex,Age --period year --from 1998 --to 2016",
            exit_status=2,
        ),
    ),
    reads=(
        InputFile(
            argument="FILE",
            says="CSV or Parquet, one row for each group in each period. Your columns may have any names: the "
            "arguments say which is which. Rows that share period and group are added, and that is told.",
            columns={
                "--period": "the period, as in the file: a year, a quarter",
                "--by": "the columns that make the groups",
                "--size": "how many people the group holds: the denominator",
                "--events": "how many of them it happened to: never more than there are people",
            },
        ),
    ),
    answers={
        "answer": "the result in words",
        "definition": "the rate, the factors, the method and the unit",
        "data": "the file with its hash and number of rows, and the two periods",
        "change": "the two rates, the change, its two parts, and the mix by factor, in percentage points",
        "change.mix_points": "the part that is who was counted",
        "change.rate_points": "the part that is the rates within the groups",
        "cells": "one object for each group, with its counts and its share in both parts",
        "notes": "what is assumed, what was added or left aside",
    },
)
