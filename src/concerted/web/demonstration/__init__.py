"""The demonstration county: invented agencies, posts and agreements, loaded as data; the casework shown at the start."""
