"""What the directory offers to Today: what runs out, what waits for a signature, what is to be reviewed."""

from datetime import date

from django.utils import timezone

from concerted.access.agreements.reading import told_early
from concerted.access.agreements.reading import warn_days as review_warn_days
from concerted.access.agreements.wording import address_of
from concerted.access.permissions import may
from concerted.access.posts.reading import Lasts, now_to_come_ended, warn_days, what_lasts
from concerted.kernel.agenda import Agenda, Line
from concerted.kernel.days import in_words
from concerted.kernel.viewer import Viewer
from concerted.partnership.models import Agreement, Post


def agenda(viewer: Viewer, today: date, last_working_day: date) -> Agenda:
    """Return the lines for those who keep posts, sign or keep agreements, and of the viewer's own post."""
    lines = _own(viewer, today)
    if may(viewer.role_class, "posts.keep"):
        lines += _lapses(viewer, today)
    if may(viewer.role_class, "agreements.sign"):
        lines += _to_sign(viewer)
    if may(viewer.role_class, "agreements.keep"):
        lines += _kept(viewer, today)
    acts = [("Posts of your agency", "/posts")] if may(viewer.role_class, "posts.keep") else []
    acts += [("Agreements", "/agreements")] if may(viewer.role_class, "agreements.keep") else []
    return Agenda(lines=lines, acts=acts)


def _own(viewer: Viewer, today: date) -> list[Line]:
    """What runs out of the viewer's own post and would shut something to it."""
    post = Post.objects.get(pk=viewer.post_id)
    return [
        Line(
            part="decide" if thing.state in ("lapsed", "none") else "coming",
            due_on=thing.until_on,
            who="",
            href="/agreements",
            what=f"Your {thing.what.lower()} {_ends(thing)}: ask your agency's administrator",
            act="See what rests on it",
            act_href="/agreements",
            group="" if thing.state in ("lapsed", "none") else "Runs out",
        )
        for thing in what_lasts(post, today, warn_days=warn_days(today))
        if thing.stops and thing.state != "lasts"
    ]


def _lapses(viewer: Viewer, today: date) -> list[Line]:
    ahead = warn_days(today)
    now, _, _ = now_to_come_ended(viewer)
    return [
        Line(
            part="decide" if thing.state in ("lapsed", "none") else "coming",
            due_on=thing.until_on,
            who=post.holder,
            href=f"/posts/{post.pk}",
            what=f"{thing.what} {_ends(thing)}",
            act="Write down the new day",
            act_href=f"/posts/{post.pk}/change",
            group="" if thing.state in ("lapsed", "none") else "Runs out",
        )
        for post in now
        if post.pk != viewer.post_id
        for thing in what_lasts(post, today, warn_days=ahead)
        if thing.state in ("lapsed", "soon") or (thing.state == "none" and thing.stops)
    ]


def _ends(thing: Lasts) -> str:
    if thing.until_on is None:
        return "is needed and not written down"
    return "has run out" if thing.state == "lapsed" else f"runs out on {in_words(thing.until_on)}"


def _to_sign(viewer: Viewer) -> list[Line]:
    waiting = Agreement.objects.filter(
        state="signing",
        parties__agency_id=viewer.agency_id,
        parties__signed_at=None,
        parties__withdrawn_at=None,
    )
    return [
        Line(
            part="decide",
            due_on=None,
            who=agreement.title,
            href=address_of(agreement),
            what="waits for your agency's signature",
            act="Read and sign it",
            act_href=f"{address_of(agreement)}/sign",
        )
        for agreement in waiting.order_by("title")
    ]


def _kept(viewer: Viewer, today: date) -> list[Line]:
    """Agreements that all have signed, and those whose review or last day is told early or past."""
    real, ahead = timezone.localdate(), review_warn_days(today)
    own = Agreement.objects.filter(owner_agency_id=viewer.agency_id, is_template=False)
    lines = [
        Line(
            part="decide",
            due_on=None,
            who=agreement.title,
            href=address_of(agreement),
            what="is signed by everybody",
            act="Put it into force",
            act_href=f"{address_of(agreement)}/into-force",
        )
        for agreement in own.filter(state="signing").order_by("title")
        if not agreement.parties.filter(signed_at=None).exists()
        and not agreement.parties.exclude(withdrawn_at=None).exists()
    ]
    for agreement in own.filter(state="in_force").order_by("review_on"):
        for what, on in told_early(agreement, real, ahead):
            lines.append(
                Line(
                    part="decide" if on < today else "coming",
                    due_on=on,
                    who=agreement.title,
                    href=address_of(agreement),
                    what=f"{what} on {in_words(on)}",
                    act="Draft its next edition" if what == "Last day" else "Review it",
                    act_href=address_of(agreement),
                    group="" if on < today else "Agreements",
                )
            )
    return lines
