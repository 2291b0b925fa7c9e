"""What the data protection officer keeps."""

from concerted.data_protection.models.breach import Breach
from concerted.data_protection.models.request import Disclosable, Rectification, SubjectAccess
from concerted.data_protection.models.retention import Erasure, LegalHold, RetentionPeriod, RetentionReview

__all__ = [
    "Breach",
    "Disclosable",
    "Erasure",
    "LegalHold",
    "Rectification",
    "RetentionPeriod",
    "RetentionReview",
    "SubjectAccess",
]
