"""The acts of `concerted compare`, one a module: each adds its arguments and answers."""
