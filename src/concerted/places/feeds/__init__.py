"""What is published or sent about places; one feed a module, pure declarations."""
