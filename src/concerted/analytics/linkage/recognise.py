"""Which column of a stranger's file is which field, by its name or as told."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pyarrow as pa

from .records import INPUT_COLUMNS

NAMES: dict[str, tuple[str, ...]] = {
    "record_id": ("record_id", "unique_id", "id", "rec_id", "uid", "recid", "row_id", "source_key", "person_record_id"),
    "source": ("source", "source_dataset", "agency", "dataset"),
    "given_name": (
        "given_name",
        "first_name",
        "forename",
        "forenames",
        "given_names",
        "firstname",
        "fname",
        "christian_name",
    ),
    "family_name": ("family_name", "last_name", "surname", "lastname", "lname", "sname"),
    "former_family_name": (
        "former_family_name",
        "former_surname",
        "maiden_name",
        "previous_surname",
        "birth_surname",
        "alias_surname",
    ),
    "full_name": ("full_name", "name", "fullname", "person_name", "first_and_surname"),
    "born_on": ("born_on", "dob", "date_of_birth", "birth_date", "birthdate", "d_o_b", "birthday"),
    "sex": ("sex", "gender"),
    "postcode": ("postcode", "postcode_fake", "post_code", "postal_code", "zip", "zip_code", "zipcode"),
    "address": ("address", "address_1", "address1", "address_line_1", "street_address", "addr"),
    "email": ("email", "email_address", "e_mail"),
    "city": ("city", "town", "suburb", "place"),
    "birth_place": ("birth_place", "place_of_birth", "birthplace"),
    "occupation": ("occupation", "job", "job_title", "profession"),
}
USABLE = ("given_name", "family_name", "full_name", "born_on", "postcode", "address", "email")


class NoSuchColumn(ValueError):
    """A column was named that the file does not have."""


def _simple(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "_", name.strip().lower()).strip("_")


def recognise_columns(table: pa.Table, options: Mapping[str, str] | None = None) -> dict[str, str]:
    """Field -> column of the table. `options` (field -> column) go first; then the first name in NAMES that fits.

    Raises NoSuchColumn for an option whose column is not there, ValueError for an option that is no field.
    """
    chosen: dict[str, str] = {}
    for field, column in (options or {}).items():
        if field not in INPUT_COLUMNS:
            raise ValueError(f"{field} is not a field; the fields are {', '.join(INPUT_COLUMNS)}")
        if column not in table.column_names:
            raise NoSuchColumn(f"there is no column {column}; the columns are {', '.join(table.column_names)}")
        chosen[field] = column
    by_name: dict[str, str] = {}
    for column in table.column_names:
        by_name.setdefault(_simple(column), column)
    for field, names in NAMES.items():
        found = next((by_name[name] for name in names if name in by_name), None)
        if field not in chosen and found is not None and found not in chosen.values():
            chosen[field] = found
    return chosen


def usable(mapping: Mapping[str, str]) -> bool:
    """Whether the mapping holds any field that could tell two people apart."""
    return any(field in mapping for field in USABLE)


def as_records(table: pa.Table, mapping: Mapping[str, str]) -> pa.Table:
    """The table with the fields' own names. Without a record_id, or where it repeats, rows are numbered instead."""
    columns = {field: table.column(column) for field, column in mapping.items()}
    ids = columns.get("record_id")
    if ids is None or ids.null_count or len(ids.unique()) != table.num_rows:
        columns["record_id"] = pa.chunked_array([pa.array([f"{row:012d}" for row in range(table.num_rows)])])
    return pa.table(columns)
