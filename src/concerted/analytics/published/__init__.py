"""Published official tables that come with the library, as files to practise on and to check figures against."""

from concerted.analytics.published.tables import PUBLISHED, PublishedTable, path

__all__ = ["PUBLISHED", "PublishedTable", "path"]
