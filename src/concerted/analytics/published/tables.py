"""The register of the published tables that are shipped: name, file, what it holds, source and licence."""

from dataclasses import dataclass
from pathlib import Path

from concerted.kernel.errors import Refused

FOLDER = Path(__file__).parent / "data"


@dataclass(frozen=True)
class PublishedTable:
    """One shipped CSV file (UTF-8, header in row 1)."""

    name: str
    file: str
    title: str
    source: str
    licence: str


_OGL = "Open Government Licence v3.0 (the publisher's usual licence, not read with this copy)"

PUBLISHED = {
    table.name: table
    for table in (
        PublishedTable(
            name="moj-proven-reoffending",
            file="moj_proven_reoffending_timeseries_old_new.csv",
            title="proven reoffending in England and Wales, by cohorts of twelve and of three months, 2000 to 2014",
            source="Ministry of Justice, consultation tables of 2016",
            licence=_OGL,
        ),
        PublishedTable(
            name="scotland-reconvictions",
            file="scotland_reconvictions_2004_2016.csv",
            title="reconvictions in Scotland by year, sex and age, 2004 to 2016",
            source="Scottish Government, reconviction rates in Scotland",
            licence=_OGL,
        ),
    )
}


def path(name: str) -> Path:
    """Return where a published table lies, to be read only. Raises Refused for a name that is not shipped."""
    if name not in PUBLISHED:
        raise Refused(f"There is no published table '{name}'; there are {', '.join(PUBLISHED)}.")
    return FOLDER / PUBLISHED[name].file
