"""Addresses of plans and of what is asked."""

from django.urls import path

from concerted.cases.views import asked, plans, writing

urlpatterns = [
    path("cases/<uuid:case>/plan", plans.plan_page, name="plan"),
    path("cases/<uuid:case>/plan/print", plans.own_plan, name="own-plan"),
    path("cases/<uuid:case>/plan/add", writing.add_action, name="add-action"),
    path("cases/<uuid:case>/plan/ask", writing.add_question, name="add-question"),
    path("cases/<uuid:case>/needs/<slug:pathway>", writing.need, name="need"),
    path("cases/<uuid:case>/own-words", writing.own_words, name="own-words"),
    path("cases/<uuid:case>/review", writing.review, name="review"),
    path("cases/actions/<uuid:action>/withdraw", writing.withdraw, name="withdraw-action"),
    path("cases/questions/<uuid:question>/withdraw", writing.unask, name="withdraw-question"),
    path("asked/", asked.asked_page, name="asked"),
    path("asked/<uuid:action>", asked.asked_action_page, name="asked-action"),
    path("asked/<uuid:action>/accept", asked.accept, name="accept-action"),
    path("asked/<uuid:action>/done", asked.done, name="finish-action"),
    path("asked/<uuid:action>/later", asked.later, name="postpone-action"),
    path("asked/<uuid:action>/not-for-us", asked.not_for_us, name="refuse-action"),
    path("asked/questions/<uuid:question>", asked.question_page, name="question"),
]
