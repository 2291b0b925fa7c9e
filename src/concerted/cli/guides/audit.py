"""What the page of `concerted audit` says."""

from concerted.cli.guide import Example, Guide

NAME = "concerted/audit/5f1c2a9d0b3e4c77"
KEY = f"{NAME}+d94ab19c+AUvq3isjNDC5cYuqzs8P4FHLIqILbXmlqfxa2HOI4vc8"

YESTERDAY = f"""\
{NAME}
1024
kORCDY0ct590Zvv/nLzifFBJQyXLzD4L0lZxZnprsP4=

— {NAME} 2UqxnGtPzIsF7AkyatbUm1cllP2M6jtlyPt6TsPctFkE6oFLwjx5JMcYBzRAF5UonZFGODK4hCbxBanpH6+z0aMWUgc=
"""
TODAY = f"""\
old 1024
J0MBW/o4yvVa2DKiwsLHgQdxvcZpYEGbUXSh1rteoWw=

{NAME}
1100
zgGGskTJMk1e9d9OTEefrWARH57kEjvGdDtVazbObss=

— {NAME} 2UqxnBc+yQ9EomV5VJO1fDNt+5E0WsbMSxR9kcqtI13fs6DgmoppmRtoHksX3Lue8IymRZBTHMHF+kBeZy0FzfrsRgk=
"""

GUIDE = Guide(
    command="audit",
    says="""
Every reading of a person's page and every act leaves an event in the audit trail. Events are sealed in a tree of hashes
(a Merkle tree, RFC 9162), so that a row that was changed, added or taken away afterwards is noticed. `verify` says
whether the trail is what was sealed, and names each fault; `seal` seals what waits, which the engine does by itself.

Whoever owns the database could rewrite events and tree alike. A signed checkpoint prevents that: it is a small text
(C2SP tlog-checkpoint) with the number of entries and the root of their tree, signed with Ed25519. Partners keep
yesterday's; `checkpoint --since` gives the newest with the proof that it continues that one, and `consistency` checks
the proof on any machine, with the two files and the log's public key, without a database and without Django. The
private key is made on first use in the state folder, `audit_signing_key.pem`, readable by its owner alone.

Beside it lies the checkpoint signed last, `audit_checkpoint.txt`: a trail that does not continue it is not signed.
After a backup was put back that is older, say so to those who keep checkpoints, then remove this file.
""",
    files={"yesterday.txt": YESTERDAY, "today.txt": TODAY},
    examples=(
        Example(says="Has anybody touched the trail?", command="concerted audit verify", runs=False),
        Example(says="Before a dump:", command="concerted audit seal", runs=False),
        Example(
            says="Give a partner something to keep:",
            command="concerted audit checkpoint --out yesterday.txt",
            runs=False,
        ),
        Example(
            says="The next day, the newest checkpoint with its proof:",
            command="concerted audit checkpoint --since yesterday.txt --out today.txt",
            runs=False,
        ),
        Example(
            says="The partner asks, on a machine of their own, whether history was rewritten:",
            command=f"concerted audit consistency yesterday.txt today.txt --key {KEY}",
        ),
    ),
    exits={
        0: "the trail holds, or history is unchanged; or it is done",
        1: "the trail does not hold, each fault is named; or history is not what was kept, or it cannot be said",
        2: "a file of `consistency` cannot be read, with the line to mend",
    },
)
