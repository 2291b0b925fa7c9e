"""The engine's process: loads the county, imports what is sent, links, derives, lists, measures; never a request."""
