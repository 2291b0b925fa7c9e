"""The proven measure as an analyst would write it in Polars.

It knows neither the specification nor the statement, so that equal cells say something. Every area is known in the
histories, so that it need not say where an unknown one stands in a tie.
"""

import polars as pl

from concerted.analytics.engines.extract import Extract
from measuring.written_anew import BANDS, hash_of


def cells(extract: Extract) -> str:
    """Polars, lazy, on its streaming engine."""
    events = pl.scan_parquet(extract.events)
    starts = events.filter(pl.col("start_on").is_not_null()).select(
        "person_id", "area", "start_on", quarter_on=pl.col("start_on").dt.truncate("1q")
    )
    first = starts.group_by("person_id", "quarter_on").agg(start_on=pl.col("start_on").min())
    placed = (
        first.join(starts, on=["person_id", "quarter_on", "start_on"])
        .group_by("person_id", "quarter_on", index_on="start_on")
        .agg(area=pl.col("area").min())
    )
    index_on = pl.col("index_on")
    again = (
        placed.select("person_id", "index_on")
        .join(events.select("person_id", "offence_on", "proven_on"), on="person_id")
        .filter(
            pl.col("offence_on") > index_on,
            pl.col("offence_on") <= index_on.dt.offset_by("12mo"),
            pl.col("proven_on") <= index_on.dt.offset_by("18mo"),
        )
        .group_by("person_id", "index_on")
        .agg(again=pl.len().cast(pl.Int64))
    )
    born_on = pl.col("born_on")

    def month_day(day):
        # months are numbers of eight bits there, and a hundred times one is not
        return day.dt.month().cast(pl.Int32) * 100 + day.dt.day()

    before = month_day(index_on) < month_day(born_on)
    age = index_on.dt.year() - born_on.dt.year() - before.cast(pl.Int32)
    band = pl.when(age >= 50).then(pl.lit("50+"))
    for low, name in reversed(BANDS):
        band = band.when(age >= low).then(pl.lit(name))
    quarter_on = pl.col("quarter_on")
    last_on = quarter_on.dt.offset_by("3mo").dt.offset_by("-1d").dt.offset_by("18mo")
    found = (
        placed.join(again, on=["person_id", "index_on"], how="left")
        .join(pl.scan_parquet(extract.persons), on="person_id")
        .with_columns(
            pl.col("again").fill_null(0),
            age_band=band.otherwise(pl.lit("other age")),
            quarter=pl.format("{}Q{}", quarter_on.dt.year(), quarter_on.dt.quarter()),
            provisional=last_on > extract.as_at,
        )
        .group_by("area", "quarter", "age_band", "sex", "provisional")
        .agg(
            offenders=pl.len().cast(pl.Int64),
            reoffenders=(pl.col("again") > 0).sum().cast(pl.Int64),
            reoffences=pl.col("again").sum(),
            reoffences_squared=(pl.col("again") ** 2).sum(),
        )
    )
    return hash_of(found.collect(engine="streaming").to_arrow())
