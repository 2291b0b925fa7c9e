"""Records made comparable: one DuckDB table `standard`, a row a record, in the order of record_id."""

from __future__ import annotations

import duckdb
import pyarrow as pa

from concerted.analytics.nicknames import blocking_classes, formal_names

from .settings import LinkageSettings

INPUT_COLUMNS = (
    "record_id",
    "source",
    "given_name",
    "family_name",
    "former_family_name",
    "full_name",
    "born_on",
    "sex",
    "postcode",
    "address",
    "email",
    "city",
    "birth_place",
    "occupation",
)
LEFT_OUT = (
    "mr mrs ms miss mx dr sir master jr jnr snr sr junior senior rev revd reverend rt hon bt baronet esq capt "
    "1st 2nd 3rd 4th 5th 6th 7th 8th 9th 10th of the"
)
"""Titles and joining words: no part of a name for comparing."""
UNKNOWN = ("unknown", "not known", "n/a", "na", "none", "null", "unk", "xxx", "nfa", "no fixed abode")

_MACROS = """
create or replace macro plain(x) as
  nullif(trim(regexp_replace(regexp_replace(lower(strip_accents(x)), '[''’`]', '', 'g'), '[^a-z0-9@]+', ' ', 'g')), '');
create or replace macro known(x) as case when list_contains(getvariable('unknown'), x) then null else x end;
create or replace macro words(x) as
  list_filter(string_split(coalesce(x, ''), ' '), lambda w: w <> '' and not list_contains(getvariable('left_out'), w));
create or replace macro joined(ws) as nullif(array_to_string(ws, ''), '');
create or replace macro day_of(x) as coalesce(
  try_cast(x as date),
  cast(try_strptime(x, ['%d/%m/%Y', '%d.%m.%Y', '%d-%m-%Y', '%d %b %Y', '%d-%b-%Y', '%Y/%m/%d']) as date));
"""

_READ = """
create or replace temp table cleaned as
select
  row_number() over (order by cast(record_id as varchar), ordinal) - 1 as rid,
  ordinal,
  words(known(plain(cast(given_name as varchar)))) as given_words,
  words(known(plain(cast(family_name as varchar)))) as family_words,
  words(known(plain(cast(former_family_name as varchar)))) as former_words,
  words(known(plain(cast(full_name as varchar)))) as full_words,
  position(',' in coalesce(cast(full_name as varchar), '')) > 0 as surname_first,
  words(known(plain(split_part(cast(full_name as varchar), ',', 1)))) as before_comma,
  words(known(plain(split_part(cast(full_name as varchar), ',', 2)))) as after_comma,
  trim(cast(born_on as varchar)) as born_text,
  case lower(left(trim(cast(sex as varchar)), 1)) when 'm' then 'm' when 'f' then 'f' when 'w' then 'f' end as sex,
  nullif(regexp_replace(upper(cast(postcode as varchar)), '[^A-Z0-9]', '', 'g'), '') as postcode,
  known(plain(cast(address as varchar))) as address,
  nullif(lower(trim(cast(email as varchar))), '') as email,
  known(plain(cast(city as varchar))) as city,
  known(plain(cast(birth_place as varchar))) as birth_place,
  known(plain(cast(occupation as varchar))) as occupation
from incoming
"""

_NAMES = """
create or replace temp table named as
select c.*,
  case when len(given_words) > 0 then given_words[1]
       when surname_first then after_comma[1]
       else list_filter(full_words, lambda w: not list_contains(family_words, w))[1] end as given,
  case when len(family_words) > 0 then joined(family_words)
       when surname_first then joined(before_comma)
       else list_filter(full_words, lambda w: not list_contains(given_words, w)
                                              and (len(given_words) > 0 or w <> full_words[1]))[-1] end as family,
  joined(former_words) as former,
  list_sort(list_distinct(list_filter(
    flatten([given_words, family_words, former_words, full_words]), lambda w: length(w) > 1))) as name_words,
  day_of(born_text) as born_any
from cleaned c
"""

_STANDARD = """
create or replace table standard as
select rid, ordinal, given, family, former, name_words,
  nullif(list_filter(name_words, lambda w: w is distinct from given and not contains(coalesce(family, ''), w)
                     and w is distinct from former), []) as further_words,
  coalesce(f.formal, case when given is null then null else [given] end) as given_forms,
  coalesce(f.class, given) as given_class,
  count(*) over (partition by given) <= greatest(2, count(*) over () / 10000) as given_odd,
  left(given, 1) as initial,
  case when born_any is null or list_contains(getvariable('default_births'), born_any)
         or born_any >= getvariable('latest_birth') then null else born_any end as born,
  case when list_contains(getvariable('default_births'), born_any) or born_any >= getvariable('latest_birth') then null
       when born_any is not null then strftime(born_any, '%Y%m%d')
       when length(regexp_replace(born_text, '[^0-9]', '', 'g')) = 8 and regexp_matches(born_text, '^[0-9]{4}-')
         then regexp_replace(born_text, '[^0-9]', '', 'g') end as born_digits,
  sex, postcode,
  case when length(postcode) >= 5 then left(postcode, length(postcode) - 2) end as sector,
  case when length(postcode) >= 5 then left(postcode, length(postcode) - 3) end as outward,
  address, regexp_extract(address, '[0-9]+[a-z]?') as house,
  email, split_part(email, '@', 1) as mailbox, city, birth_place, occupation
from named n left join known_forms f on n.given = f.form
order by rid
"""

_MISSPELT = """
create or replace temp table known_forms as
with seen as (select given, count(*) as n from named where given is not null group by given),
odd as (
  select given from seen left join name_forms f on seen.given = f.form
  where f.form is null and n <= greatest(2, (select count(*) from named) / 10000) and length(given) >= 3
),
near as (
  select given, formal, class from odd join name_forms f on left(form, 1) = left(given, 1)
  where abs(length(form) - length(given)) <= 1 and length(form) >= 3
    and (length(given) > 3 or list_sort(split(form, '')) = list_sort(split(given, '')))
    and damerau_levenshtein(form, given) = 1
  union all
  select given, formal, class from odd join name_forms f on substr(form, 2) = substr(given, 2)
  where length(given) > 3
)
select form, formal, class from name_forms
union all
select given, list_sort(list_distinct(flatten(list(formal)))), min(class) from near group by given
"""


def _complete(records: pa.Table) -> pa.Table:
    """The table with every input column as text, missing ones as nulls, and the row's number as `ordinal`."""
    count = records.num_rows
    columns: dict[str, pa.Array | pa.ChunkedArray] = {"ordinal": pa.array(range(count), pa.int64())}
    for name in INPUT_COLUMNS:
        if name in records.column_names and not pa.types.is_null(records.schema.field(name).type):
            columns[name] = records.column(name).cast(pa.string())
        else:
            columns[name] = pa.nulls(count, pa.string())
    return pa.table(columns)


def standardise(con: duckdb.DuckDBPyConnection, records: pa.Table, settings: LinkageSettings) -> None:
    """Write table `standard` into `con`: `rid` 0..n-1 by record_id, `ordinal` the row of `records`.

    Names lose case, accents, punctuation and titles; unknown words and default birth dates become null;
    an impossible birth date keeps its eight digits so that a slip can still be recognised. A forename that hardly
    anybody has and that is one slip away from known forms is taken for any of them, beside itself.
    """
    formal = formal_names()
    classes = blocking_classes()
    forms = pa.table(
        {"form": list(formal), "formal": list(formal.values()), "class": [classes[form] for form in formal]}
    )
    con.register("incoming", _complete(records))
    con.register("name_forms", forms)
    days = ", ".join(f"date '{day}'" for day in settings.default_births)
    con.execute(f"set variable default_births = [{days}]")
    con.execute(f"set variable latest_birth = date '{settings.latest_birth}'")
    con.execute("set variable left_out = " + str(LEFT_OUT.split()))
    con.execute("set variable unknown = " + str(list(UNKNOWN)))
    con.execute(_MACROS)
    for statement in (_READ, _NAMES, _MISSPELT, _STANDARD):
        con.execute(statement)
    con.execute("drop table cleaned; drop table named; drop table known_forms")
    con.unregister("incoming")
