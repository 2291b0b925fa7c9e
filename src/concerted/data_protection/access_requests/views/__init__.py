"""The pages of what people ask about their own records."""
