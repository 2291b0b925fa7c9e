"""What the page of `concerted docs` says."""

from concerted.cli.guide import REFUSED, Example, Guide

GUIDE = Guide(
    command="docs",
    says="""
You are reading what it writes. A page says what a command is for, shows examples with what they print, and tells every
argument. The arguments come from the parser that reads them, the examples from a run; so neither can be wrong for long:
a test fails as soon as a page differs from the code. What a parser cannot say stands in `src/concerted/cli/guides`,
one module a command.
""",
    examples=(Example(says="After a change to a command:", command="concerted docs --write", runs=False),),
    exits={0: "done", 1: "`--check` found pages that are stale", 2: REFUSED},
)
