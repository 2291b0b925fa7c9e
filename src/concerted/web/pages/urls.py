"""Addresses of the base pages."""

from django.urls import include, path

from concerted.web.pages import find, front, matrix, register, today

urlpatterns = [
    path("", include("concerted.web.signing_in.urls")),
    path("", front.front, name="front"),
    path("today", today.today_page, name="today"),
    path("today/print", today.today_print, name="today-print"),
    path("permissions", matrix.matrix, name="permissions"),
    path("rules", register.all_rules, name="rules"),
    path("rules/<str:identifier>", register.one_rule, name="rule"),
    path("find", find.find, name="find"),
]
