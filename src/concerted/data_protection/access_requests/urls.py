"""Addresses of what people ask about their own records."""

from django.urls import path

from concerted.data_protection.access_requests.views import mending, seeing

urlpatterns = [
    path("rights", seeing.list_page),
    path("rights/see/new", seeing.new_page),
    path("rights/see/<slug:reference>", seeing.request_page),
    path("rights/see/<slug:reference>/identity", seeing.identity_page),
    path("rights/see/<slug:reference>/more-time", seeing.more_time_page),
    path("rights/see/<slug:reference>/collect", seeing.collect_act),
    path("rights/see/<slug:reference>/give", seeing.give_act),
    path("rights/see/<slug:reference>/entries/<int:number>", seeing.entry_page),
    path("rights/see/<slug:reference>/release", seeing.release_page),
    path("rights/see/<slug:reference>/file.<slug:kind>", seeing.file_page),
    path("rights/right/new", mending.choose_page),
    path("rights/right/new/<uuid:identifier>", mending.new_page),
    path("rights/right/<slug:reference>", mending.request_page),
    path("rights/right/<slug:reference>/decide", mending.decide_page),
]
