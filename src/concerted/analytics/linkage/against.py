"""Rules for what a model that weighs each field on its own gets wrong: family, and names of one origin.

Twins, parent and child and a household agree in much because they are family; and a forename goes with a surname of
the same origin more often than chance, so names alone say less than their two weights. Each rule sees one such case
and takes weight off. The amounts are our choice (settings.py); no source gives them.
"""

from __future__ import annotations

import duckdb

from .settings import LinkageSettings

TWIN = "twin"
PARENT = "parent or child"
HOUSEHOLD = "household"
NAMESAKE = "namesake"
NAMES_ALONE = "names alone"
WORDS = {
    TWIN: "Same surname and birth date but another forename, as twins have.",
    PARENT: "Same names at one address but born a generation apart, as parent and child are.",
    HOUSEHOLD: "Same surname and address but another forename and not the same birth date, as in one household.",
    NAMESAKE: "Same names at one address but another birth date.",
    NAMES_ALONE: "Only the names agree: no birth date, address or other detail speaks for one person.",
}
_LOOKED_AT = -6
_NOT_SHOWN = -6

_OTHER_FORENAME = """
  l.given is not null and r.given is not null and l.given <> r.given
  and least(length(l.given), length(r.given)) > 1
  and not list_has_any(l.given_forms, r.given_forms)
  and not (least(length(l.given), length(r.given)) > 2
           and (starts_with(l.given, r.given) or starts_with(r.given, l.given)))
  and not ((l.given_odd or r.given_odd) and (damerau_levenshtein(l.given, r.given) = 1
           or damerau_levenshtein(l.given, r.given) = 2 and l.initial = r.initial and length(l.given) > 5))
  and not list_contains(l.name_words, r.given) and not list_contains(r.name_words, l.given)
"""
_ONE_NAME = """
  l.family = r.family and l.given is not null and r.given is not null
  and (l.given = r.given or list_has_any(l.given_forms, r.given_forms))
"""
_ONE_PLACE = "(l.postcode = r.postcode or l.address = r.address)"
_OTHER_BIRTH = """
  l.born is not null and r.born is not null
  and damerau_levenshtein(l.born_digits, r.born_digits) > 1
  and cast(left(l.born_digits, 4) = left(r.born_digits, 4) as int)
    + cast(substr(l.born_digits, 5, 2) = substr(r.born_digits, 5, 2) as int)
    + cast(right(l.born_digits, 2) = right(r.born_digits, 2) as int) < 2
  and left(l.born_digits, 4) <> left(r.born_digits, 4)
"""

_NO_DETAIL = """
  not coalesce(l.email = r.email, false) and not coalesce(l.occupation = r.occupation, false)
  and not coalesce(list_has_any(l.further_words, r.further_words), false)
"""

_TWIN = f"""
  l.born_digits = r.born_digits
  and (l.family = r.family or l.family is null or r.family is null)
  and ({_OTHER_FORENAME})
"""
_PARENT = f"{_ONE_NAME} and {_ONE_PLACE} and {_OTHER_BIRTH} and abs(year(l.born) - year(r.born)) >= {{years}}"
_NAMESAKE = f"{_ONE_NAME} and {_ONE_PLACE} and {_OTHER_BIRTH} and {_NO_DETAIL}"
_HOUSEHOLD = f"""
  l.born_digits is distinct from r.born_digits and l.family = r.family
  and {_ONE_PLACE} and {_NO_DETAIL} and ({_OTHER_FORENAME})
"""
_NAMES_ALONE = """
  (l.born_digits is null or r.born_digits is null)
  and not coalesce(l.sector = r.sector, false) and not coalesce(l.address = r.address, false)
  and not coalesce(damerau_levenshtein(l.postcode, r.postcode) <= 1, false)
  and not coalesce(l.mailbox = r.mailbox, false) and not coalesce(l.city = r.city, false)
  and not coalesce(l.birth_place = r.birth_place, false) and not coalesce(l.occupation = r.occupation, false)
  and not coalesce(list_has_any(l.further_words, r.further_words), false)
"""


_ASSUMED_FAMILY = 20


def _has_families(con: duckdb.DuckDBPyConnection, scored: str) -> bool:
    """Whether another forename with one surname at one address is, in this file, mostly another member of a family.

    Where both birth dates are known they tell: relatives were born on other days, one person under two forenames
    on the same. Until a file shows otherwise, families are assumed (as if 20 such pairs had been seen: our choice).
    """
    query = f"""
        select count(*) filter (where {_OTHER_BIRTH}), count(*) filter (where l.born_digits = r.born_digits)
        from {scored} s join standard l on l.rid = s.rid_l join standard r on r.rid = s.rid_r
        where l.family = r.family and {_ONE_PLACE} and l.born is not null and r.born is not null
          and ({_OTHER_FORENAME})
    """
    relatives, same = con.execute(query).fetchall()[0]
    return bool(relatives + _ASSUMED_FAMILY > same)


def _rule_sql(con: duckdb.DuckDBPyConnection, scored: str, settings: LinkageSettings) -> str:
    """The name of the rule that a pair falls under, as SQL; the rules about families only where there are families."""
    known = con.execute("select count(born_digits) + count(postcode) + count(email) from standard").fetchall()[0][0]
    cases = ["when false then ''"]
    if _has_families(con, scored):
        parent = _PARENT.format(years=settings.generation_years)
        pairs = ((_TWIN, TWIN), (parent, PARENT), (_NAMESAKE, NAMESAKE), (_HOUSEHOLD, HOUSEHOLD))
        cases += [f"when {condition} then '{name}'" for condition, name in pairs]
    if known:
        cases.append(f"when {_NAMES_ALONE} then '{NAMES_ALONE}'")
    return f"case {' '.join(cases)} end"


def weigh_against(con: duckdb.DuckDBPyConnection, scored: str, settings: LinkageSettings) -> None:
    """Rewrite table `scored` (rid_l, rid_r, weight) with columns `rule` (a name in WORDS, or null) and `taken_off`.

    A pair ruled to be family ends at even chances at most, however strong the rest: a person may still look at it
    (people do change forename, and do give false birth dates). One household, and twins of different sex, end well
    below.
    Only pairs that could otherwise be shown to a person or joined are looked at.
    """
    con.execute(
        f"""
        create or replace temp table ruled as
        select s.rid_l, s.rid_r, {_rule_sql(con, scored, settings)} as rule,
          case rule when '{TWIN}' then {settings.twin_against} when '{PARENT}' then {settings.parent_against}
                    when '{HOUSEHOLD}' then {settings.household_against}
                    when '{NAMES_ALONE}' then {settings.names_alone_against} else 0 end as amount,
          case when rule = '{NAMES_ALONE}' then 60 when l.sex <> r.sex or rule = '{HOUSEHOLD}' then {_NOT_SHOWN}
               else 0 end as most
        from {scored} s join standard l on l.rid = s.rid_l join standard r on r.rid = s.rid_r
        where s.weight > {_LOOKED_AT}
        """
    )
    con.execute(
        f"""
        create or replace table {scored} as
        select s.rid_l, s.rid_r, q.rule,
          case when q.rule is null then s.weight else least(s.weight - q.amount, q.most) end as weight,
          s.weight - case when q.rule is null then s.weight else least(s.weight - q.amount, q.most) end as taken_off
        from {scored} s left join (select * from ruled where rule is not null) q using (rid_l, rid_r)
        order by rid_l, rid_r
        """
    )
    con.execute("drop table ruled")
