import subprocess
import sys

from concerted.cli.rules import register_path, register_text
from concerted.kernel.rules import find_rules


def test_the_generated_register_is_fresh():
    path = register_path()
    assert path.read_text() == register_text(), "run: concerted rules --write"


def test_rules_are_found_without_django():
    code = (
        "import sys; sys.modules['django'] = None\n"
        "from concerted.kernel.rules import find_rules\n"
        "print(len(find_rules()))"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert int(found.stdout) == len(find_rules())
