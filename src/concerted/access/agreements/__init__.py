"""Information-sharing agreements: drafted, signed, put into force, ended; the database holds every step."""
