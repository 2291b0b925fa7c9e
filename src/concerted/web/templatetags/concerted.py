"""Tags and filters that every page uses: states, marks, panels, reasons, dates and numbers in words.

Wordings follow the design: one decimal with its counts, full dates in sentences, "Overdue 6 days", and a word for
whatever is missing. Shares are fractions from 0 to 1 throughout.
"""

from collections.abc import Callable, Mapping
from typing import Any

from django import template
from django.forms import BaseForm
from django.template.loader import render_to_string
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

from concerted.web.wording import days, numbers
from concerted.web.wording.repairs import repairs

register = template.Library()

TAG_KINDS = frozenset({"overdue", "due", "done", "moving", "neutral", "outlined"})
INSET_KINDS = frozenset({"overdue", "caution", "hidden", "quote"})
MARKS = {
    "red": ("Red", '<rect x="1" y="1" width="14" height="14" fill="#CA3535" stroke="#0B0C0C"/>'),
    "amber": ("Amber", '<circle cx="8" cy="8" r="7" fill="#FFB000" stroke="#0B0C0C"/>'),
    "green": ("Green", '<path d="M8 .8 15.2 8 8 15.2.8 8z" fill="#0F7A52" stroke="#0B0C0C"/>'),
    "custody": (
        "Custody",
        '<rect x="1" y="1" width="14" height="14" fill="#fff" stroke="#0B0C0C"/>'
        '<path d="M4.5 1v14M8 1v14M11.5 1v14" stroke="#0B0C0C" stroke-width="2"/>',
    ),
}

_FILTERS: dict[str, Callable[..., object]] = {
    "day": days.day,
    "short_day": days.short_day,
    "plain_day": days.plain_day,
    "week_day": days.week_day,
    "clock": days.clock,
    "overdue": days.overdue,
    "percent": numbers.percent,
    "points": numbers.points,
    "thousands": numbers.thousands,
    "repairs": repairs,
}
for _name, _filter in _FILTERS.items():
    register.filter(_name, _filter)

register.simple_tag(numbers.rate, name="rate")
register.simple_tag(numbers.counted, name="counted")


@register.simple_tag
def tag(kind: str, text: object) -> SafeString:
    """A state in words on its ground: overdue, due, done, moving, neutral or outlined."""
    if kind not in TAG_KINDS:
        raise template.TemplateSyntaxError(f"No tag of the kind {kind!r}")
    return format_html('<strong class="govuk-tag app-tag--{}">{}</strong>', kind, text)


@register.simple_tag
def due_tag(due_on: Any, today: Any) -> SafeString:
    """ "Overdue 6 days" with the date beneath, "Today", or "By 10 March", each on its ground; `due_on` may be None."""
    if due_on is None:
        return tag("outlined", "No date")
    words = days.overdue(due_on, today)
    if due_on < today:
        then = format_html(' <span class="app-second">was due {}</span>', days.plain_day(due_on))
        return mark_safe(tag("overdue", words) + then)  # noqa: S308 - both parts are escaped above
    return tag("due" if due_on == today else "neutral", words)


@register.simple_tag
def mark(colour: str, word: str = "") -> SafeString:
    """The colour of a person in the cohort: shape and word; red, amber, green or custody."""
    if colour not in MARKS:
        raise template.TemplateSyntaxError(f"No colour {colour!r}")
    usual, shape = MARKS[colour]
    svg = mark_safe(f'<svg viewBox="0 0 16 16" aria-hidden="true" focusable="false">{shape}</svg>')  # noqa: S308 - ours
    return format_html('<span class="app-mark">{}{}</span>', svg, word or usual)


@register.simple_block_tag
def why(content: str, rule: str = "", href: str = "", label: str = "Why?", opened: bool = False) -> SafeString:
    """One click away: the reason as a chair reads it aloud, then the rule's id (a link where `href` is given)."""
    parts = {"content": content, "rule": rule, "href": href, "label": label, "opened": opened}
    return render_to_string("components/why.html", parts)


@register.simple_block_tag
def panel(content: str, heading: str, ident: str = "") -> SafeString:
    """A section of the side column or the notes: petrol rule and heading."""
    shown = format_html(' id="{}"', ident) if ident else ""
    return format_html('<section class="app-panel"{}><h2>{}</h2>{}</section>', shown, heading, content)


@register.simple_block_tag
def inset(content: str, kind: str = "hidden") -> SafeString:
    """A state set apart: overdue (red), caution (not configured, changed by another), hidden (grey), quote (petrol)."""
    if kind not in INSET_KINDS:
        raise template.TemplateSyntaxError(f"No inset of the kind {kind!r}")
    return format_html('<div class="govuk-inset-text app-inset--{}">{}</div>', kind, content)


@register.simple_tag
def bar(value: float | None, largest: float | None) -> SafeString:
    """A bar on an axis from 0 to `largest`; decoration beside the number, so hidden from readers of the text."""
    share = 0.0 if not value or not largest else max(0.0, min(1.0, float(value) / float(largest)))
    width = f"{share * 100:.1f}"
    return format_html(
        '<svg class="app-bar" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true" focusable="false">'
        '<rect width="{}" height="10"/></svg>',
        width,
    )


@register.inclusion_tag("components/group.html")
def group(heading: str, note: str = "", columns: int = 1) -> dict[str, object]:
    """A tinted row that heads a group within a table of `columns` columns."""
    return {"heading": heading, "note": note, "columns": columns}


@register.inclusion_tag("components/filter_row.html")
def filter_row(form: BaseForm, button: str = "Show", label: str = "What is shown") -> dict[str, object]:
    """The tinted row of filters of a list or a figure: a form by GET, so that the choice lives in the address."""
    return {"form": form, "button": button, "label": label}


@register.inclusion_tag("components/error_summary.html")
def error_summary(form: BaseForm, title: str) -> dict[str, object]:
    """What did not happen, each line a repair that leads to its field; nothing while the form has no errors."""
    lines = []
    if form.is_bound:
        lines = [{"href": "", "text": text} for text in form.non_field_errors()]
        for field in form:
            lines += [{"href": f"#{_first_control(field)}", "text": text} for text in repairs(field)]
    return {"lines": lines, "title": title}


def _first_control(field: Any) -> str:
    """The id of the control to which an error leads: the first choice of a group, else the field itself."""
    subwidgets = field.subwidgets if field.use_fieldset else []
    return str(subwidgets[0].id_for_label if subwidgets else field.id_for_label)


@register.inclusion_tag("components/summary_list.html")
def summary_list(rows: list[Mapping[str, object]]) -> dict[str, object]:
    """Check answers: rows of key, value and optionally change (address) with what (hidden words after Change)."""
    return {"rows": rows}


@register.inclusion_tag("components/pagination.html")
def pagination(older: str = "", newer: str = "", shown: str = "") -> dict[str, object]:
    """Links to the older and the newer page of a list (addresses, empty where there is none) and what is shown."""
    return {"older": older, "newer": newer, "shown": shown}


@register.filter
def or_words(value: object, words: str) -> object:
    """The value, or words in its place ("not known", "none", "not configured") where it is None or empty."""
    return conditional_escape(words) if value is None or value == "" else value
