"""The forms of the room: a file, rows that come back, a reason."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms

from concerted.exchange.finding import feeds_of_file
from concerted.kernel.feeds import Feed
from concerted.kernel.identifiers import new_id
from concerted.kernel.viewer import Viewer

BY_NAME = ""
"""The choice that leaves the feed to the file's name."""


class Once(forms.Form):
    """A form that does its act once, however often it is sent: it carries the id of what it makes."""

    once = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        """Give a new form a new id."""
        super().__init__(*args, **options)
        self.fields["once"].initial = new_id

    def identifier(self) -> UUID:
        """Return the id that the form carries, or a new one where it carries none."""
        found: UUID | None = self.cleaned_data.get("once")
        return found or new_id()


class FileForm(Once):
    """A file alone: rows that come back."""

    file = forms.FileField(
        label="The file",
        allow_empty_file=True,
        max_length=200,
        error_messages={"required": "Choose the file.", "max_length": "Shorten the file's name, then choose it again."},
    )


class UploadForm(FileForm):
    """A file and the feed that it belongs to; the feed is found by the file's name unless it is named."""

    feed = forms.ChoiceField(
        label="What is in it?",
        required=False,
        help_text="A workbook with several sheets is read sheet by sheet.",
    )

    def __init__(self, *args: Any, viewer: Viewer, offered: Sequence[Feed], **options: Any) -> None:
        """Offer the feeds of the viewer's agency."""
        super().__init__(*args, **options)
        self.viewer, self.offered = viewer, {feed.code: feed for feed in offered}
        choices = [(BY_NAME, "Decide by the file's name"), *((feed.code, feed.title) for feed in offered)]
        self.fields["feed"].choices = choices  # type: ignore[attr-defined]
        self.order_fields(["once", "file", "feed"])

    def clean(self) -> dict[str, Any]:
        """Find the feeds of the file; say what to choose when its name does not tell."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        file = cleaned.get("file")
        if file is None:
            return cleaned
        named = cleaned.get("feed")
        wanted = (self.offered[named],) if named else feeds_of_file(file.name)
        mine = tuple(feed for feed in wanted if feed.code in self.offered)
        if wanted and not mine:
            self.add_error(
                "file", f"{file.name[:80]} is a file of another agency. You send for {self.viewer.agency_name}."
            )
        elif not mine:
            self.add_error("feed", "The file's name does not tell. Choose what is in it.")
        cleaned["feeds"] = mine
        return cleaned


class ReasonForm(forms.Form):
    """Why rows are left out."""

    because = forms.CharField(
        label="Why are they left out?",
        help_text="Those who read the figures see this reason. Write no names.",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say why they are left out: those who read the figures will ask."},
    )
