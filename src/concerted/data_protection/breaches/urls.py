"""Addresses of the log of breaches."""

from django.urls import path

from concerted.data_protection.breaches import views

urlpatterns = [
    path("breaches", views.list_page, name="breaches"),
    path("breaches/new", views.new_page, name="breach-new"),
    path("breaches/<slug:reference>", views.breach_page, name="breach"),
    path("breaches/<slug:reference>/print", views.print_page, name="breach-print"),
    path("breaches/<slug:reference>/<slug:step>", views.step_page, name="breach-step"),
]
