"""What the Area page reads of published counts."""
