"""What of this room goes with erased records: answers to requests to see them, with their files."""

from concerted.data_protection.models import SubjectAccess
from concerted.kernel.erasing import Doomed, Found, Named


def also(found: Found) -> Found:
    """Return the answered requests of those whose records go; what is not answered stands in the way."""
    records = found.get("people_record")
    if not records:
        return {}
    rows = SubjectAccess.objects.filter(records__overlap=list(records)).values_list("pk", flat=True)
    return {"data_protection_subjectaccess": set(rows)}


def named(doomed: Doomed, *, take: bool) -> Named:
    """Return the files of answers that were given about the records."""
    rows = SubjectAccess.objects.filter(records__overlap=list(doomed.records))
    return Named(files=[key for one in rows for name, key in one.files.items() if name in ("pdf", "json")])
