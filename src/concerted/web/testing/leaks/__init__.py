"""The leak test: a county full of rows, an oracle in plain Python, and what the database shows to each session."""
