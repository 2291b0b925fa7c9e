"""Two rules for what a model that weighs each field on its own gets wrong: twins, and parent and child.

Both see agreement that family explains, and both take weight off. The amounts are our choice (settings.py); no
source gives them.
"""

from __future__ import annotations

import duckdb

from .settings import LinkageSettings

TWIN = "twin"
PARENT = "parent or child"
WORDS = {
    TWIN: "Same surname and birth date but another forename, as twins have.",
    PARENT: "Same names at one address but born a generation apart, as parent and child are.",
}
_LOOKED_AT = 6

_OTHER_FORENAME = """
  l.given is not null and r.given is not null and l.given <> r.given
  and least(length(l.given), length(r.given)) > 1
  and not list_has_any(l.given_forms, r.given_forms)
  and damerau_levenshtein(l.given, r.given) > 1
  and not (damerau_levenshtein(l.given, r.given) = 2 and l.initial = r.initial and length(l.given) > 5)
  and not list_contains(l.name_words, r.given) and not list_contains(r.name_words, l.given)
"""

_TWIN = f"""
  l.born_digits = r.born_digits
  and (l.family = r.family or l.family is null or r.family is null)
  and ({_OTHER_FORENAME})
"""

_PARENT = """
  l.born is not null and r.born is not null
  and abs(year(l.born) - year(r.born)) between {years} and 70
  and damerau_levenshtein(l.born_digits, r.born_digits) > 1
  and not (left(l.born_digits, 2) = left(r.born_digits, 2) and right(l.born_digits, 4) = right(r.born_digits, 4))
  and not right(l.born_digits, 4) = right(r.born_digits, 4)
  and l.family = r.family and l.given is not null and r.given is not null
  and (list_has_any(l.given_forms, r.given_forms) or l.given = r.given)
  and (l.postcode = r.postcode or l.address = r.address)
"""


def weigh_against(con: duckdb.DuckDBPyConnection, scored: str, settings: LinkageSettings) -> None:
    """Rewrite table `scored` (rid_l, rid_r, weight) with columns `rule` (a name in WORDS, or null) and `taken_off`.

    A ruled pair ends at even chances at most, however strong the rest: a person may still look at it (people do
    change forename, and do give false birth dates). Where the sex differs too it ends well below.
    Only pairs that could otherwise be shown to a person or joined are looked at.
    """
    parent = _PARENT.format(years=settings.generation_years)
    con.execute(
        f"""
        create or replace temp table ruled as
        select s.rid_l, s.rid_r, l.sex <> r.sex as sex_differs,
          case when {_TWIN} then '{TWIN}' when {parent} then '{PARENT}' end as rule
        from {scored} s join standard l on l.rid = s.rid_l join standard r on r.rid = s.rid_r
        where s.weight > {-_LOOKED_AT}
        """
    )
    con.execute(
        f"""
        create or replace table {scored} as
        select s.rid_l, s.rid_r, q.rule,
          case when q.rule is null then s.weight else least(
            s.weight - case q.rule when '{TWIN}' then {settings.twin_against} else {settings.parent_against} end,
            case when q.sex_differs then {-_LOOKED_AT} else 0 end) end as weight,
          s.weight - weight as taken_off
        from {scored} s left join (select * from ruled where rule is not null) q using (rid_l, rid_r)
        order by rid_l, rid_r
        """
    )
    con.execute("drop table ruled")
