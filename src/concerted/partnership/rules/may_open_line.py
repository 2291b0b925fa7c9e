"""Whether a line may stand in an agreement: regime, gateway, and whether it opens one person at a time."""

from concerted.kernel.decision import Decision
from concerted.kernel.rules import rule


@rule(
    title="May this line stand in an agreement?",
    source="Data Protection Act 2018, Part 3 (competent authorities); Crime and Disorder Act 1998, s17A; Police, "
    "Crime, Sentencing and Courts Act 2022, s16; safety sentences S1, S4, S18, S19. The "
    "function access.line_refusal of the database says the same",
)
def may_open_line(
    *,
    same_agency: bool = False,
    to_scheme: bool = False,
    one_service: bool = False,
    regime: str = "uk_gdpr",
    giver_competent: bool = False,
    receiver_competent: bool = False,
    depersonalised_gateway: bool = False,
    gateway_without_patients: bool = False,
    named: bool = True,
    health_or_care: bool = False,
    giver_health_or_care: bool = False,
    protected: bool = False,
    one_at_a_time: bool = False,
    assessed: bool = False,
) -> Decision:
    """Say whether a category may be opened by one agency to another by a line of an agreement.

    `protected`: the category or its giver is existence-protected, or written for a victim. `assessed`: the agreement
    names its data protection impact assessment and that one's day.
    """
    if same_agency:
        return Decision(False, "An agency needs no agreement with itself.")
    if to_scheme:
        return Decision(False, "A scheme has no posts that could read anything: choose the agency whose posts do.")
    if one_service:
        return Decision(
            False, "This stays with the one service that wrote it: no line of an agreement opens it to anybody."
        )
    if regime == "part_3" and not (giver_competent and receiver_competent):
        return Decision(False, "Only competent authorities can choose Part 3: both sides must be one.")
    if depersonalised_gateway and named:
        return Decision(False, "This gateway lets through depersonalised information alone, and this names people.")
    if gateway_without_patients and (health_or_care or (named and giver_health_or_care)):
        return Decision(
            False,
            "This gateway lets through neither patient information nor personal information of health and social care.",
        )
    sensitive = protected or health_or_care or giver_health_or_care
    if sensitive and named and not one_at_a_time and not assessed:
        return Decision(
            False,
            "This opens one person at a time, unless the agreement names its data protection impact assessment "
            "and its day.",
        )
    if sensitive and named and not one_at_a_time:
        return Decision(True, "It opens everybody of this category, on the gateway, the agreement and its assessment.")
    return Decision(True, "It opens one person at a time." if one_at_a_time else "It opens the whole category.")
