"""Commands that need Django; `concerted` calls them by name."""
