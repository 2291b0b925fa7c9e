"""Addresses of agencies and of local settings."""

from django.urls import path

from concerted.partnership.views import agencies, settings

urlpatterns = [
    path("agencies", agencies.agencies_page, name="agencies"),
    path("agencies/add", agencies.add_page, name="add-agency"),
    path("agencies/contacts/add", agencies.contact_page, name="add-contact"),
    path("agencies/contacts/<int:contact>/end", agencies.end_contact_page, name="end-contact"),
    path("agencies/teams/add", agencies.team_page, name="add-team"),
    path("agencies/teams/<int:team>/end", agencies.end_team_page, name="end-team"),
    path("agencies/<slug:code>", agencies.agency_page, name="agency"),
    path("agencies/<slug:code>/change", agencies.change_page, name="change-agency"),
    path("agencies/<slug:code>/successor", agencies.successor_page, name="replace-agency"),
    path("settings", settings.settings_page, name="settings"),
    path("settings/<str:code>", settings.setting_page, name="setting"),
]
