"""The pages of agencies and local settings."""
