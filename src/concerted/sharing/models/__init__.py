"""What is written down when a fact is shared on purpose."""

from concerted.sharing.models.consent import Consent
from concerted.sharing.models.emergency import Emergency
from concerted.sharing.models.enquiry import Enquiry, EnquiryAnswer, Relay
from concerted.sharing.models.notice import Notice
from concerted.sharing.models.statement import Statement
from concerted.sharing.models.victim_request import VictimAnswer, VictimRequest

__all__ = [
    "Consent",
    "Emergency",
    "Enquiry",
    "EnquiryAnswer",
    "Notice",
    "Relay",
    "Statement",
    "VictimAnswer",
    "VictimRequest",
]
