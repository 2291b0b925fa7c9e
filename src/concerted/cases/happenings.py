"""What the room adds to the story on a person's page: steps and reviews of the cases that the viewer may see."""

from uuid import UUID

from concerted.access.permissions import may
from concerted.cases.queries.timeline import timeline_steps
from concerted.kernel.viewer import Viewer
from concerted.people.story.lines import StoryLine


def lines(viewer: Viewer, person: UUID) -> list[StoryLine]:
    """Return a line for each step and review; the programme stands where other lines name the agency."""
    may_open = may(viewer.role_class, "plan.read")
    return [
        StoryLine(
            on=happened.on,
            agency=happened.who.lower(),
            who=happened.who,
            what=happened.what,
            grey=happened.grey,
            link="The plan" if may_open else "",
            href=f"/cases/{happened.case}/plan" if may_open else "",
        )
        for happened in timeline_steps(viewer, person)
    ]
