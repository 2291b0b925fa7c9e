"""Pages of sign-in beyond address and password."""
