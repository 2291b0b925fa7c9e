"""Leaves out the rows of people whom the sending agency erased: a file never brings them back by itself."""

from concerted.kernel.loading import Stage


def leave_out_erased(stage: Stage, source: str, key: str, scope: int) -> None:
    """Take the rows out of the stage whose key was erased, by its salted hash, and count them in the stage.

    The agency's data protection officer may allow a key again, on the page of its erasure.
    """
    cursor = stage.cursor
    cursor.execute("select distinct salt from people_erasedkey where scope_id = %s and lifted_at is null", [scope])
    for (salt,) in cursor.fetchall():
        cursor.execute(
            f"delete from {stage.table} where sha256(%s || convert_to(%s || {key}::text, 'UTF8')) in "
            "(select hash from people_erasedkey where scope_id = %s and salt = %s and lifted_at is null)",
            [salt, f"{source} ", scope, salt],
        )
        stage.left_out.append(cursor.rowcount)
