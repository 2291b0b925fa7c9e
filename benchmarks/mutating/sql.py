"""Small wrong changes to SQL that stands in a Python string: bounds, joins, conditions, orders, sums."""

import re
from collections.abc import Iterator

LOOKS_LIKE_SQL = re.compile(
    r"\b(SELECT|FROM|WHERE|GROUP BY|ORDER BY|JOIN|CASE|WHEN|THEN|CAST|INTERVAL|DATE|coalesce)\b|\bIS (NOT )?NULL\b"
    r"|\bAND [a-z_]+|\b(NOT )?IN \("
)
WRONG = (
    (r"<=", "<"),
    (r"(?<![<>=-])<(?![=>])", "<="),
    (r">=", ">"),
    (r"(?<![<>=-])>(?![=])", ">="),
    (r"(?<![<>=!])=(?!=)", "<>"),
    (r"\bAND\b", "OR"),
    (r"\bIS NOT NULL\b", "IS NULL"),
    (r"\bIS NULL\b", "IS NOT NULL"),
    (r"\bIN \(", "NOT IN ("),
    (r"\bLEFT JOIN\b", "JOIN"),
    (r"\bmin\(", "max("),
    (r"\bleast\(", "greatest("),
    (r"\bNULLS LAST\b", "NULLS FIRST"),
    (r"\bTHEN 1 ELSE 0\b", "THEN 0 ELSE 1"),
    (r"\bTHEN 0 ELSE 1\b", "THEN 1 ELSE 0"),
    (r"\bcount\(\*\)", "count(*) + 1"),
    (r"'quarter'", "'year'"),
    (r"'day'", "'month'"),
    (r"\bELSE 0\b(?! END\))", "ELSE 1"),
    (r"(?<=, )0(?=\))", "1"),
    (r"\bplace = 1\b", "place = 2"),
    (r"\b(\w+) \* \1\b", r"\1"),
    (r"\bFALSE\b", "TRUE"),
    (r"INTERVAL '(\d+)'", "INTERVAL '1\\1'"),
)


def wrong_sql(text: str) -> Iterator[tuple[str, str, str]]:
    """Yield what stands there, what it becomes, and the whole changed text; nothing when the text is not SQL."""
    if not LOOKS_LIKE_SQL.search(text):
        return
    for pattern, instead in WRONG:
        for found in re.finditer(pattern, text):
            changed = found.expand(instead)
            line = text[text.rfind("\n", 0, found.start()) + 1 :].partition("\n")[0].strip()
            yield f"{found.group()} in `{line[:60]}`", changed, text[: found.start()] + changed + text[found.end() :]
