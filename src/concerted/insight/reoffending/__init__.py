"""The Reoffending pages: the rate or frequency of a measure, and what lies behind it by quarter, district and day."""
