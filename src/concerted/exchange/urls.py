"""Addresses of what agencies send."""

from django.urls import path

from concerted.exchange.views import acts, listing, one

urlpatterns = [
    path("imports", listing.imports_page),
    path("imports/send", acts.send_page),
    path("imports/feeds/<slug:code>", listing.feed_page),
    path("imports/<uuid:identifier>", one.sending_page),
    path("imports/<uuid:identifier>/rows-to-mend", one.rows_to_mend),
    path("imports/<uuid:identifier>/send-mended", acts.send_mended_page),
    path("imports/<uuid:identifier>/mend", acts.mend_page),
    path("imports/<uuid:identifier>/leave-out", acts.leave_out_page),
    path("imports/<uuid:identifier>/take-back", acts.take_back_act),
]
