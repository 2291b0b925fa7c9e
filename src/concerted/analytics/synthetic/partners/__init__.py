"""The files that partners send, one partner a module, each with the shape and the dirt of its own office."""
