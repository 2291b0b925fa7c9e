"""`python -m concerted.cli COMMAND ...`, for processes that start others under the same Python."""

from concerted.cli.main import main

main()
