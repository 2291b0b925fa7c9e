"""What the page of `concerted published` says."""

from concerted.cli.guide import DONE, REFUSED, Example, Guide

GUIDE = Guide(
    command="published",
    says="""
Some official tables come with the library, as they were published: to practise on, and to check that what this library
calculates is what the ministry printed. Each is listed with its source and its licence. The other commands read the
file that this one writes.
""",
    examples=(
        Example(says="Which tables there are:", command="concerted published"),
        Example(
            says="Write one to a file; its source and licence go to standard error, to stand beside your figure:",
            command="concerted published scotland-reconvictions --out scotland.csv",
        ),
        Example(says="Look at one:", command="concerted published moj-proven-reoffending", starts=4),
        Example(says="A table that does not come along:", command="concerted published happiness", exit_status=2),
    ),
    exits={0: DONE, 2: f"{REFUSED}; or the file cannot be written"},
)
