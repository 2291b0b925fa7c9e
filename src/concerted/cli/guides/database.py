"""What the page of `concerted database` says."""

from concerted.cli.guide import Example, Guide

GUIDE = Guide(
    command="database",
    says="""
Concerted brings PostgreSQL along for development and demonstrations, and takes a server of yours by `DATABASE_URL`.
This command starts and stops the one that it brought, makes roles and database on one of yours, opens a shell, and
writes and reads whole dumps.

Each process signs in as a role of its own, and what a role may do is decided in the database: see
[who may see what](../permissions.md). A dump holds personal data: keep it as safe as the database.
""",
    examples=(
        Example(says="Does it run?", command="concerted database status", runs=False),
        Example(says="Save everything:", command="concerted database dump county.dump", runs=False),
        Example(
            says="Prepare a server of your own:",
            command="concerted database prepare --url postgresql://superuser:password@db.example/concerted",
            runs=False,
        ),
    ),
    exits={0: "done", 2: "refused, with the reason on standard error", 3: "`status`: the server does not run"},
)
