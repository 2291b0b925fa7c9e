"""What was read and done: append-only, with opaque ids only; the facts that upper rooms react to."""
