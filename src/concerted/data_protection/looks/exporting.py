"""Rows of the trail as a file for a spreadsheet."""

import csv
from collections.abc import Iterable
from io import StringIO

from concerted.data_protection.looks.reading import Look
from concerted.kernel.spreadsheets import shielded

COLUMNS = ("when", "what", "page", "post", "holder", "agency", "purpose", "people")


def as_csv(looks: Iterable[Look]) -> str:
    """Return events as CSV, one a line, with the instant in local time and its offset."""
    out = StringIO()
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    for look in looks:
        people = "; ".join(f"{person.name} ({person.reference})" for person in look.people)
        cells = (look.what, look.page, look.title, look.holder, look.agency, look.purpose, people)
        writer.writerow([look.at.isoformat(timespec="seconds"), *map(shielded, cells)])
    return out.getvalue()
