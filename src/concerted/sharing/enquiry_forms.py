"""The forms of "Who else knows this person?"."""

from concerted.sharing.fields import Once, Versioned, day, line, words


class AskForm(Once):
    """About whom, as the asker's agency writes them, why, and until when."""

    given_name = line("Given names", "", most=120, required=False)
    family_name = line("Family name", "Write the family name, or “not known”.", most=120)
    born_on = day("Birth date", "", "For example 12/3/1990. Leave it empty if you do not know it.", required=False)
    because = words(
        "Why do you ask?",
        "Say why you ask: those who are asked read it.",
        "Those who are asked read this. Say what you need to know for, nothing of offences, nothing of victims.",
        most=500,
    )
    until_on = day("Until which day may they answer?", "Say until which day they may answer.")


class AnswerForm(Versioned, Once):
    """That the agency knows somebody: in its own words, and whom to call."""

    contact = line(
        "Whom should they call?",
        "Say whom they should call, with the number.",
        "A name and a number, for example: duty worker, 01632 960 104",
        most=200,
    )
    words = words(
        "What do you tell them?",
        "Say what you tell them.",
        "The least that serves. “We know him” is enough; the rest can be said by telephone.",
        most=500,
    )
