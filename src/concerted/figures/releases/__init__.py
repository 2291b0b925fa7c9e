"""The pages of released figures: choosing, looking at what would be public, and the public page."""
