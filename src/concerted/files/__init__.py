"""Bytes by opaque key; the room that owns a file keeps the row that says what it is."""
