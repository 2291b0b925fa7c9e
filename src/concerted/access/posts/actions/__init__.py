"""What an agency's administrator does with its posts: one act a module."""
