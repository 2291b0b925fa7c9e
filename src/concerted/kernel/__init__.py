"""The shared vocabulary, pure Python: rules, decisions, dates, identifiers, declarations, errors."""
