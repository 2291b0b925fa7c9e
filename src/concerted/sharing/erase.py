"""What hangs on erased rows of this room without a foreign key: copies of a question, and answers to it."""

from django.db import connection

from concerted.kernel.erasing import Found

BY_ENQUIRY = (("sharing_relay", "enquiry_id"), ("sharing_enquiryanswer", "enquiry_id"))
BY_REQUEST = (("sharing_victimanswer", "request_id"),)


def also(found: Found) -> Found:
    """Return the copies and answers of the questions found."""
    further: Found = {}
    with connection.cursor() as cursor:
        for parent, children in (("sharing_enquiry", BY_ENQUIRY), ("sharing_victimrequest", BY_REQUEST)):
            for table, column in children if found.get(parent) else ():
                cursor.execute(f"select id from {table} where {column} = any (%s)", [list(found[parent])])
                further[table] = {row[0] for row in cursor.fetchall()}
    return further
