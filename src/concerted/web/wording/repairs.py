"""What a form says of a fault: a repair, never "invalid" and never "this field is required"."""

from django.core.exceptions import ValidationError
from django.forms import BoundField, CheckboxInput, CheckboxSelectMultiple, FileField, RadioSelect, Select

_LIST = "choose from the list"


def repairs(field: BoundField) -> list[str]:
    """The field's errors as repairs. A message that the form gives itself stands; Django's own is put in our words."""
    return [_repair(field, error) for error in field.form.errors.get(field.name, field.errors).as_data()]


def _repair(field: BoundField, error: ValidationError) -> str:
    said = " ".join(error.messages)
    usual = _usual_messages(field).get(error.code or "")
    if usual is None or str(error.message) != str(usual):
        return said
    ours = {
        "required": _missing(field),
        "invalid_choice": _LIST,
        "invalid_list": _LIST,
        "invalid_pk_value": _LIST,
        "empty": "this file has nothing in it. Choose another",
    }
    repair = ours.get(error.code or "", _unreadable(field))
    label = str(field.label)
    return f"{label} {repair[0].upper()}{repair[1:]}" if label.endswith("?") else f"{label}: {repair}"


def _usual_messages(field: BoundField) -> dict[str, object]:
    """Django's own messages for a field of this kind, by code."""
    usual: dict[str, object] = {}
    for kind in reversed(type(field.field).__mro__):
        usual.update(getattr(kind, "default_error_messages", {}))
    return usual


def _missing(field: BoundField) -> str:
    widget = field.field.widget
    if isinstance(widget, CheckboxInput):
        return "tick the box to go on"
    if isinstance(widget, CheckboxSelectMultiple):
        return "tick at least one"
    if isinstance(widget, Select | RadioSelect):
        return "choose one"
    return "choose a file" if isinstance(field.field, FileField) else "nothing is written here yet"


def _unreadable(field: BoundField) -> str:
    kinds = {
        "DateField": "write a day that exists, for example 1/10/27",
        "IntegerField": "write a whole number",
        "DecimalField": "write a number",
        "FloatField": "write a number",
        "EmailField": "write an e-mail address, for example name@example.org",
        "URLField": "write an address, for example www.example.org",
    }
    return kinds.get(type(field.field).__name__, "write it another way")
