"""What the page of `concerted audit` says."""

from concerted.cli.guide import Example, Guide

GUIDE = Guide(
    command="audit",
    says="""
Every reading of a person's page and every act leaves an event in the audit trail. Events are sealed in a tree of hashes
(a Merkle tree), so that a row that was changed, added or taken away afterwards is noticed. `verify` says whether the
trail is what was sealed, and names each fault; `seal` seals what waits, which the engine does by itself.
""",
    examples=(
        Example(says="Has anybody touched the trail?", command="concerted audit verify", runs=False),
        Example(says="Before a dump:", command="concerted audit seal", runs=False),
    ),
    exits={0: "the trail holds; or everything is sealed", 1: "the trail does not hold; each fault is named"},
)
