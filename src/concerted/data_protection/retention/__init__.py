"""How long records are kept, what is reviewed, held and erased."""
