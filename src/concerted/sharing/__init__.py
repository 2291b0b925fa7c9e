"""Facts shared on purpose: disclosures, consents, enquiries, victims' information, openings in an emergency."""
