"""Dates, times and numbers as sentences and tables write them; no Django, so that letters and files use them too."""
