"""What the county's records say of each person for a scheme: harm, likelihood; from pooled categories only."""
