"""Decide what a declared local setting is from a day on, and why."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from concerted.audit.record import record
from concerted.kernel.errors import Refused
from concerted.kernel.viewer import Viewer
from concerted.partnership.models import LocalSetting
from concerted.partnership.queries.local_settings import declared


@transaction.atomic
def decide_setting(*, code: str, typed: str, because: str, from_on: date, today: date, by: Viewer) -> LocalSetting:
    """Keep a setting's value from a day on; what was decided before ends on that day.

    Raises LookupError when no room declares the code, and Refused when the value or the day cannot be.
    """
    setting = declared().get(code)
    if setting is None:
        raise LookupError(f"No room declares the setting {code}.")
    if from_on < today:
        raise Refused("What was in force on a past day stays: write a day from today on.")
    try:
        value = setting.read(typed)
    except ValueError as mend:
        raise Refused(str(mend)) from mend
    rows = LocalSetting.objects.select_for_update().filter(code=code)
    same = rows.filter(value=value, because=because, from_on=from_on, until_on=None).first()
    if same is not None:
        return same
    rows.filter(until_on=None, from_on__lte=from_on).update(until_on=from_on)
    made = LocalSetting.objects.create(
        code=code, value=value, because=because, from_on=from_on, set_by_id=by.post_id, set_at=timezone.now()
    )
    record("setting.decided", setting=code, row=made.pk)
    return made
