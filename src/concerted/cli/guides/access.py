"""What the page of `concerted access` says."""

from concerted.cli.guide import Example, Guide

GUIDE = Guide(
    command="access",
    says="""
Who may see a row is decided by the database and not by a page. The policies are generated from what each table and each
page declares; this command prints them, writes the two registers that a data protection officer reads
([policies](../policies.sql), [permissions](../permissions.md)), and compares a running database with the declarations.
""",
    examples=(
        Example(says="Has the running database the declared rights?", command="concerted access --check", runs=False),
        Example(says="After a change to a declaration:", command="concerted access --write", runs=False),
    ),
    exits={0: "done; with `--check`: the database is as declared", 1: "it differs, or the folder does not exist"},
)
