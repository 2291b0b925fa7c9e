"""Addresses of figures: the claim checker."""

from django.urls import path

from concerted.figures.claims import views as claims

urlpatterns = [
    path("claims", claims.claim, name="claims"),
    path("claims/print", claims.claim_print, name="claims-print"),
    path("claims/findings.json", claims.claim_findings, name="claims-findings"),
]
