"""The county's own choices in force on a day; what is absent is not configured, and nothing stands in its place."""

from dataclasses import dataclass
from datetime import date

from concerted.programmes.iom.models import LocalSetting


@dataclass(frozen=True)
class Settings:
    """The newest row of each name that is in force on a day."""

    rows: dict[str, LocalSetting]

    def words(self, name: str) -> str | None:
        """Return a choice as it was written, or None when it is not configured."""
        row = self.rows.get(name)
        return row.value if row else None

    def number(self, name: str) -> int | None:
        """Return a choice that is a whole number, or None."""
        row = self.rows.get(name)
        return int(row.value) if row else None

    def whose(self, name: str) -> str:
        """Say whose choice it is, as a page must: "a local setting, here the demonstration's own"."""
        row = self.rows.get(name)
        if row is None:
            return "a local setting, not configured in this county"
        demonstration = "demonstration" in f"{row.label} {row.set_by}".lower()
        return "a local setting, here the demonstration’s own" if demonstration else f"a local setting by {row.set_by}"


def settings_on(day: date) -> Settings:
    """Return the choices in force on a day, in one query."""
    rows = LocalSetting.objects.filter(from_on__lte=day).order_by("name", "from_on", "id")
    return Settings({row.name: row for row in rows})
