"""Tests of Integrated Offender Management."""
