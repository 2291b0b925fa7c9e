"""What the page of `concerted compare` says."""

from concerted.cli.guide import Example, Guide

_SCOTLAND = "scotland.csv --events reconvicted --size offenders"

GUIDE = Guide(
    command="compare",
    says="""
Two rates differ. Is that more than chance? One area stands above the others. Is that more than its size explains? A
rate falls. Does it not always move so? Each question has an act of its own, and each answers in a sentence before it
shows a number. No area gets a rank, and nothing is called a cause.

Where one person may stand in the rows several times, rows are not independent, and an interval that takes them for
independent is too narrow: `persons` clusters by person, and `rates` shows what becomes of the answer when each person
was counted several times over. Measures of two families are never set beside each other.
""",
    files={
        "areas.csv": """\
district,reoffenders,offenders
Harlow,61,204
Maldon,9,52
Tendring,84,301
Basildon,97,388
Braintree,41,170
Colchester,88,352
""",
        "people.csv": """\
person,months,returned,scheme
1,3,yes,managed
2,12,no,managed
3,12,no,managed
4,7,yes,managed
5,2,yes,others
6,5,yes,others
7,12,no,others
8,9,yes,others
""",
    },
    examples=(
        Example(
            says="Two counts; what chance would do, and how much that depends on people counted several times:",
            command='concerted compare rates "982 of 11617" "1207 of 12818" --design-effect 1,2,4',
        ),
        Example(
            says="Areas in a funnel, each beside the range that is usual for its size:",
            command="concerted compare areas areas.csv --events reoffenders --size offenders --area district "
            "--picture funnel.svg",
        ),
        Example(
            says="A table to look at over time:",
            command="concerted published scotland-reconvictions --out scotland.csv",
        ),
        Example(
            says="The rate of women, each year beside the usual range:",
            command=f"concerted compare time {_SCOTLAND} --period year --where Sex=Female",
            starts=12,
        ),
        Example(
            says="When people return, in two groups, with those who were not followed to the end:",
            command="concerted compare returns people.csv --time months --unit months --returned returned "
            "--group scheme",
        ),
        Example(says="The Ministry's adjusted rates, recalculated:", command="concerted compare adjusted", starts=6),
        Example(
            says="One published year by both editions, which must never share an axis:",
            command="concerted compare editions --year 2013-04",
        ),
        Example(
            says="As JSON:",
            command='concerted compare rates "982 of 11617" --json',
            starts=5,
        ),
        Example(
            says="What cannot be:",
            command='concerted compare rates "31 of 28"',
            exit_status=2,
            varies=r"(?s)usage:.*?(?=concerted compare rates: error)",
        ),
    ),
    answers={
        "answer": "the result in words",
        "definition": "the method with its source, and what is assumed",
        "data": "the file with its hash and number of rows, or the figures given",
        "cells": "the rows of the printed table, numbers unrounded",
        "notes": "what is assumed, left out, or not said by these figures",
    },
)
