"""The SQL of the room: counts for a post that is about to end."""
