"""People who sign in: accounts and their passwords, in a schema of their own that only the role `gate` reads."""
