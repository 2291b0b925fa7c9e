"""Fair comparison of rates: two, over areas, over time, adjusted for who was counted. No ranks, and no causes."""
