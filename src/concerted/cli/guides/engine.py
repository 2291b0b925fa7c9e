"""What the page of `concerted engine` says."""

from concerted.cli.guide import Example, Guide

GUIDE = Guide(
    command="engine",
    says="""
The site's second process. It has rights that no page has: it reads what agencies send, links records to people, derives
harm and likelihood, counts measures over snapshots, seals the audit trail. It makes the invented county when the
database is empty. `concerted start` runs it for you; a server runs it as a service.
""",
    examples=(
        Example(says="Do all that waits, then stop:", command="concerted engine --once", runs=False),
        Example(says="A smaller county for the first start:", command="concerted engine --people 4000", runs=False),
    ),
    exits={0: "stopped, or nothing waited", 1: "ended by an error, which is printed"},
)
