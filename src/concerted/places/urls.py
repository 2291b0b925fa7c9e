"""Addresses of places."""

from django.urls import path

from concerted.places import views

urlpatterns = [
    path("area", views.area, name="area"),
    path("area/table.csv", views.area_table, name="area-table"),
]
