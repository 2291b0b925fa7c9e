"""The two sites, partners and public: settings, base pages, Today, search, sign-in."""
