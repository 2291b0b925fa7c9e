"""Declared measures of reoffending: what is counted, over whom, from when, for how long, and on whose word."""
