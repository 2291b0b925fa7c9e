"""Forms draw GOV.UK controls whose hints and errors are tied to them."""

import re

from django import forms

from concerted.web.tests.gallery import drawing

drawing.set_up()


class Proposal(forms.Form):
    reason = forms.CharField(label="Why?", help_text="Facts only.", widget=forms.Textarea)
    kind = forms.ChoiceField(choices=[("a", "Fixed"), ("b", "Free")], widget=forms.RadioSelect, help_text="A setting.")
    needs = forms.MultipleChoiceField(choices=[("a", "Work")], widget=forms.CheckboxSelectMultiple)
    told_on = forms.DateField(label="Told on", widget=forms.DateInput(attrs={"type": "text"}))
    agreed = forms.BooleanField(label="He agreed")
    paper = forms.FileField()
    district = forms.ChoiceField(choices=[("", "Choose"), ("c", "Colchester")])


def test_every_control_has_a_label_that_points_at_it():
    html = str(Proposal())
    ids = set(re.findall(r'<(?:input|textarea|select)[^>]* id="([^"]+)"', html))
    assert ids == set(re.findall(r'<label[^>]* for="([^"]+)"', html))
    assert len(ids) == 8


def test_every_described_by_leads_to_an_element():
    html = str(Proposal({"told_on": "31/02/27"}))
    for names in re.findall(r'aria-describedby="([^"]+)"', html):
        assert all(f'id="{name}"' in html for name in names.split())
    assert 'aria-describedby="id_reason_helptext id_reason_error"' in html


def test_choices_stand_in_a_fieldset_with_a_legend():
    html = str(Proposal()["kind"].as_field_group())
    assert re.search(r"<fieldset.*<legend[^>]*>Kind</legend>.*</fieldset>", html, re.DOTALL)
    assert 'aria-describedby="id_kind_helptext"' in html


def test_a_faulty_control_is_marked_and_keeps_what_was_typed():
    html = str(Proposal({"told_on": "31/02/27"})["told_on"].as_field_group())
    assert "govuk-form-group--error" in html and 'aria-invalid="true"' in html and 'value="31/02/27"' in html


def test_errors_are_repairs():
    text = drawing.drawn("components/error_summary_of.html", {"form": Proposal({"told_on": "31/02/27", "kind": "z"})})
    assert "This field is required" not in text and "valid" not in text.lower()
    assert "Why? Nothing is written here yet" in text
    assert "Told on: write a day that exists" in text
    assert "Kind: choose from the list" in text


def test_a_summary_leads_to_the_first_choice_of_a_group():
    text = drawing.drawn("components/error_summary_of.html", {"form": Proposal({})})
    assert 'href="#id_kind_0"' in text and 'href="#id_reason"' in text
    assert "Everything you typed is kept." in text


def test_a_form_without_faults_has_no_summary():
    assert not drawing.drawn("components/error_summary_of.html", {"form": Proposal()}).strip()


def test_what_somebody_typed_is_escaped():
    html = str(Proposal({"reason": "<script>", "told_on": '"><b>'}))
    assert "<script>" not in html and "<b>" not in html
