"""SQL that the sync applies; read as package data."""
