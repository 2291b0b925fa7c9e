"""Pages of an agency's posts, for its administrator."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from concerted.access.posts.actions.change_post import CHANGED, change_post
from concerted.access.posts.actions.end_post import end_post
from concerted.access.posts.actions.open_post import open_post
from concerted.access.posts.days import last_of
from concerted.access.posts.forms import ChangePostForm, OpenPostForm
from concerted.access.posts.reading import (
    left_behind,
    now_to_come_ended,
    one,
    opens,
    people_of,
    role_title,
    roles_of,
    stays_with,
    warn_days,
    what_lasts,
)
from concerted.accounts.actions.invite_person import Invited, invite_person
from concerted.kernel.errors import Refused
from concerted.kernel.pages import page
from concerted.kernel.viewer import Viewer
from concerted.partnership.fields import ReasonForm
from concerted.partnership.models import Agency, Post
from concerted.partnership.queries.agencies import teams
from concerted.partnership.views.steps import Step, messages, take, viewer_of, went

ADMINISTRATORS = "keep an agency's posts"


def _found(viewer: Viewer, post: UUID) -> Post:
    try:
        return one(viewer, post)
    except Post.DoesNotExist as missing:
        raise Http404 from missing


def _row(post: Post) -> dict[str, Any]:
    today = timezone.localdate()
    lasts = what_lasts(post, today, warn_days=warn_days(today))
    return {
        "post": post,
        "role": role_title(post.role_class),
        "lasts": [
            thing for thing in lasts if thing.state in ("lapsed", "soon") or (thing.stops and not thing.until_on)
        ],
        "last_on": last_of(post.until_at),
    }


def _teams(viewer: Viewer) -> list[tuple[int, str]]:
    return [(team.pk, team.name) for team in teams(Agency.objects.get(pk=viewer.agency_id))]


@page("Posts of an agency", "posts.keep", is_for=ADMINISTRATORS)
@require_safe
def posts_page(request: HttpRequest) -> HttpResponse:
    """Who acts for your agency, and for whom does something run out?"""
    viewer = viewer_of(request)
    now, to_come, ended = now_to_come_ended(viewer)
    rows = [_row(post) for post in now]
    rows.sort(key=lambda row: not any(thing.state == "lapsed" for thing in row["lasts"]))
    context = {
        "rows": rows,
        "to_come": [_row(post) for post in to_come],
        "ended": [{"post": post, "role": role_title(post.role_class)} for post in ended],
        "lapsed": sum(1 for row in rows if any(thing.state == "lapsed" for thing in row["lasts"])),
        "messages": messages(request),
    }
    return render(request, "access/posts/list.html", context)


@page("A post", "posts.keep", is_for=ADMINISTRATORS)
@require_safe
def post_page(request: HttpRequest, post: UUID) -> HttpResponse:
    """What may this post do, until when, and what stops when something runs out?"""
    viewer = viewer_of(request)
    held, today = _found(viewer, post), timezone.localdate()
    context = {
        "post": held,
        "role": role_title(held.role_class),
        "lasts": what_lasts(held, today, warn_days=warn_days(today)),
        "opens": opens(viewer, held.role_class),
        "ended": held.until_at is not None and held.until_at <= timezone.now(),
        "to_come": held.from_at > timezone.now(),
        "last_on": last_of(held.until_at),
        "own": held.pk == viewer.post_id,
        "messages": messages(request),
    }
    return render(request, "access/posts/post.html", context)


@page("Open a post", "posts.keep", is_for=ADMINISTRATORS)
def open_page(request: HttpRequest) -> HttpResponse:
    """Who begins, in which role, from when?"""
    viewer = viewer_of(request)
    form = OpenPostForm(
        request.POST or None,
        people=people_of(viewer),
        roles=roles_of(viewer),
        teams=_teams(viewer),
        initial={"from_on": timezone.localdate(), "clearance": 0},
    )
    if request.method == "POST" and form.is_valid():
        given = dict(form.cleaned_data)
        identifier = given.pop("identifier")
        standing = Post.objects.filter(pk=identifier, agency_id=viewer.agency_id).first()
        if standing is not None:
            return went(f"/posts/{standing.pk}", "post_opened")
        try:
            made, invited = _opened(viewer, identifier, given)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            if invited is None or not invited.path:
                return went(f"/posts/{made.pk}", "post_opened")
            link = request.build_absolute_uri(invited.path)
            return render(request, "access/posts/invited.html", {"post": made, "link": link, "joins": invited.joins})
    step = Step(
        title="Who begins, in which role, from when?",
        button="Open the post",
        failed="The post is not open yet",
        back="/posts",
        back_words=f"Posts of {viewer.agency_name}",
        done="post_opened",
        template="access/posts/open.html",
    )
    return render(request, step.template, {"step": step, "form": form, "roles": roles_of(viewer)})


def _opened(viewer: Viewer, identifier: UUID, given: dict[str, Any]) -> tuple[Post, Invited | None]:
    """Invite whoever is new, then open the post."""
    who, name, address = given.pop("who"), given.pop("name"), given.pop("address")
    invited = None if who else invite_person(address=address, name=name, by=viewer)
    account = UUID(who) if invited is None else invited.account_id
    holder = name or dict(people_of(viewer))[account]
    return open_post(post=identifier, account=account, holder=holder, by=viewer, **given), invited


@page("Change a post", "posts.keep", is_for=ADMINISTRATORS)
def change_page(request: HttpRequest, post: UUID) -> HttpResponse:
    """What is written of this post?"""
    viewer = viewer_of(request)
    held = _found(viewer, post)
    initial = {name: getattr(held, name) for name in (*CHANGED, "version")}
    initial |= {"team": held.team_id or "", "last_on": last_of(held.until_at)}
    form = ChangePostForm(request.POST or None, teams=_teams(viewer), initial=initial)
    step = Step(
        title=f"What is written of {held.holder}’s post?",
        button="Keep this",
        failed="The change is not kept yet",
        back=f"/posts/{post}",
        back_words=held.holder,
        kicker=f"{role_title(held.role_class)}: role and agency of a post stay; open another for another role",
        done="post_changed",
    )

    def act(given: dict[str, Any]) -> None:
        change_post(post=post, by=viewer, **given)

    return take(request, step, form, act)


@page("End a post", "posts.keep", is_for=ADMINISTRATORS)
def end_page(request: HttpRequest, post: UUID) -> HttpResponse:
    """What stops when this post ends?"""
    viewer = viewer_of(request)
    held = _found(viewer, post)
    others = stays_with(held)
    step = Step(
        title=f"What stops when {held.holder}’s post ends?",
        button="End the post now",
        failed="The post has not ended yet",
        back=f"/posts/{post}",
        back_words=held.holder,
        done="post_ended",
        refused_at="because",
        ends=True,
        template="access/posts/end.html",
        more={
            "post": held,
            "role": role_title(held.role_class),
            "others": others,
            "left": [] if others else left_behind(held),
        },
    )

    def act(given: dict[str, Any]) -> None:
        end_post(post=post, by=viewer, because=given["because"])

    return take(request, step, ReasonForm(request.POST or None), act)
