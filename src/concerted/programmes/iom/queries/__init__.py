"""Every read of the programme, for a viewer; the database decides about rows."""
