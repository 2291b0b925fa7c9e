"""The engine's process: it loads the county, imports what is sent, links, derives, lists and measures; never a request."""
