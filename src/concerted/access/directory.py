"""The partners' directory: tables that every post reads and that only the posts named in `kept` write.

A model without personal rows says in `kept` which permission writes it and under which condition, and in `fixed` which
columns stay as written (partnership/models/kept.py); policies and triggers are generated from both.
"""

import hashlib
from dataclasses import dataclass

from django.apps import apps

READERS = "app, worker, gate, front"
WRITERS = "app, worker"


@dataclass(frozen=True)
class Kept:
    """What is declared of one table of the directory."""

    label: str
    table: str
    conditions: tuple[tuple[str, str], ...]
    fixed: tuple[str, ...]

    def written(self) -> str:
        """Return the condition under which a row may be written."""
        return " or ".join(f"((select access.may('{name}')) and ({cond}))" for name, cond in self.conditions)

    def policies(self) -> list[str]:
        """Return the statements that create the table's policies."""
        written = self.written()
        return [
            f"create policy read on {self.table} for select to {READERS} using (true)",
            f"create policy add on {self.table} for insert to {WRITERS} with check ({written})",
            f"create policy change on {self.table} for update to {WRITERS} using ({written}) with check ({written})",
        ]

    def triggers(self) -> list[str]:
        """Return the statement of the trigger that keeps fixed columns as written."""
        if not self.fixed:
            return []
        moved = " or ".join(f"old.{column} is distinct from new.{column}" for column in self.fixed)
        return [
            f"create trigger keep_fixed before update of {', '.join(self.fixed)} on {self.table} for each row "
            f"when ({moved}) execute function access.refuse_change()"
        ]

    def digest(self) -> str:
        """Return the hash of all that is declared of the table."""
        return hashlib.sha256("\n".join([*self.policies(), *self.triggers()]).encode()).hexdigest()[:16]


def directory() -> list[Kept]:
    """Return every table of the directory that requests may write, by label."""
    found = [
        Kept(
            model._meta.label_lower,
            model._meta.db_table,
            tuple(model.kept.items()),  # type: ignore[attr-defined]
            tuple(getattr(model, "fixed", ())),
        )
        for model in apps.get_models()
        if getattr(model, "kept", None)
    ]
    return sorted(found, key=lambda kept: kept.label)
