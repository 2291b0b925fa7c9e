"""Addresses of posts and of agreements."""

from django.urls import path

from concerted.access.agreements.views import drafting, reading, stating
from concerted.access.posts import views as posts

ONE = "agreements/<slug:code>/<int:edition>"

urlpatterns = [
    path("posts", posts.posts_page, name="posts"),
    path("posts/open", posts.open_page, name="open-post"),
    path("posts/<uuid:post>", posts.post_page, name="post"),
    path("posts/<uuid:post>/change", posts.change_page, name="change-post"),
    path("posts/<uuid:post>/end", posts.end_page, name="end-post"),
    path("agreements", reading.list_page, name="agreements"),
    path("agreements/draft", drafting.draft_page, name="draft-agreement"),
    path(ONE, reading.agreement_page, name="agreement"),
    path(f"{ONE}/print", reading.print_page, name="agreement-print"),
    path(f"{ONE}/compare", reading.compare_page, name="agreement-compare"),
    path(f"{ONE}/next", drafting.next_edition_page, name="next-edition"),
    path(f"{ONE}/words", drafting.words_page, name="agreement-words"),
    path(f"{ONE}/lines/add", drafting.line_page, name="add-line"),
    path(f"{ONE}/lines/<int:number>", drafting.line_page, name="change-line"),
    path(f"{ONE}/lines/<int:number>/remove", drafting.remove_line_page, name="remove-line"),
    path(f"{ONE}/lines/<int:number>/end", stating.end_line_page, name="end-line"),
    path(f"{ONE}/send", stating.send_page, name="send-agreement"),
    path(f"{ONE}/take-back", stating.take_back_page, name="take-back-agreement"),
    path(f"{ONE}/sign", stating.sign_page, name="sign-agreement"),
    path(f"{ONE}/into-force", stating.force_page, name="put-into-force"),
    path(f"{ONE}/end", stating.end_page, name="end-agreement"),
    path(f"{ONE}/withdraw", stating.withdraw_page, name="withdraw-party"),
]
