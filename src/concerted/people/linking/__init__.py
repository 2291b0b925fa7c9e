"""Which records are one person: runs of linkage over what may be linked, and the rulings of posts."""
