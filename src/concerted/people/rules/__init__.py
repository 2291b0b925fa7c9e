"""Decisions about records and links: one a module."""
