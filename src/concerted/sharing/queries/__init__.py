"""What is read in this room, for a viewer."""
