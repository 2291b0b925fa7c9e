"""The county as a map, drawn on the server from simplified boundaries."""
