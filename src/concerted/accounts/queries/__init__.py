"""What is read of accounts, by the sign-in connection."""
