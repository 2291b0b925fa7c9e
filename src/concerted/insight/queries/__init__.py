"""What the pages of insight read, for a viewer: cells under the database's own policies."""
