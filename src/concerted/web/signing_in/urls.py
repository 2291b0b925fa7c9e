"""Addresses of sign-in and of a person's own account; django-allauth finds some of them by its own names."""

from django.urls import path

from concerted.web.signing_in.views import account, directories, doors, factors, handing_over, links, second

urlpatterns = [
    path("sign-in", doors.sign_in, name="account_login"),
    path("sign-in", doors.sign_in, name="sign-in"),
    path("sign-in", doors.sign_in, name="socialaccount_login_cancelled"),
    path("sign-in/second-step", second.second_step, name="mfa_authenticate"),
    path("sign-in/passkey", second.sign_in_by_passkey, name="sign-in-by-passkey"),
    path("sign-in/passkey/options", second.passkey_options, name="passkey-options"),
    path("sign-in/with/<slug:provider_id>", directories.go_to, name="openid_connect_login"),
    path("sign-in/with/<slug:provider_id>/back", directories.come_back, name="openid_connect_callback"),
    path("sign-out", doors.sign_out, name="sign-out"),
    path("choose-post", doors.choose_post, name="choose-post"),
    path("see-it-as/<slug:role>", doors.see_it_as, name="see-it-as"),
    path("account/sessions", account.sessions, name="sessions"),
    path("account/sessions/end", account.end, name="end-session"),
    path("account/password", account.password, name="password"),
    path("account/forgotten", links.forgotten, name="forgotten"),
    path("posts/<uuid:post>/link", handing_over.hand_over, name="hand-over-link"),
    path("account/link", links.redeem, name="redeem-link"),
    path("account/link/<str:secret>", links.follow, name="follow-link"),
    path("account/second-step", factors.second_factors, name="second-step"),
    path("account/second-step/app", factors.add_app, name="add-app"),
    path("account/second-step/passkey", factors.add_passkey, name="add-passkey"),
    path("account/second-step/codes", factors.recovery_codes, name="recovery-codes"),
    path("account/second-step/remove/<int:number>", factors.remove_factor, name="remove-factor"),
    path("account/second-step/go-on", factors.go_on, name="go-on"),
]
