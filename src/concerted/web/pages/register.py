"""A rule as people read it: what it decides, what it rests on, what is assumed, and where its code stands."""

from functools import lru_cache
from inspect import cleandoc

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from concerted.kernel.pages import page
from concerted.kernel.rules import Rule, find_rules


@lru_cache(maxsize=1)
def _rules() -> dict[str, Rule]:
    return {rule.id: rule for rule in find_rules()}


@page("Rules", "today", is_for="hold a post")
def all_rules(request: HttpRequest) -> HttpResponse:
    """List every rule by its room."""
    return render(request, "pages/rules.html", {"rules": sorted(_rules().values(), key=lambda rule: rule.id)})


@page("Rules", "today", is_for="hold a post")
def one_rule(request: HttpRequest, identifier: str) -> HttpResponse:
    """Show one rule with its source."""
    rule = _rules().get(identifier)
    if rule is None:
        raise Http404
    paragraphs = [" ".join(part.split()) for part in cleandoc(rule.docstring).split("\n\n")]
    where = f"{rule.module.replace('.', '/')}.py, line {rule.line}"
    return render(request, "pages/rule.html", {"rule": rule, "paragraphs": paragraphs, "where": where})
