"""What the page of `concerted county` says."""

from concerted.cli.guide import DONE, REFUSED, Example, Guide

GUIDE = Guide(
    command="county",
    says="""
Nobody should learn a system, or test one, with the lives of real people. This command invents a county: people with
households, careers of offending, sentences, releases, recalls, the same name written three ways. It then writes what
each partner would send about them, with the habits of each partner: the police's events, the courts' results,
probation's workbook, the prisons' releases, housing, drug and alcohol services, youth justice, the old spreadsheet.

The truth lies beside the files, in the folder `truth`: who each record really is, what each person really did, and how
many offences the managing of the cohort really prevented. So linkage and measures can be marked against it.

Equal seeds give equal counties, byte for byte. The names are common ones put together by chance.
""",
    examples=(
        Example(
            says="A small county, complete in two seconds:",
            command="concerted county --out county --people 500 --seed 7 --as-at 2026-11-01",
            varies=r" +\d+\.\d s",
        ),
        Example(
            says="A county needs a few people at least:",
            command="concerted county --out county --people 3",
            exit_status=2,
        ),
    ),
    exits={0: DONE, 2: f"{REFUSED}; or the folder cannot be written"},
)
