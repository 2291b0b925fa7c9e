"""A pure library of linkage, measures, harm, risk and disclosure control: files in, figures out, no Django."""
