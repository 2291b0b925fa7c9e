"""What is decided about keeping and erasing: one act a module."""
