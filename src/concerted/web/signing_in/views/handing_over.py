"""The administrator hands over a link: a first password for somebody invited, a new one for somebody locked out."""

from uuid import UUID

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from concerted.accounts.actions.hand_over_reset import hand_over_reset
from concerted.accounts.actions.invite_person import ask_to_join, invite_person
from concerted.accounts.models import Account
from concerted.kernel.errors import Refused
from concerted.kernel.pages import page
from concerted.kernel.viewer import Viewer
from concerted.partnership.models import Post

NOT_OURS = (
    "There is no link for you to hand over: another agency has invited this person, or they sign in by their own "
    "agency's directory."
)


class HandOverForm(forms.Form):
    """Whether the second step is lost as well."""

    lost = forms.BooleanField(
        label="Their phone or key is lost, and the recovery codes too",
        required=False,
        help_text="The link then removes the second step that they had; they set up a new one. Be sure who is asking.",
    )


@page("A link to sign in", "posts.keep", is_for="keep an agency's posts")
def hand_over(request: HttpRequest, post: UUID) -> HttpResponse:
    """Show a link once, for the holder of a post of the viewer's own agency; never for the viewer's own."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    held = Post.objects.filter(pk=post, agency_id=viewer.agency_id).first()
    if held is None:
        raise Http404
    account = Account.objects.get(pk=held.account_id)
    open_posts = [p for p in _posts(account) if p.until_at is None or timezone.now() < p.until_at]
    context = {
        "post": held,
        "new": not account.has_usable_password(),
        "own": any(p.pk == viewer.post_id for p in open_posts),
        "form": HandOverForm(request.POST or None),
    }
    if request.method == "POST" and not context["own"]:
        form = HandOverForm(request.POST)
        try:
            path, joins = _link(viewer, account, open_posts, lost=form.is_valid() and form.cleaned_data["lost"])
        except Refused as refusal:
            return render(request, "account/hand_over.html", {**context, "refused": str(refusal)})
        context |= {"link": request.build_absolute_uri(path), "joins": joins}
        return render(request, "account/handed_over.html", context)
    return render(request, "account/hand_over.html", context)


def _posts(account: Account) -> list[Post]:
    return list(Post.objects.using("gate").filter(account_id=account.pk))


def _link(viewer: Viewer, account: Account, open_posts: list[Post], *, lost: bool) -> tuple[str, bool]:
    """Return the path of a link, and whether it is one to join an agency that did not make the account.

    Raises Refused where handing it over would open another agency's post.
    """
    if account.has_usable_password():
        agencies = frozenset(p.agency_id for p in open_posts)
        path = "" if agencies == {viewer.agency_id} else ask_to_join(account_id=account.pk, by=viewer)
        if path:
            return path, True
        return hand_over_reset(account_id=account.pk, agencies=agencies, by=viewer, forgets_factors=lost), False
    invited = invite_person(address=account.email, name=account.name, by=viewer)
    if not invited.path:
        raise Refused(NOT_OURS)
    return invited.path, invited.joins
