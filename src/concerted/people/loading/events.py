"""Events from a prepared select: the new are added, the changed are changed (history is kept), the rest is same."""

from concerted.access.scoping import scope_id
from concerted.kernel.loading import Loaded, Stage

COLUMNS = (
    "kind", "happened_on", "happened_at", "offence_code", "words", "committed_on", "proven_on", "until_on", "stated_on",
    "outcome", "district",
)  # fmt: skip
TYPES = {"happened_at": "timestamptz"} | dict.fromkeys(
    ("happened_on", "committed_on", "proven_on", "until_on", "stated_on"), "date"
)


def load_events(stage: Stage, source: str, select: str, **given: str) -> Loaded:
    """Load events from staged rows joined to `stage_record r`; `given` maps columns to expressions, `select` is the
    expression of the event's own key. Columns not given are empty."""
    cursor = stage.cursor
    scope = scope_id(stage.feed.agency, stage.feed.category)
    shown = ", ".join(f"{given.get(c, _empty(c))}::{TYPES.get(c, 'text')} as {c}" for c in COLUMNS)
    record_key = given["record_key"]
    cursor.execute(
        f"create temporary table stage_event on commit drop as select distinct on (source_key) * from "
        f"(select r.id as record_id, {_fitting(select)} as source_key, {shown}, t.row from {stage.table} t "
        f"join stage_record r on r.source_key = t.{record_key}) e order by source_key, row desc"
    )
    same = " , ".join(f"e.{c}" for c in COLUMNS)
    mine = " , ".join(f"s.{c}" for c in COLUMNS)
    cursor.execute(
        f"""update people_event e set ({", ".join(COLUMNS)}) = ({mine}) from stage_event s
        where e.scope_id = %s and e.source = %s and e.source_key = s.source_key
          and ({same}) is distinct from ({mine})""",
        [scope, source],
    )
    changed = cursor.rowcount
    cursor.execute(
        f"""insert into people_event (scope_id, record_id, source, source_key, {", ".join(COLUMNS)})
        select %s, s.record_id, %s, s.source_key, {mine} from stage_event s
        where not exists (select 1 from people_event e
          where e.scope_id = %s and e.source = %s and e.source_key = s.source_key)""",
        [scope, source, scope, source],
    )
    new = cursor.rowcount
    cursor.execute("select count(*) from stage_event")
    (total,) = cursor.fetchone()
    return Loaded(new=new, changed=changed, same=total - new - changed)


def _fitting(key: str) -> str:
    """Return an expression for a key that fits its column: one of several long parts is known by its hash."""
    return f"case when length({key}) > 80 then md5({key}) else {key} end"


def _empty(column: str) -> str:
    return "null" if column in TYPES else "''"
