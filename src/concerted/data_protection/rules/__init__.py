"""Decisions of data protection: one a module."""
