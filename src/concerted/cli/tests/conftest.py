"""What the tests of `concerted measure` share: three small files, and the command run over them."""

import pytest

from concerted.cli.main import run

EVENTS = """person_id,offence_on,offence_code,proven_on,disposal,start_on,area
1,2012-01-05,00100,2012-02-10,fine,2012-02-10,E07000067
1,2012-05-05,00100,2012-06-10,fine,2012-06-10,E07000067
2,2012-01-05,00100,2012-02-10,fine,2012-02-10,
3,2012-01-05,00100,2012-02-10,custody,,E07000068
"""
PERSONS = "person_id,born_on,sex\n1,1990-01-01,M\n2,2000-01-01,F\n3,1970-01-01,M\n"
CASELOAD = "person_id,snapshot_on,area\n1,2012-03-31,E07000067\n2,2012-03-31,E07000067\n3,2012-03-31,\n"

HEADER = EVENTS.splitlines()[0]
FINE = "1,2012-01-05,00100,2012-02-10,fine,2012-02-10,A"


def lines(*rows, header=HEADER):
    """A file of events from its rows."""
    return "\n".join([header, *rows, ""])


@pytest.fixture
def measured(tmp_path, capsys):
    """Run the command over the files (text or bytes) and return (exit code, standard output, standard error)."""

    def run_it(*options, code="proven", events=EVENTS, persons=PERSONS, caseload=CASELOAD):
        arguments = [str(code)]
        for name, content in (("events", events), ("persons", persons), ("caseload", caseload)):
            content = content.encode() if isinstance(content, str) else content
            (tmp_path / f"{name}.csv").write_bytes(content)
            if name != "caseload" or code == "local-adult":
                arguments += [f"--{name}", str(tmp_path / f"{name}.csv")]
        exit_code = run(["measure", *arguments, *options])
        return exit_code, *capsys.readouterr()

    return run_it
