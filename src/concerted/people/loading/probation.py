"""Probation's workbook: the caseload at quarter ends, probation's own scores, contacts."""

from concerted.access.scoping import scope_id
from concerted.kernel.loading import Loaded, Stage
from concerted.people.loading.erased import leave_out_erased
from concerted.people.loading.events import load_events
from concerted.people.loading.records import Naming, load_records

NAMING = Naming(
    source="probation",
    key="crn",
    given="given_name",
    family="family_name",
    address="address",
    postcode="postcode",
    district="district",
    latest="snapshot_on",
)


def caseload(stage: Stage) -> Loaded:
    """Load who stood on the caseload at which quarter end, under which order."""
    load_records(stage, NAMING)
    return _upsert(
        stage,
        "people_caseloadrow",
        scope_id("probation", "supervision"),
        keys={"snapshot_on": "t.snapshot_on"},
        values={
            "district": "coalesce(t.district, '')",
            "order_name": """coalesce(t."order", '')""",
            "sentenced_on": "t.sentenced_on",
            "ends_on": "t.order_ends_on",
        },
    )


def scores(stage: Stage) -> Loaded:
    """Load probation's own scores with predictor, version and day; rows of people not on the caseload wait unread."""
    _known(stage)
    return _upsert(
        stage,
        "people_score",
        scope_id("probation", "score"),
        keys={"scored_on": "t.scored_on", "predictor": "t.predictor"},
        values={"version": "coalesce(t.version, '')", "percent": "round(t.percent::numeric, 2)"},
    )


def contacts(stage: Stage) -> Loaded:
    """Load kept and missed appointments, recalls and breaches."""
    _known(stage)
    return load_events(
        stage,
        "probation",
        "t.crn || ' ' || t.happened_on || ' ' || t.kind",
        record_key="crn",
        kind="t.kind",
        happened_on="t.happened_on",
    )


def _known(stage: Stage) -> None:
    """Leave `stage_record` behind for sheets that carry the case reference number alone."""
    leave_out_erased(stage, "probation", "crn", scope_id("probation", "identity"))
    stage.cursor.execute(
        "create temporary table stage_record on commit drop as select source_key, id from people_record "
        "where scope_id = %s and source = 'probation'",
        [scope_id("probation", "identity")],
    )
    stage.cursor.execute("create index on stage_record (source_key)")


def _upsert(stage: Stage, table: str, scope: int, *, keys: dict[str, str], values: dict[str, str]) -> Loaded:
    """Bring a child table of records to what the staged rows say; a key is a record with the key columns."""
    named = {**keys, **values}
    stage.cursor.execute(
        f"create temporary table stage_child on commit drop as select distinct on (record_id, {', '.join(keys)}) * "
        f"from (select r.id as record_id, {', '.join(f'{e} as {c}' for c, e in named.items())}, t.row "
        f"from {stage.table} t join stage_record r on r.source_key = t.crn) c "
        f"order by record_id, {', '.join(keys)}, row desc"
    )
    match = " and ".join(f"e.{c} = s.{c}" for c in ("record_id", *keys))
    old, new = (", ".join(f"{alias}.{c}" for c in values) for alias in ("e", "s"))
    stage.cursor.execute(
        f"update {table} e set ({', '.join(values)}) = row({new}) from stage_child s where e.scope_id = %s and {match} "
        f"and row({old}) is distinct from row({new})",
        [scope],
    )
    changed = stage.cursor.rowcount
    columns = ("record_id", *named)
    stage.cursor.execute(
        f"insert into {table} (scope_id, {', '.join(columns)}) select %s, {', '.join(f's.{c}' for c in columns)} "
        f"from stage_child s where not exists (select 1 from {table} e where e.scope_id = %s and {match})",
        [scope, scope],
    )
    added = stage.cursor.rowcount
    stage.cursor.execute("select count(*) from stage_child")
    (total,) = stage.cursor.fetchone()
    return Loaded(new=added, changed=changed, same=total - added - changed)
