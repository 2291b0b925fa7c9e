"""`concerted audit` and `concerted access --check` say what holds and what does not."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from concerted.audit.record import record
from concerted.web.testing.county import owner_sql


def said(*arguments: str, **options: str) -> str:
    out = StringIO()
    call_command(*arguments, stdout=out, **options)
    return out.getvalue()


def test_the_trail_is_sealed_and_holds_until_a_row_is_changed(county):
    for number in range(3):
        record("test.read", number=number)
    assert said("audit", "seal", database="engine") == "3 events sealed.\n"
    assert said("audit", "verify", database="engine") == "The audit trail is what was sealed.\n"
    owner_sql("alter table audit_event disable trigger user")
    owner_sql("update audit_event set kind = 'x'")
    with pytest.raises(CommandError, match="is not what leaf 2 sealed"):
        said("audit", "verify", database="engine")


def test_the_rights_are_checked_from_the_command_line(county):
    assert said("write_registers", "--check") == "The database has the rights that are declared.\n"
    owner_sql("alter policy read on people_record using (true)")
    with pytest.raises(CommandError, match="people_record: a policy or trigger was altered by hand"):
        said("write_registers", "--check")


def test_the_registers_are_written_where_docs_lies(tmp_path):
    said("write_registers", "--write", "--out", str(tmp_path))
    assert sorted(path.name for path in tmp_path.iterdir()) == ["permissions.md", "policies.sql"]
    with pytest.raises(CommandError, match="There is no folder"):
        said("write_registers", "--write", "--out", str(tmp_path / "docs"))
