"""What the page of `concerted rules` says."""

from concerted.cli.guide import REFUSED, Example, Guide

GUIDE = Guide(
    command="rules",
    says="""
May this person be proposed? Who counts as being in prison? How are harm points added? Each such decision is a *rule*:
one file, one function, one source, with worked cases beside it that the tests run. Where a page shows an answer, its
"why?" names the rule; this command shows what stands behind that name. Where no source gives a definition, the rule
says what is assumed instead.

All rules on one page: [the register](../register.md).
""",
    examples=(
        Example(
            says="Words in any order, in capitals or not; every rule that holds all of them is printed:",
            command="concerted rules harm bar",
            varies=r"(?m)^\S+:\d+(?=  )|(?<=Worked cases: )\S+/",
        ),
        Example(says="Words that no rule holds:", command="concerted rules astrology", exit_status=1),
    ),
    exits={0: "done", 1: "no rule holds the words", 2: REFUSED},
)
