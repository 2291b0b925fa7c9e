"""What the page of `concerted measure` says."""

from concerted.analytics.engines.tables import CASELOAD, EVENTS, PERSONS
from concerted.cli.guide import Example, Guide, InputFile

_PERSON = "Who. Any id of yours, a number or text, as long as it is the same in every file."
_AREA = "Where the person is counted: a district's code or any name of yours. Empty is counted as `unassigned`."

GUIDE = Guide(
    command="measure",
    says="""
You have a table of offences with the day each was committed and the day it was proven, and a table of people. This
command counts who reoffended, by a definition that is written down, and prints the definition beside the figure: the
cohort, the follow-up, the waiting time, the source, what is assumed and what nobody is certain of.

Two families of measures exist, and they must never stand on one axis: the *local adult* figure follows a caseload for
three months and waits three more for proof, the *proven* figures follow everybody who was released, convicted or
cautioned for twelve months and wait six.

Nothing in your files is dropped in silence. A cell that cannot be read is refused with its file, column and row; a row
that contradicts itself (proven before it was committed) is left out and reported; what is odd but possible is counted
and noticed. Nothing is hidden either: these are your own files.
""",
    files={
        "events.csv": """\
person_id,offence_on,offence_code,proven_on,disposal,start_on,area
1,2012-01-05,00873,2012-02-10,community order,2012-02-10,Harlow
1,2012-05-20,00873,2012-06-14,fine,2012-06-14,Harlow
2,2012-01-09,02801,2012-02-20,custody,2012-06-29,Harlow
2,2012-09-02,02801,2012-10-11,custody,2013-02-01,Harlow
2,2012-09-04,04910,2012-10-11,custody,2013-02-01,Harlow
3,2012-04-11,00820,2012-05-03,caution,2012-05-03,Maldon
4,2012-04-30,04910,2012-05-22,fine,2012-05-22,Maldon
4,2013-05-20,04910,2013-07-01,fine,2013-07-01,Maldon
5,2012-03-01,19600,2012-06-01,community order,2012-06-01,Maldon
6,2012-03-08,00873,2012-04-02,custody,,Maldon
""",
        "persons.csv": """\
person_id,born_on,sex
1,1990-03-14,M
2,1985-11-02,M
3,1996-08-23,F
4,1971-01-30,F
5,1979-06-06,M
6,1988-12-12,M
""",
        "caseload.csv": """\
person_id,snapshot_on,area
1,2012-03-31,Harlow
2,2012-06-30,Harlow
5,2012-06-30,Maldon
1,2012-06-30,Harlow
""",
    },
    examples=(
        Example(says="Which measures there are:", command="concerted measure --list"),
        Example(
            says="What one of them is, whole: windows, source, what is assumed and what nobody is certain of. With "
            "`--toml` it is a file to begin a local measure from:",
            command="concerted measure local-adult --define",
            starts=12,
        ),
        Example(
            says="Proven reoffending by quarter. The data are taken to be complete up to the day of `--as-at`:",
            command="concerted measure proven --events events.csv --persons persons.csv --as-at 2015-01-01",
        ),
        Example(
            says="By area and sex, as CSV for a spreadsheet; the notes go to standard error, so `> figures.csv` keeps "
            "the figures alone:",
            command="concerted measure proven --events events.csv --persons persons.csv --as-at 2015-01-01 "
            "--by area,sex --csv",
        ),
        Example(
            says="The local adult measure needs the caseload. Without `--as-at`, the last day on which anything was "
            "proven stands for it:",
            command="concerted measure local-adult --events events.csv --persons persons.csv --caseload caseload.csv",
        ),
        Example(
            says="The same as JSON, beginning with the definition:",
            command="concerted measure local-adult --events events.csv --persons persons.csv "
            "--caseload caseload.csv --json",
            starts=6,
        ),
        Example(
            says="Time to the first reoffence: the share who had reoffended by a day. Those whose follow-up is not "
            "over count for as long as they were seen:",
            command="concerted measure time-to-reoffence --events events.csv --persons persons.csv --as-at 2015-01-01",
            starts=8,
        ),
        Example(
            says="What is missing is said, with the way to mend it:",
            command="concerted measure local-adult --events events.csv --persons persons.csv",
            exit_status=2,
        ),
    ),
    reads=(
        InputFile(
            argument="--events",
            says="CSV (UTF-8) or Parquet, one offence a row. Days are written 2012-02-10.",
            table=EVENTS,
            columns={
                "person_id": _PERSON,
                "offence_on": "The day on which the offence was committed.",
                "offence_code": "The offence, by the Home Office code that you use.",
                "proven_on": "The day of the conviction or caution. Empty: not proven, so it is no reoffence.",
                "disposal": "What it ended in, in your words: `custody`, `community order`, `fine`, `caution`.",
                "start_on": "The day from which this person is at risk of reoffending: release from custody, else the "
                "day of the conviction or caution. Empty: not released yet, so not in a cohort.",
                "area": _AREA,
            },
        ),
        InputFile(
            argument="--persons",
            says="CSV or Parquet, one person a row.",
            table=PERSONS,
            columns={
                "person_id": _PERSON,
                "born_on": "The birth date. Empty: counted in a cell of its own.",
                "sex": "`M` or `F`. Empty: counted as not known.",
            },
        ),
        InputFile(
            argument="--caseload",
            says="CSV or Parquet, one person on one day a row: who was supervised at each quarter end.",
            table=CASELOAD,
            columns={"person_id": _PERSON, "snapshot_on": "The day of the snapshot.", "area": _AREA},
        ),
    ),
    answers={
        "definition": "the declared measure: `sentence`, cohort, windows, source, `assumptions`, `not_certain`",
        "data": "the files with their hashes, the as-at date, the engine, the kind of interval, what was noticed",
        "cells": "one object for each quarter and breakdown; no totals, so that nothing is added twice",
        "cells.quarter": "the quarter, `2012Q2`; with `--year` it is `year`",
        "cells.offenders": "the people in the cohort",
        "cells.reoffenders": "those of them who reoffended",
        "cells.reoffences": "how many reoffences they committed",
        "cells.rate": "reoffenders divided by offenders, between 0 and 1",
        "cells.interval": "the lower and upper end of the 95 % interval",
        "cells.provisional": "true while the follow-up and the waiting time are not over",
        "left_out": "what was not counted: table, reason, number of rows, the first rows",
    },
)
