"""The PostgreSQL that comes with the package: found, made, started, stopped, and its login roles."""
