"""Addresses of selection, proposals, decisions and the cohort."""

from django.urls import path

from concerted.programmes.iom.views import cohort, deciding, proposing, selection, standing

urlpatterns = [
    path("selection", selection.selection_page, name="selection"),
    path("selection/print", selection.selection_print, name="selection-print"),
    path("selection/file", selection.selection_file, name="selection-file"),
    path("selection/equality", selection.equality_page, name="equality"),
    path("selection/turnover", selection.turnover_page, name="turnover"),
    path("iom/propose", proposing.look_for, name="look-for"),
    path("iom/propose/<slug:reference>", proposing.propose, name="propose"),
    path("iom/decide/<uuid:case>", deciding.decide, name="decide"),
    path("iom/<uuid:case>/kind", standing.kind, name="set-kind"),
    path("iom/<uuid:case>/colour", standing.colour, name="set-colour"),
    path("iom/<uuid:case>/told", standing.told, name="record-told"),
    path("iom/<uuid:case>/leave", standing.leave, name="leave-cohort"),
    path("cohort", cohort.cohort_page, name="cohort"),
    path("cohort/left", cohort.left_page, name="cohort-left"),
    path("cohort/lock", cohort.lock_page, name="lock-cohort"),
    path("cohort/locked/<uuid:lock>", cohort.locked_page, name="locked-cohort"),
]
