"""The proven measure as an analyst would write it in pandas.

It knows neither the specification nor the statement, so that equal cells say something. Every area is known in the
histories, so that it need not say where an unknown one stands in a tie.
"""

import pandas as pd
import pyarrow as pa

from concerted.analytics.engines.extract import Extract
from measuring.written_anew import BANDS, hash_of


def cells(extract: Extract) -> str:
    """Pandas, as it is commonly written: pairs by a merge, then the dates."""
    events = pd.read_parquet(
        extract.events, columns=["person_id", "offence_on", "proven_on", "start_on", "area"], dtype_backend="pyarrow"
    )
    events = events.astype(dict.fromkeys(("offence_on", "proven_on", "start_on"), "datetime64[s]"))
    starts = events.loc[events.start_on.notna(), ["person_id", "start_on", "area"]]
    starts = starts.assign(quarter=starts.start_on.dt.to_period("Q")).sort_values(["start_on", "area"])
    placed = starts.drop_duplicates(["person_id", "quarter"])
    pairs = placed[["person_id", "start_on"]].merge(events[["person_id", "offence_on", "proven_on"]], on="person_id")
    pairs = pairs[pairs.offence_on > pairs.start_on]
    pairs = pairs[pairs.offence_on <= pairs.start_on + pd.DateOffset(months=12)]
    pairs = pairs[pairs.proven_on <= pairs.start_on + pd.DateOffset(months=18)]
    again = pairs.groupby(["person_id", "start_on"]).size().rename("again").reset_index()
    persons = pd.read_parquet(extract.persons, dtype_backend="pyarrow").astype({"born_on": "datetime64[s]"})
    members = placed.merge(again, on=["person_id", "start_on"], how="left").merge(persons, on="person_id")
    index_on, born_on = members.start_on.dt, members.born_on.dt
    before = index_on.month * 100 + index_on.day < born_on.month * 100 + born_on.day
    age = index_on.year - born_on.year - before
    lows = [-1000, *(low for low, _ in BANDS), 50, 1000]
    again = members.again.fillna(0).astype("int64")
    last_on = members.quarter.dt.end_time.dt.normalize() + pd.DateOffset(months=18)
    members = members.assign(
        age_band=pd.cut(age, lows, right=False, labels=["other age", *(name for _, name in BANDS), "50+"]).astype(str),
        quarter=members.quarter.astype(str),
        provisional=last_on > pd.Timestamp(extract.as_at),
        offenders=1,
        reoffenders=(again > 0).astype("int64"),
        reoffences=again,
        reoffences_squared=again**2,
    )
    counts = ["offenders", "reoffenders", "reoffences", "reoffences_squared"]
    cells = members.groupby(["area", "quarter", "age_band", "sex", "provisional"])[counts].sum().reset_index()
    return hash_of(pa.Table.from_pandas(cells, preserve_index=False))
