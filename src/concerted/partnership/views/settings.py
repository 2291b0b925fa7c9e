"""Local settings: what the county decides where no source decides."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from concerted.kernel.pages import page
from concerted.partnership.actions.decide_setting import decide_setting
from concerted.partnership.forms import SettingForm
from concerted.partnership.queries.local_settings import every, one
from concerted.partnership.views.steps import Step, messages, take, viewer_of

KEEPERS = "keep what the county decides for itself"


@page("Local settings", "settings.keep", is_for=KEEPERS)
@require_safe
def settings_page(request: HttpRequest) -> HttpResponse:
    """What does this county decide for itself?"""
    found = every(timezone.localdate())
    without = sum(1 for row in found if row.now is None)
    context = {"rows": found, "without": without, "messages": messages(request)}
    return render(request, "partnership/settings.html", context)


@page("A local setting", "settings.keep", is_for=KEEPERS)
def setting_page(request: HttpRequest, code: str) -> HttpResponse:
    """What is decided, from when, and why?"""
    viewer, today = viewer_of(request), timezone.localdate()
    try:
        held = one(code, today)
    except LookupError as missing:
        raise Http404 from missing
    form = SettingForm(request.POST or None, initial={"from_on": today})
    if held.setting.unit:
        form.fields["typed"].label = f"Value, in {held.setting.unit}"
    step = Step(
        title=f"{held.setting.title}: what is decided?",
        button="Keep this decision",
        failed="Nothing is decided yet",
        back="/settings",
        back_words="Local settings",
        done="setting_decided",
        answer=held.setting.does,
        refused_at="typed",
        template="partnership/setting.html",
        more={"held": held},
    )

    def act(given: dict[str, Any]) -> None:
        decide_setting(code=code, today=today, by=viewer, **given)

    return take(request, step, form, act)
