"""What the scheme itself sends; one feed a module, pure declarations."""
