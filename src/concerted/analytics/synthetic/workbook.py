"""A small writer of XLSX: quick enough for a county, and equal bytes for equal content.

openpyxl stamps the hour into each file and takes ten seconds where this takes one. Cells are texts, numbers, days
(`DayCell`) and formulas (`Formula`), all that a partner's sheet here contains.
"""

import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from xml.sax.saxutils import escape

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_EXCEL_EPOCH = 25_569


@dataclass(frozen=True, slots=True)
class DayCell:
    """A day, by its number since 1 January 1970, shown as a date."""

    day: int


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula without its leading equals sign and without a stored result."""

    text: str


# A text, a number, a day, a formula, or nothing; typed loosely because dirt may be any of them.
Cell = object


def _letters(column: int) -> str:
    text = ""
    while column >= 0:
        column, rest = column // 26 - 1, column % 26
        text = chr(65 + rest) + text
    return text


def _cell(place: str, value: Cell) -> str:
    if value is None or value == "":
        return ""
    if isinstance(value, str):
        return f'<c r="{place}" t="inlineStr"><is><t xml:space="preserve">{escape(value)}</t></is></c>'
    if isinstance(value, DayCell):
        serial = value.day + _EXCEL_EPOCH
        # Excel believes in 29 February 1900, so days before it count one less.
        return f'<c r="{place}" s="1"><v>{serial if serial > 60 else serial - 1}</v></c>'
    if isinstance(value, Formula):
        return f'<c r="{place}"><f>{escape(value.text)}</f></c>'
    if isinstance(value, int | float):
        return f'<c r="{place}"><v>{value}</v></c>'
    raise TypeError(f"no kind of cell for {value!r}")


def _sheet(columns: Mapping[str, Sequence[Cell]]) -> Iterable[str]:
    """Yield the parts of a sheet's XML."""
    letters = [_letters(n) for n in range(len(columns))]
    yield f'{_HEAD}<worksheet xmlns="{_MAIN}"><sheetData><row r="1">'
    yield "".join(_cell(f"{letter}1", name) for letter, name in zip(letters, columns, strict=True)) + "</row>"
    for number, row in enumerate(zip(*columns.values(), strict=True), start=2):
        cells = "".join([_cell(f"{letter}{number}", value) for letter, value in zip(letters, row, strict=True)])
        yield f'<row r="{number}">{cells}</row>'
    yield "</sheetData></worksheet>"


def _fixed_parts(names: Sequence[str]) -> dict[str, str]:
    """Return the parts of the package that say what is in it."""
    numbers = range(1, len(names) + 1)
    sheets = "".join(
        f'<sheet name="{name}" sheetId="{n}" r:id="rId{n}"/>' for n, name in zip(numbers, names, strict=True)
    )
    links = "".join(
        f'<Relationship Id="rId{n}" Type="{_LINKS}/worksheet" Target="worksheets/sheet{n}.xml"/>' for n in numbers
    )
    links += f'<Relationship Id="rId{len(names) + 1}" Type="{_LINKS}/styles" Target="styles.xml"/>'
    types = "".join(
        f'<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="{_KIND}.worksheet+xml"/>' for n in numbers
    )
    return {
        "[Content_Types].xml": f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_KIND}.sheet.main+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{_KIND}.styles+xml"/>{types}</Types>',
        "_rels/.rels": f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{_LINKS}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'{_HEAD}<workbook xmlns="{_MAIN}" xmlns:r="{_LINKS}"><sheets>{sheets}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{links}</Relationships>',
        "xl/styles.xml": f'{_HEAD}<styleSheet xmlns="{_MAIN}"><fonts count="1"><font/></fonts><fills count="2"><fill>'
        '<patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>'
        '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="2">'
        '<xf xfId="0"/><xf numFmtId="14" xfId="0" applyNumberFormat="1"/></cellXfs>'
        '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>',
    }


def _entry(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
    info.compress_type = zipfile.ZIP_DEFLATED
    info.create_system = 0
    info.external_attr = 0
    return info


def write_workbook(path: Path, sheets: Mapping[str, Mapping[str, Sequence[Cell]]]) -> int:
    """Write sheets of named columns (each of equal length); return the number of rows below the headers."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as package:
        for name, part in _fixed_parts(list(sheets)).items():
            package.writestr(_entry(name), part, compresslevel=1)
        for number, columns in enumerate(sheets.values(), start=1):
            content = "".join(_sheet(columns))
            package.writestr(_entry(f"xl/worksheets/sheet{number}.xml"), content, compresslevel=1)
    return sum(len(next(iter(columns.values()))) for columns in sheets.values())
