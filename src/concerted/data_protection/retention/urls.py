"""Addresses of keeping and erasing."""

from django.urls import path

from concerted.data_protection.retention.views import deciding, erasures, queue

urlpatterns = [
    path("retention", queue.queue_page),
    path("retention/schedule", deciding.schedule_page),
    path("retention/schedule/<slug:category>", deciding.period_page),
    path("retention/records/<uuid:identifier>", queue.record_page),
    path("retention/records/<uuid:identifier>/keep", deciding.keep_page),
    path("retention/records/<uuid:identifier>/hold", deciding.hold_page),
    path("retention/records/<uuid:identifier>/erase", deciding.erase_page),
    path("retention/holds/<uuid:hold>/lift", deciding.lift_page),
    path("retention/erasures", erasures.erasures_page),
    path("retention/erasures/<slug:reference>", erasures.certificate_page),
    path("retention/erasures/<slug:reference>/print", erasures.certificate_print),
    path("retention/erasures/<slug:reference>/confirm", erasures.confirm_page),
    path("retention/erasures/<slug:reference>/withdraw", erasures.withdraw_page),
    path("retention/erasures/<slug:reference>/allow-again", erasures.allow_again_act),
]
