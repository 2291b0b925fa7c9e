"""Answers that are files: a table or a picture that is taken along."""

from django.http import HttpResponse


def as_file(text: str, name: str, kind: str) -> HttpResponse:
    """Return a text as a file of a name and a content type."""
    return HttpResponse(text, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})
