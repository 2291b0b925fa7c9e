"""Agencies and posts, and the agreements whose lines open scopes between them."""

from concerted.partnership.models.agency import Agency, AgencyContact, County, LocalSetting
from concerted.partnership.models.agreement import Agreement, AgreementLine, Gateway, Party
from concerted.partnership.models.post import Post, Team

__all__ = [
    "Agency",
    "AgencyContact",
    "Agreement",
    "AgreementLine",
    "County",
    "Gateway",
    "LocalSetting",
    "Party",
    "Post",
    "Team",
]
