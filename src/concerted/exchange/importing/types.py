"""The type that a staging table has for each kind of column; whatever is not named is text."""

TYPES = {
    "date": "date",
    "instant": "timestamptz",
    "integer": "bigint",
    "decimal": "double precision",
    "yes_no": "boolean",
}
