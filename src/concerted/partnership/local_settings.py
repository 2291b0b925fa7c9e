"""What the county decides about the partners' directory."""

from concerted.kernel.local_settings import Setting

LAPSES_WARN_DAYS = "partnership.lapses_warn_days"
REVIEWS_WARN_DAYS = "partnership.reviews_warn_days"

SETTINGS = (
    Setting(
        LAPSES_WARN_DAYS,
        "How early a lapse is told",
        "days",
        "Today names vetting, training and declarations of interests this many days before they run out.",
        "agency administrators",
        "Every day on which something runs out is named, however far ahead.",
    ),
    Setting(
        REVIEWS_WARN_DAYS,
        "How early an agreement is told",
        "days",
        "Today names an agreement this many days before its review or its end.",
        "information-sharing officers and agency administrators",
        "Every review and every end is named, however far ahead.",
    ),
)
