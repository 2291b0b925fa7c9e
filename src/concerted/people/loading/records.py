"""Source records, their addresses and search tokens, from the staged rows of a feed."""

import io
from dataclasses import dataclass

from concerted.access.scoping import scope_id
from concerted.kernel.identifiers import new_id
from concerted.kernel.loading import Stage
from concerted.people.loading.erased import leave_out_erased
from concerted.people.searching.tokens import tokens

LONGEST_TOKEN = 80
"""Characters of a token that are kept; a longer name is found by its beginning."""


@dataclass(frozen=True)
class Naming:
    """Which staged columns hold a person's key, names, birth date, sex, whereabouts; `latest` orders a person's rows.

    An expression may stand where a column does; '' stands for what a feed does not send.
    """

    source: str
    key: str
    given: str
    family: str
    born: str = "birth_date"
    sex: str = "sex"
    address: str = "''"
    postcode: str = "''"
    district: str = "''"
    latest: str = "row"


def load_records(stage: Stage, naming: Naming) -> None:
    """Bring records to what the newest staged row of each person says; leave `stage_record` (key, id) behind.

    A changed record keeps its history by its trigger; a surname that changed stays as the former one.
    """
    cursor, agency = stage.cursor, stage.feed.agency
    scope = scope_id(agency, "identity")
    leave_out_erased(stage, naming.source, naming.key, scope)
    cursor.execute(
        f"""create temporary table stage_person on commit drop as
        select distinct on (source_key) * from (
          select {naming.key} as source_key, {naming.given} as given_name, {naming.family} as family_name,
                 {naming.born} as born_on, coalesce({naming.sex}, '') as sex, coalesce({naming.address}, '') as line,
                 coalesce({naming.postcode}, '') as postcode, coalesce({naming.district}, '') as district,
                 {naming.latest} as latest, row
          from {stage.table}) p
        order by source_key, latest desc nulls last, row desc"""
    )
    cursor.execute(
        f"""create temporary table stage_former on commit drop as
        select distinct on (n.source_key) n.source_key, n.family_name
        from (select {naming.key} as source_key, {naming.family} as family_name, row from {stage.table}) n
        join stage_person p on p.source_key = n.source_key and lower(n.family_name) <> lower(p.family_name)
        order by n.source_key, n.row desc"""
    )
    _change(stage, naming.source, scope)
    _add(stage, naming.source, scope)
    cursor.execute(
        "create temporary table stage_record on commit drop as select p.source_key, r.id from stage_person p "
        "join people_record r on r.scope_id = %s and r.source = %s and r.source_key = p.source_key",
        [scope, naming.source],
    )
    cursor.execute("create index on stage_record (source_key)")
    cursor.execute("analyze stage_record")
    if naming.address != "''" or naming.postcode != "''":
        _addresses(stage, naming)


def _change(stage: Stage, source: str, scope: int) -> None:
    stage.cursor.execute(
        """with changed as (update people_record r set
             former_family_name = case when lower(r.family_name) <> lower(p.family_name) then r.family_name
               else coalesce(f.family_name, r.former_family_name) end,
             given_name = p.given_name, family_name = p.family_name, born_on = coalesce(p.born_on, r.born_on),
             sex = case when p.sex = '' then r.sex else p.sex end,
             district = case when p.district = '' then r.district else p.district end
           from stage_person p left join stage_former f using (source_key)
           where r.scope_id = %s and r.source = %s and r.source_key = p.source_key
             and (r.given_name, r.family_name, r.born_on, r.sex, r.district) is distinct from
                 (p.given_name, p.family_name, coalesce(p.born_on, r.born_on),
                  case when p.sex = '' then r.sex else p.sex end,
                  case when p.district = '' then r.district else p.district end)
           returning r.id, r.source_key, r.given_name, r.family_name, r.former_family_name, r.born_on)
           select * from changed""",
        [scope, source],
    )
    changed = stage.cursor.fetchall()
    if changed:
        stage.cursor.execute(
            "delete from people_searchtoken where record_id = any (%s) and scope_id = %s",
            [[row[0] for row in changed], scope],
        )
        _tokens(stage, scope, changed)


def _add(stage: Stage, source: str, scope: int) -> None:
    """Add records that are new: the subject first, then the record, then its search tokens."""
    cursor = stage.cursor
    cursor.execute(
        """select p.source_key, p.given_name, p.family_name, coalesce(f.family_name, ''), p.born_on
           from stage_person p left join stage_former f using (source_key)
           where not exists (select 1 from people_record r
             where r.scope_id = %s and r.source = %s and r.source_key = p.source_key)
           order by p.source_key""",
        [scope, source],
    )
    made = [(new_id(), *row) for row in cursor.fetchall()]
    if not made:
        return
    cursor.execute("create temporary table stage_id (id uuid, source_key text) on commit drop")
    with cursor.copy("copy stage_id from stdin") as copy:
        for row in made:
            copy.write_row((row[0], row[1]))
    cursor.execute("insert into access.access_subject (id, kind) select id, 'record' from stage_id")
    cursor.execute(
        """insert into people_record (id, scope_id, agency_id, source, source_key, given_name, family_name,
             former_family_name, born_on, sex, district, linkable)
           select i.id, %s, %s, %s, p.source_key, p.given_name, p.family_name, coalesce(f.family_name, ''), p.born_on,
             p.sex, p.district, %s
           from stage_id i join stage_person p using (source_key) left join stage_former f using (source_key)""",
        [scope, stage.agency_id, source, stage.feed.linkable],
    )
    cursor.execute("drop table stage_id")
    _tokens(stage, scope, made)


def _tokens(stage: Stage, scope: int, rows: list[tuple[object, ...]]) -> None:
    """Write the search tokens of records: rows of id, source key, given, family, former family name, birth date."""
    buffer = io.StringIO()
    for identifier, source_key, given, family, former, born_on in rows:
        for kind, value in tokens(str(given), str(family), str(former or ""), born_on, str(source_key)):
            buffer.write(f"{scope}\t{identifier}\t{kind}\t{value[:LONGEST_TOKEN]}\n")
    with stage.cursor.copy("copy people_searchtoken (scope_id, record_id, kind, value) from stdin") as copy:
        copy.write(buffer.getvalue())


def _addresses(stage: Stage, naming: Naming) -> None:
    """Keep each address that was sent of a person, once, and the tokens of its postcode; past ones are found too.

    A feed that may not be linked is a service's whose name is the secret: its addresses stay outside tokens (S1).
    """
    scope = scope_id(stage.feed.agency, "whereabouts")
    stage.cursor.execute(
        f"""with kept as (insert into people_address (scope_id, record_id, line, postcode, seen_on)
        select %s, r.id, coalesce({naming.address}, ''), coalesce({naming.postcode}, ''),
          max(({naming.latest})::text)::date
        from {stage.table} t join stage_record r on r.source_key = t.{naming.key}
        where coalesce({naming.address}, '') <> '' or coalesce({naming.postcode}, '') <> ''
        group by 2, 3, 4 order by 2
        on conflict (record_id, scope_id, line, postcode) do update set seen_on = excluded.seen_on
          where people_address.seen_on is distinct from excluded.seen_on
        returning record_id, postcode)
        insert into people_searchtoken (scope_id, record_id, kind, value)
        select %s, k.record_id, 'post', k.value
        from (select distinct record_id, '@' || regexp_replace(lower(postcode), '[^a-z0-9]', '', 'g') as value
              from kept where %s and postcode <> '') k
        where not exists (select 1 from people_searchtoken t
          where t.record_id = k.record_id and t.scope_id = %s and t.value = k.value)""",
        [scope, scope, stage.feed.linkable, scope],
    )
