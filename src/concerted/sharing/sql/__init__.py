"""Functions of the database, applied by the sync of rights."""
