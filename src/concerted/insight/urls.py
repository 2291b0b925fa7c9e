"""Addresses of figures."""

from django.urls import path

from concerted.insight import views

urlpatterns = [
    path("reoffending", views.reoffending, name="reoffending"),
    path("reoffending/table.csv", views.reoffending_table, name="reoffending-table"),
    path("reoffending/picture.svg", views.reoffending_picture, name="reoffending-picture"),
]
