"""Addresses of figures: the claim checker, releases, what is public."""

from django.urls import path

from concerted.figures.claims import views as claims
from concerted.figures.releases import public, views

urlpatterns = [
    path("claims", claims.claim, name="claims"),
    path("claims/print", claims.claim_print, name="claims-print"),
    path("claims/findings.json", claims.claim_findings, name="claims-findings"),
    path("release", views.release, name="release"),
    path("release/<slug:slug>", views.correct, name="release-correct"),
    path("figures", public.figures, name="figures"),
    path("figures/<slug:slug>", public.figure, name="figure"),
    path("figures/<slug:slug>/edition-<int:edition>", public.figure, name="figure-edition"),
    path("figures/<slug:slug>/edition-<int:edition>/table.csv", public.figure_table, name="figure-table"),
]
