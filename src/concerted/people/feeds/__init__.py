"""What the partners of the county send about people; one feed a module, pure declarations."""
