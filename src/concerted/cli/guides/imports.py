"""What the page of `concerted import` says."""

from concerted.cli.guide import Example, Guide

GUIDE = Guide(
    command="import",
    says="""
Partners' files come in by a web page or by a folder that the [engine](engine.md) watches. This command does the same
at once, in your terminal. The feed is recognised by the file's columns. Each cell is checked; a row with a wrong one
waits in quarantine with what is wrong and how to mend it, and the right ones are loaded, all or none.

A file that was loaded before changes nothing. A killed import leaves nothing behind.
""",
    examples=(
        Example(
            says="With the database running:",
            command="concerted import police_events.csv probation_caseload.xlsx",
            runs=False,
        ),
    ),
    exits={0: "every file was loaded", 2: "at least one was not; which and why is said for each"},
)
