"""What follows from printed rates and counts, and what does not: a claim read, checked and answered in words."""
