"""Addresses of the base pages."""

from django.urls import path

from concerted.web.pages import find, front, register, signing_in, today

urlpatterns = [
    path("", front.front, name="front"),
    path("sign-in", signing_in.sign_in, name="sign-in"),
    path("sign-out", signing_in.sign_out, name="sign-out"),
    path("choose-post", signing_in.choose_post, name="choose-post"),
    path("see-it-as/<slug:role>", signing_in.see_it_as, name="see-it-as"),
    path("today", today.today_page, name="today"),
    path("today/print", today.today_print, name="today-print"),
    path("rules", register.all_rules, name="rules"),
    path("rules/<str:identifier>", register.one_rule, name="rule"),
    path("find", find.find, name="find"),
]
