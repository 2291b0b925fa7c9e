"""Lets every alias borrow the owner's connection for one test, each statement under the alias's own role."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
from django.db import connections, transaction
from psycopg.pq import TransactionStatus

ROLES = {"default": "app", "gate": "gate", "front": "front", "engine": "engine", "worker": "worker"}


def _under(role: str) -> Callable[..., Any]:
    """Return an execute wrapper that takes on a role first, unless the transaction is already in error."""

    def wrapper(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
        raw = context["connection"].connection
        if raw.info.transaction_status != TransactionStatus.INERROR:
            psycopg.Cursor(raw).execute(f"set local role {role}")
        return execute(sql, params, many, context)

    return wrapper


@contextmanager
def borrowed() -> Iterator[None]:
    """Run the block in one transaction of the owner that is rolled back, all aliases on its connection."""
    owner = connections["migrator"]
    with transaction.atomic(using="migrator"):
        owner.execute_wrappers.append(_under("none"))
        kept = {}
        for alias, role in ROLES.items():
            other = connections[alias]
            kept[alias] = (other.connection, other.in_atomic_block, other.autocommit)
            other.connection, other.in_atomic_block, other.autocommit = owner.connection, True, False
            other.execute_wrappers.append(_under(role))
        try:
            yield
        finally:
            for alias, state in kept.items():
                other = connections[alias]
                other.execute_wrappers.pop()
                other.connection, other.in_atomic_block, other.autocommit = state
                other.needs_rollback, other.savepoint_ids, other.run_on_commit = False, [], []
            owner.execute_wrappers.pop()
            transaction.set_rollback(True, using="migrator")
