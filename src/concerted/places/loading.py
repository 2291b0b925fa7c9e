"""Loads published street crime: a force's month is replaced as a whole, since its rows have no key."""

from concerted.kernel.loading import Loaded, Loader, Stage


def street_crime(stage: Stage) -> Loaded:
    """Replace each force and month that the file holds, then count crimes by district, type and month.

    The district is that of the name in the file's own LSOA name ("Colchester 011B"). Rows without a place, and rows
    whose place lies outside the county, stay and are counted as such (S25).
    """
    cursor = stage.cursor
    cursor.execute(
        f"create temporary table stage_month on commit drop as select distinct falls_within, month from {stage.table}"
    )
    for table in ("places_streetcrime", "places_crimecount"):
        cursor.execute(
            f"delete from {table} c using stage_month m where c.force = m.falls_within and c.month_on = m.month"
        )
    cursor.execute(
        f"""insert into places_streetcrime (force, month_on, crime_type, lsoa, lsoa_name, district_id, place, outcome,
              longitude, latitude, crime_id)
            select s.falls_within, s.month, s.crime_type, coalesce(s.lsoa_code, ''), coalesce(s.lsoa_name, ''), d.code,
              left(coalesce(s.location, ''), 120), coalesce(s.last_outcome_category, ''), s.longitude, s.latitude,
              coalesce(s.crime_id, '')
            from {stage.table} s left join places_district d
              on d.name = regexp_replace(coalesce(s.lsoa_name, ''), ' [0-9]{{3}}[A-Z]$', '')"""
    )
    rows = cursor.rowcount
    cursor.execute(
        """insert into places_crimecount (force, month_on, district_id, "where", crime_type, crimes, doubled)
           select c.force, c.month_on, c.district_id,
             case when c.district_id is not null then 'district' when c.lsoa = '' then 'no place' else 'outside' end,
             c.crime_type, count(*), count(*) - count(distinct (
               c.crime_id, c.longitude, c.latitude, c.place, c.lsoa, c.lsoa_name, c.outcome))
           from places_streetcrime c join stage_month m on c.force = m.falls_within and c.month_on = m.month
           group by 1, 2, 3, 4, 5"""
    )
    return Loaded(new=rows, changed=0, same=0)


LOADERS: dict[str, Loader] = {"places.street_crime": street_crime}
