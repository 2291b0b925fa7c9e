"""Addresses of what people ask about their own records."""

from django.urls import path

from concerted.data_protection.access_requests.views import mending, seeing

urlpatterns = [
    path("rights", seeing.list_page),
    path("rights/see/new", seeing.new_page),
    path("rights/see/<str:reference>", seeing.request_page),
    path("rights/see/<str:reference>/identity", seeing.identity_page),
    path("rights/see/<str:reference>/more-time", seeing.more_time_page),
    path("rights/see/<str:reference>/collect", seeing.collect_act),
    path("rights/see/<str:reference>/give", seeing.give_act),
    path("rights/see/<str:reference>/entries/<int:number>", seeing.entry_page),
    path("rights/see/<str:reference>/release", seeing.release_page),
    path("rights/see/<str:reference>/file.<slug:kind>", seeing.file_page),
    path("rights/right/new", mending.choose_page),
    path("rights/right/new/<uuid:identifier>", mending.new_page),
    path("rights/right/<str:reference>", mending.request_page),
    path("rights/right/<str:reference>/decide", mending.decide_page),
]
