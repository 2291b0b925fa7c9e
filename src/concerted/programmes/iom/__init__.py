"""Integrated Offender Management: the people whose offending causes most harm, on one joint plan."""
