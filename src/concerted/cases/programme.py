"""What a programme declares of itself: data from which the site gives referral, caseload, plan, reviews and measures.

A programme is a folder in `concerted/programmes` with a module `programme.py` that holds `PROGRAMME`:

    PROGRAMME = Programme(
        code="street", title="Safer Streets", short="Safer Streets", purpose="street", regime="...",
        scheme="street", lead_role="street_coordinator", subject_roles=("person supported",),
        stages=(
            Stage("proposed", "Proposed", following=("adopted", "declined"), open=True),
            Stage("adopted", "In the cohort", following=("left",), open=True, managed=True),
            Stage("declined", "Not adopted", ends=True),
            Stage("left", "Left the cohort", ends=True),
        ),
        pathways=(Pathway("home", "Somewhere to live"),),
        meeting="Panel", review_setting="review_interval",
    )

The first stage is the one in which a case begins. Programmes are found by looking; none is named in this room.
"""

import importlib
import pkgutil
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.util import find_spec

NOT_CONFIGURED = "not configured"
"""What a page says where the area has made no choice."""


@dataclass(frozen=True)
class Stage:
    """Where a case can stand: which stages may follow, and what must be said to enter it.

    `asks` names what the act that enters the stage must give beside the day: `because` (the reason that the person
    is told) and `decided_by` (a named person, S14); a programme's own act may ask for more. `open` stages take
    actions and questions; `managed` ones are the live cohort; a stage that `ends` withdraws what is still asked.
    """

    code: str
    title: str
    following: tuple[str, ...] = ()
    asks: tuple[str, ...] = ("because", "decided_by")
    open: bool = False
    managed: bool = False
    ends: bool = False


@dataclass(frozen=True)
class Pathway:
    """One of the headings under which a plan lists needs and actions."""

    code: str
    title: str


@dataclass(frozen=True)
class Programme:
    """One programme. `scheme` is the code of the agency that owns what partners make together: its scopes `case`,
    `question`, `derived` and `link` hold the programme's rows. `lead_role` is the role class that keeps the plan.

    `review_setting` names the local setting that says how often a case is reviewed; `retention` is the source of how
    long cases are kept, None while not configured. `at_the_table` are kinds of agency that the meeting expects.
    Raises ValueError when stages, pathways or what follows them do not fit together.
    """

    code: str
    title: str
    short: str
    purpose: str
    regime: str
    scheme: str
    lead_role: str
    subject_roles: tuple[str, ...]
    stages: tuple[Stage, ...]
    pathways: tuple[Pathway, ...]
    meeting: str
    review_setting: str | None = None
    retention: str | None = None
    at_the_table: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not self.stages:
            raise ValueError(f"The programme {self.code} has no stages.")
        codes = [stage.code for stage in self.stages]
        if len(set(codes)) < len(codes) or len(self.pathway_titles) < len(self.pathways):
            raise ValueError(f"The programme {self.code} names a stage or a pathway twice.")
        unknown = {code for stage in self.stages for code in stage.following} - set(codes)
        if unknown:
            raise ValueError(f"In the programme {self.code} nothing declares the stages {sorted(unknown)}.")

    @property
    def first_stage(self) -> Stage:
        """The stage in which a case begins."""
        return self.stages[0]

    @property
    def open_stages(self) -> tuple[str, ...]:
        """The codes of stages in which something may still be asked."""
        return tuple(stage.code for stage in self.stages if stage.open)

    @property
    def managed_stages(self) -> tuple[str, ...]:
        """The codes of the stages that make the live cohort."""
        return tuple(stage.code for stage in self.stages if stage.managed)

    @property
    def pathway_titles(self) -> dict[str, str]:
        """The titles of the pathways by code, in the plan's order."""
        return {pathway.code: pathway.title for pathway in self.pathways}

    def stage(self, code: str) -> Stage:
        """Return a stage by its code. Raises LookupError when the programme has none of that code."""
        for stage in self.stages:
            if stage.code == code:
                return stage
        raise LookupError(f"The programme {self.code} has no stage {code!r}.")

    def leaving_stage(self, code: str) -> Stage:
        """Return the ending stage that follows a stage. Raises LookupError when none does."""
        for following in self.stage(code).following:
            if self.stage(following).ends:
                return self.stage(following)
        raise LookupError(f"From the stage {code!r} of {self.code} no stage ends a case.")


@lru_cache(maxsize=1)
def find_programmes() -> Mapping[str, Programme]:
    """Return every programme by its code, found by looking in `concerted.programmes`.

    Raises TypeError when a `programme.py` holds no PROGRAMME, and ValueError when two have one code.
    """
    folder = importlib.import_module("concerted.programmes")
    found: dict[str, Programme] = {}
    for room in pkgutil.iter_modules(folder.__path__, f"{folder.__name__}."):
        if not room.ispkg or find_spec(f"{room.name}.programme") is None:
            continue
        declared = getattr(importlib.import_module(f"{room.name}.programme"), "PROGRAMME", None)
        if not isinstance(declared, Programme):
            raise TypeError(f"{room.name}.programme holds no PROGRAMME.")
        if declared.code in found:
            raise ValueError(f"Two programmes have the code {declared.code}.")
        found[declared.code] = declared
    return found


def programme(code: str) -> Programme:
    """Return a programme by its code. Raises LookupError when no folder declares it."""
    declared = find_programmes().get(code)
    if declared is None:
        raise LookupError(f"No programme has the code {code!r}.")
    return declared
