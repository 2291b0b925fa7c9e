"""Ways to run the declared measures; every engine gives the same cells for the same extract."""
