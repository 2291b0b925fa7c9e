import csv
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from concerted.analytics.synthetic.county import County, make_county

AS_AT = date(2026, 11, 24)
SHAPES = {
    "prison_releases.csv": (",", "utf-8-sig"),
    "housing_register.csv": (";", "latin-1"),
}


@pytest.fixture(scope="session")
def county(tmp_path_factory: pytest.TempPathFactory) -> County:
    return make_county(seed=7, people=6_000, as_at=AS_AT, out=tmp_path_factory.mktemp("county"))


@pytest.fixture(scope="session")
def rows(county: County) -> Callable[[str], list[dict[str, str]]]:
    """Read one of the county's text files."""

    def read(name: str) -> list[dict[str, str]]:
        delimiter, encoding = SHAPES.get(name, (",", "utf-8"))
        with (county.out / name).open(newline="", encoding=encoding) as file:
            return list(csv.DictReader(file, delimiter=delimiter))

    return read


@pytest.fixture(scope="session")
def sheet(county: County) -> Callable[[str, str], list[dict[str, object]]]:
    """Read one sheet of one of the county's workbooks."""

    def read(name: str, sheet_name: str) -> list[dict[str, object]]:
        return sheet_of(county.out / name, sheet_name)

    return read


def sheet_of(path: Path, name: str) -> list[dict[str, object]]:
    header, *rest = CalamineWorkbook.from_path(path).get_sheet_by_name(name).to_python()
    return [dict(zip(header, row, strict=True)) for row in rest]
