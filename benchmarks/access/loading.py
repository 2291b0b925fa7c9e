"""COPY into a table whose indexes and foreign keys are away meanwhile, and made again (and so checked) afterwards."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

import psycopg

Owner = psycopg.Connection[Any]
EMPTY = {"boolean": "f", "jsonb": "{}", "ARRAY": "{}", "timestamp with time zone": "now", "date": "2027-01-04"}


class Table:
    """One table to load; columns that must hold something and are not given hold an empty value of their type."""

    def __init__(self, owner: Owner, name: str, columns: tuple[str, ...]) -> None:
        self.owner, self.name = owner, name
        schema, _, table = name.rpartition(".")
        needed = owner.execute(
            "select column_name, data_type from information_schema.columns where table_schema = %s and table_name = %s "
            "and is_nullable = 'NO' and column_default is null and is_identity = 'NO' order by ordinal_position",
            [schema or "public", table],
        ).fetchall()
        rest = [(c, EMPTY.get(kind, "0" if "int" in kind else "")) for c, kind in needed if c not in columns]
        self.columns = [*columns, *(c for c, _ in rest)]
        self.rest = "".join(f"\t{value}" for _, value in rest) + "\n"

    def load(self, rows: Iterable[tuple[object, ...]]) -> None:
        """COPY rows in blocks."""
        block: list[str] = []
        columns = ", ".join(f'"{c}"' for c in self.columns)
        with self.owner.cursor().copy(f"copy {self.name} ({columns}) from stdin") as copy:
            for row in rows:
                block.append("\t".join(r"\N" if v is None else str(v) for v in row) + self.rest)
                if len(block) == 20_000:
                    copy.write("".join(block))
                    block.clear()
            copy.write("".join(block))


@contextmanager
def bare(owner: Owner, *tables: str) -> Iterator[None]:
    """Take away the foreign keys and the indexes that are no constraint of some tables, and make them again."""
    wanted = "any (array(select unnest(%s::text[])::regclass))"
    keys = owner.execute(
        f"select conrelid::regclass, conname, pg_get_constraintdef(oid) from pg_constraint "
        f"where contype = 'f' and conrelid = {wanted}",
        [list(tables)],
    ).fetchall()
    indexes = owner.execute(
        f"select indexrelid::regclass::text, pg_get_indexdef(indexrelid) from pg_index where indrelid = {wanted} "
        "and not exists (select 1 from pg_constraint c where c.conindid = indexrelid and c.contype in ('p', 'u'))",
        [list(tables)],
    ).fetchall()
    for table, name, _ in keys:
        owner.execute(f'alter table {table} drop constraint "{name}"')
    for name, _ in indexes:
        owner.execute(f"drop index {name}")
    yield
    owner.execute("set maintenance_work_mem = '512MB'")
    for _, text in indexes:
        owner.execute(text)
    for table, name, text in keys:
        owner.execute(f'alter table {table} add constraint "{name}" {text}')
