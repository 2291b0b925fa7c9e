"""Where an action or a question stands, in the words and the kind of tag that pages show."""

from dataclasses import dataclass
from datetime import date

from concerted.cases.closing import OPEN_STATES
from concerted.cases.models import Action, Answer, Question
from concerted.cases.wording import counted
from concerted.kernel.days import in_words


@dataclass(frozen=True)
class Standing:
    """A tag's kind and words, and the grey line that goes with it."""

    kind: str
    words: str
    grey: str
    open: bool
    overdue: bool = False


def of_action(action: Action, *, today: date, first: Action | None) -> Standing:
    """Return where an action stands; `first` is the action that must be done before it, when the viewer sees one."""
    if action.state not in OPEN_STATES:
        return _ended(action, today)
    if action.due_on < today:
        late = f"Overdue {counted((today - action.due_on).days, 'day')}"
        return Standing("overdue", late, f"{_progress(action)}. Both sides see this", open=True, overdue=True)
    if first is not None and first.state in OPEN_STATES:
        return Standing("neutral", "Waits", f"First: {first.words}", open=True)
    if action.state == "later":
        return Standing("moving", f"Later: by {in_words(action.due_on, year=False)}", _progress(action), open=True)
    if action.state == "accepted":
        return Standing("moving", "Accepted", _progress(action), open=True)
    days = (today - action.asked_on).days
    words = f"Not yet accepted, {counted(days, 'day')}" if days else "Not yet accepted"
    return Standing("due", words, _progress(action), open=True)


def _progress(action: Action) -> str:
    if action.state == "later" and action.was_due_on is not None:
        return f"Was due {in_words(action.was_due_on, year=False)}: {action.answer}"
    if action.state == "accepted" and action.accepted_on is not None:
        return f"Accepted {in_words(action.accepted_on, year=False)}"
    return f"Asked {in_words(action.asked_on, year=False)}"


def _ended(action: Action, today: date) -> Standing:
    on = in_words(action.ended_on, year=action.ended_on.year != today.year) if action.ended_on else ""
    if action.state == "done":
        return Standing("done", f"Done {on}", action.answer, open=False)
    if action.state == "not_ours":
        return Standing("due", "Sent back", f"Not for this agency: {action.answer}", open=False)
    return Standing("outlined", f"Withdrawn {on}", action.answer, open=False)


def of_question(question: Question, answer: Answer | None, *, today: date) -> Standing:
    """Return where a question stands; an answer is shown for as long as it may be used."""
    if answer is not None and answer.until_on is not None and answer.until_on < today:
        return Standing("outlined", "Answer has ended", f"It was used until {in_words(answer.until_on)}", open=False)
    if answer is not None:
        used = f", until {in_words(answer.until_on)}" if answer.until_on else ""
        grey = f"Told on {in_words(answer.answered_on)}{used}. The service shares nothing else"
        return Standing("done", f"Answer: attends, {'yes' if answer.attends else 'no'}", grey, open=False)
    if question.withdrawn_on is not None:
        return Standing("outlined", f"Withdrawn {in_words(question.withdrawn_on, year=False)}", "", open=False)
    grey = f"Asked {in_words(question.asked_on, year=False)}. No answer means nothing"
    return Standing("neutral", "No answer yet", grey, open=question.until_on >= today)
