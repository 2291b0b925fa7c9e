"""Every read of the room, for a viewer; the database decides about rows."""
