"""Every read of figures."""
