"""Starts the demonstration: database, migrations, the engine that loads the county, the web server."""
