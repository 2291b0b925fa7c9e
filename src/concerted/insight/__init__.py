"""Snapshots of the county and runs of measures over them, written as aggregate cells into figures."""
