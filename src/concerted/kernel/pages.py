"""The words in which a page declares who may open it, for what, and whether it shows people; `web` enforces them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

V = TypeVar("V", bound=Callable[..., Any])


@dataclass(frozen=True)
class Page:
    """What a view declares of itself.

    `permission` None means that anybody may open it (public pages and sign-in); `title` names the kind of page in a
    refusal; `is_for` completes "X is for posts that ..."; `personal` pages leave an audit event at each opening.
    `purpose` is declared where it is another than the permission stands for (access/purposes.py).
    """

    title: str
    permission: str | None
    is_for: str = ""
    personal: bool = False
    purpose: str = ""


def page(
    title: str, permission: str | None, *, is_for: str = "", personal: bool = False, purpose: str = ""
) -> Callable[[V], V]:
    """Declare a view's page; every view of the site has one, or a structure test fails."""

    def declare(view: V) -> V:
        view.page = Page(title, permission, is_for, personal, purpose)  # type: ignore[attr-defined]
        return view

    return declare
