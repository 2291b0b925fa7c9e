"""Addresses of people and of the pairs of records to sort out."""

from django.urls import path

from concerted.people.views import links, person

urlpatterns = [
    path("people/<slug:reference>", person.person_page, name="person"),
    path("people/<slug:reference>/records", person.records_page, name="person-records"),
    path("people/<slug:reference>/who", person.who_page, name="person-who"),
    path("links", links.queue_page, name="links"),
    path("links/<uuid:link>", links.pair_page, name="link"),
    path("links/<uuid:link>/undo", links.undo, name="link-undo"),
]
