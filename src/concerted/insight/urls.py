"""Addresses of figures."""

from django.urls import path

from concerted.insight.harm import views as harm
from concerted.insight.managed import views as managed
from concerted.insight.reoffending import questions, views

urlpatterns = [
    path("reoffending", views.reoffending, name="reoffending"),
    path("reoffending/table.csv", views.reoffending_table, name="reoffending-table"),
    path("reoffending/picture.svg", views.reoffending_picture, name="reoffending-picture"),
    path("reoffending/<slug:code>", questions.question, name="reoffending-question"),
    path("reoffending/<slug:code>/table.csv", questions.question_table, name="reoffending-question-table"),
    path("reoffending/<slug:code>/picture.svg", questions.question_picture, name="reoffending-question-picture"),
    path("harm", harm.harm, name="harm"),
    path("harm/table.csv", harm.harm_table, name="harm-table"),
    path("harm/picture.svg", harm.harm_picture, name="harm-picture"),
    path("managed", managed.managed, name="managed"),
    path("managed/table.csv", managed.managed_table, name="managed-table"),
    path("managed/picture.svg", managed.managed_picture, name="managed-picture"),
]
