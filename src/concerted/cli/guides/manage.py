"""What the page of `concerted manage` says."""

from concerted.cli.guide import Example, Guide

GUIDE = Guide(
    command="manage",
    says="""
For developers: Django's own commands under this project's settings, as `manage.py` is elsewhere.
""",
    examples=(
        Example(says="Write the migrations of a changed model:", command="concerted manage makemigrations", runs=False),
    ),
    exits={0: "done", 1: "Django's command failed, and says why"},
)
