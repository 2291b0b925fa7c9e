"""Sign-in: django-allauth asks, our pages and words, our token at the end."""
