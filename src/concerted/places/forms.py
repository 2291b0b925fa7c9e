"""The filters of the Area page."""

from datetime import date
from typing import Any

from django import forms


class AreaForm(forms.Form):
    """Crime type, months, and whether counts by month or rates are shown."""

    type = forms.ChoiceField(label="Crime type", required=False)
    first = forms.ChoiceField(label="From", required=False)
    last = forms.ChoiceField(label="To", required=False)
    show = forms.ChoiceField(
        label="Show as", required=False, choices=[("rate", "Per 1,000 people"), ("months", "Counts by month")]
    )

    def __init__(self, *args: Any, types: list[str], months: list[date], with_show: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not with_show:
            del self.fields["show"]
        self.fields["type"].choices = [("", "All crime"), *((t, t) for t in types)]  # type: ignore[attr-defined]
        named = [(m.isoformat()[:7], f"{m:%B %Y}") for m in months]
        for name in ("first", "last"):
            self.fields[name].choices = named  # type: ignore[attr-defined]
