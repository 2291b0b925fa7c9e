"""Addresses of what is shared, asked and opened."""

from django.urls import path

from concerted.sharing.views import consents, disclosing, emergencies, enquiries, log, notices, victim_requests

urlpatterns = [
    path("people/<slug:reference>/share", disclosing.share_page, name="share"),
    path("people/<slug:reference>/shared", log.person_log, name="shared-about"),
    path("people/<slug:reference>/consents", consents.consents_page, name="consents"),
    path("people/<slug:reference>/consents/add", consents.add_consent, name="add-consent"),
    path("consents/<uuid:consent>", consents.consent_page, name="consent"),
    path("consents/<uuid:consent>/withdraw", consents.withdraw_page, name="withdraw-consent"),
    path("consents/<uuid:consent>/letter", consents.letter_page, name="consent-letter"),
    path("sharing", log.log_page, name="sharing"),
    path("sharing/print", log.log_print, name="sharing-print"),
    path("sharing/file", log.log_file, name="sharing-file"),
    path("sharing/<uuid:disclosure>", log.disclosure_page, name="disclosure"),
    path("sharing/<uuid:disclosure>/end", log.end_page, name="end-disclosure"),
    path("people/<slug:reference>/ask", enquiries.ask_page, name="ask-who-knows"),
    path("who-knows", enquiries.list_page, name="who-knows"),
    path("who-knows/asked/<uuid:enquiry>", enquiries.asked_page, name="enquiry"),
    path("who-knows/asked/<uuid:enquiry>/withdraw", enquiries.withdraw_page, name="withdraw-enquiry"),
    path("who-knows/<uuid:relay>", enquiries.relay_page, name="relay"),
    path("who-knows/<uuid:relay>/silent", enquiries.silent, name="keep-silent"),
    path("people/<slug:reference>/emergency", emergencies.open_page, name="open-emergency"),
    path("emergencies", emergencies.list_page, name="emergencies"),
    path("emergencies/<uuid:emergency>", emergencies.review_page, name="review-emergency"),
    path("emergencies/<uuid:emergency>/end", emergencies.end, name="end-emergency"),
    path("victim-requests", victim_requests.made_page, name="victim-requests"),
    path("victim-requests/new", victim_requests.make_page, name="make-victim-request"),
    path("victim-requests/log", victim_requests.log_page, name="victim-request-log"),
    path("victim-requests/asked", victim_requests.asked_page, name="victim-requests-asked"),
    path("victim-requests/asked/<uuid:pk>", victim_requests.answer_page, name="answer-victim-request"),
    path("victim-requests/asked/<uuid:pk>/print", victim_requests.answer_print, name="victim-request-asked-print"),
    path("victim-requests/<uuid:pk>", victim_requests.request_page, name="victim-request"),
    path("victim-requests/<uuid:pk>/withdraw", victim_requests.withdraw_page, name="withdraw-victim-request"),
    path("victim-requests/<uuid:pk>/print", victim_requests.print_page, name="victim-request-print"),
    path("notices", notices.notices_page, name="notices"),
    path("notices/<uuid:notice>/seen", notices.seen, name="see-notice"),
]
