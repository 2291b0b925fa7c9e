"""What may be done with agencies, posts and agreements: one decision a module."""
