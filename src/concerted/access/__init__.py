"""Who may see what: scopes, keys, disclosures and tokens; the policies of every protected table are generated here."""
