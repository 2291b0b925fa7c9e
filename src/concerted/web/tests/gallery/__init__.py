"""Pages with long, real words that show every part: the reference for builders and the ground of the look's tests."""
