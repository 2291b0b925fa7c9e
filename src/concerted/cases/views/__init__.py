"""The pages of the room: plans, what is written in them, what is asked of an agency."""
