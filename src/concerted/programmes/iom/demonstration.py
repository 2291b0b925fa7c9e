"""The local choices that the demonstration county makes for itself, each labelled as its own on every page."""

from datetime import date, timedelta

from concerted.programmes.iom.models import LocalSetting

LABEL = "the demonstration's own choice, not a national definition"
CHOICES = {
    "select.percent_at_least": "75",
    "select.convicted_within_months": "24",
    "kind.Fixed": "Neighbourhood crime (robbery, burglary, vehicle crime, theft from the person), high likelihood",
    "kind.Flex": "Other offending where working together is likely to help",
    "kind.Free": "A choice of the panel, with its reason",
    "review.days.red": "14",
    "review.days.green": "56",
    "review.days.custody": "90",
    "leave.months_without_proven_offence": "12",
    "tell.within_days": "7",
    "list.kept_for_days": "7",
}


def set_local_choices(as_at_on: date) -> None:
    """Write the demonstration's choices, in force since two years before its day.

    How often amber is reviewed is left unset on purpose, so that "not configured" can be seen.
    """
    LocalSetting.objects.bulk_create(
        LocalSetting(
            name=name,
            value=value,
            from_on=as_at_on - timedelta(days=730),
            set_by="Demonstration county",
            label=LABEL,
        )
        for name, value in CHOICES.items()
    )
