"""What people ask about their own records: to see them, to have them put right."""
