"""Agencies, the posts that people hold in them, and the information-sharing agreements between them."""
