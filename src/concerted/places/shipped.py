"""The open data that comes with the package: districts with boundaries, and five months of street crime."""

import csv
import json
from importlib.resources import files
from pathlib import Path

from concerted.places.models import District

DATA = Path(str(files("concerted.places"))) / "data"


def street_files() -> list[Path]:
    """Return the monthly files of recorded street crime, oldest first."""
    return sorted((DATA / "street").glob("essex-*.csv.gz"))


def load_districts() -> None:
    """Write the districts (codes of 2024, population of mid-2020) with their simplified boundaries."""
    shapes = json.loads((DATA / "districts.geojson").read_text(encoding="utf-8"))["features"]
    boundaries = {shape["properties"]["code"]: shape["geometry"] for shape in shapes}
    with (DATA / "districts.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    District.objects.bulk_create(
        (
            District(
                code=row["ltla24_code"],
                name=row["ltla24_name"],
                csp_code=row["csp24_code"],
                population=round(float(row["total_population"])),
                population_10_17=round(float(row["pop_10_17"])),
                population_18_over=round(float(row["pop_18plus"])),
                boundary=boundaries[row["ltla24_code"]],
            )
            for row in rows
        ),
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=["name", "csp_code", "population", "population_10_17", "population_18_over", "boundary"],
    )
