"""The demonstration county: invented agencies, posts and agreements, loaded as data; its first casework."""
