"""Addresses of the pages over the trail."""

from django.urls import path

from concerted.data_protection.looks import checks, views

urlpatterns = [
    path("looks", views.looks_page, name="looks"),
    path("looks/people/<slug:reference>", views.person_page, name="looks-person"),
    path("looks/posts/<uuid:post>", views.post_page, name="looks-post"),
    path("looks/acts", views.acts_page, name="looks-acts"),
    path("looks/unusual", checks.unusual_page, name="looks-unusual"),
    path("looks/trail", checks.trail_page, name="looks-trail"),
    path("looks/trail/checkpoint", checks.checkpoint_page, name="looks-checkpoint"),
]
