"""What may be said and listed of people in Integrated Offender Management: one decision a module."""
