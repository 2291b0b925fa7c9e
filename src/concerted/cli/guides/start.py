"""What the page of `concerted start` says."""

from concerted.cli.guide import Example, Guide

GUIDE = Guide(
    command="start",
    says="""
One command from nothing to a running county: it starts the database, brings its tables up to date, starts the web
server and the engine, invents a county and loads it through the same import that partners' files take, and prints the
address and one sign-in for each role. Everybody in it is invented. Later starts take seconds and keep the data.

From a working copy call `script/start`, which installs what is missing first.
""",
    examples=(
        Example(says="Small, and on another port:", command="concerted start --people 4000 --port 8001", runs=False),
        Example(says="Stop it; the data stay:", command="concerted start --stop", runs=False),
    ),
    exits={
        0: "the county is loaded and both processes run",
        1: "`--fresh` was not agreed to",
        2: "refused, with the reason on standard error",
        3: "`--status`: something does not run",
    },
)
