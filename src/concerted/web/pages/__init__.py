"""Pages without a domain of their own: front door, sign-in, Today, search, refusals."""
