"""The synthetic county: invented people and the files that partners would send about them, with the truth beside."""
