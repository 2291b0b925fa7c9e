"""Who reads and who writes the partners' directory: rights by database role, and conditions on the writing post.

`kept` names, for each permission, the condition under which a post that holds it may write a row; policies are
generated from it. `fixed` names the columns that nobody may change once the row stands.
"""

from django.db import models

READ: dict[str, str] = {"app": "select", "worker": "select", "gate": "select", "engine": "all"}
"""The partners' directory is no secret between them, and nobody changes it."""

WRITTEN: dict[str, str] = {**READ, "app": "select, insert, update"}
"""Read by all, written by the posts that `kept` names."""

MY_AGENCY = "(select access.agency())"
AT_THE_HOST = f"(select c.host_id from partnership_county c limit 1) = {MY_AGENCY}"
"""The post belongs to the body that runs the installation."""


class Watched(models.Model):
    """A row that two people may open at once: its version, and who changed it last."""

    version = models.IntegerField(default=1)
    changed_by = models.CharField(max_length=160, blank=True)
    changed_at = models.DateTimeField(null=True)

    class Meta:
        abstract = True
