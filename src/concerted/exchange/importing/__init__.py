"""One file is one transaction: claimed from the queue, checked, staged by COPY, loaded by the room that owns it."""
