"""Let one body take the place of another: a commissioning body can be replaced."""

from django.db import connection

from concerted.audit.record import record
from concerted.kernel.viewer import Viewer
from concerted.partnership.conflicts import told_in_words
from concerted.partnership.models import Agency


def replace_agency(*, agency: str, code: str, name: str, kind: str, by: Viewer) -> Agency:
    """Make the successor of an agency and move its open posts, lines and keys to it; return it.

    What was written stays the predecessor's. The database checks the post and does it in one statement; twice does it
    once. Raises Agency.DoesNotExist, Refused.
    """
    former = Agency.objects.get(code=agency)
    with told_in_words():
        with connection.cursor() as cursor:
            cursor.execute("select access.succeed(%s, %s, %s, %s)", [former.pk, code, name, kind])
            (made,) = cursor.fetchone() or (0,)
        record("agency.replaced", agency=agency, successor=code, by_role=by.role_class)
    return Agency.objects.get(pk=made)
