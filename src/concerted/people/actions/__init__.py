"""Every act about people's records and links: one act a module."""
