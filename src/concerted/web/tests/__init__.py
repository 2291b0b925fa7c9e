"""Tests of the frame, the parts and the pages without a domain."""
