"""What `concerted measure --list` and `--define` print: declarations, without counting anything."""

import json
from collections.abc import Mapping

from concerted.analytics.measures.local import declared
from concerted.analytics.measures.local_written import as_toml as written_as_toml
from concerted.analytics.measures.register import measures
from concerted.analytics.measures.specification import Specification
from concerted.kernel.errors import Refused

FAMILIES = (
    "Measures of different families are not comparable and never share an axis: the months of follow-up and of waiting "
    "for proof differ, and so do the people who are counted."
)
_TITLES = {
    "edition": "Edition",
    "used_for": "Used for",
    "declared_on": "Declared on",
    "version": "Version",
    "family": "Family",
    "shows": "Shows",
    "cohort": "Cohort",
    "cohort_kind": "Kind of cohort",
    "cohort_quarters": "Quarters of one cohort",
    "cohort_disposals": "Disposals that begin a follow-up",
    "starts_from": "Column of the start of risk",
    "start_of_risk": "Start of risk",
    "follow_up": "Follow-up",
    "waiting": "Waiting time",
    "proven_within": "Proven within",
    "counted_offences": "Offences that count",
    "counted_disposals": "Disposals that prove",
    "tie_rule": "Ties",
    "ages": "Ages",
    "age_bands": "Age bands",
    "breakdowns": "Breakdowns",
    "predicted_rate": "Predicted rate",
    "source": "Source",
}
"""What is printed of a declaration, by the keys of `in_words`, with the title of each."""


def specification(word: str) -> Specification:
    """Return the measure of a code or of a TOML file. Raises Refused for an unknown code, BadFile for a bad file."""
    try:
        return declared(word)
    except LookupError as error:
        raise Refused(f"{error.args[0]} A local measure is a file that ends in .toml.") from None


def in_words(spec: Specification) -> dict[str, object]:
    """Return the declaration as plain values, with its version."""
    return spec.in_words() | {"version": spec.version}


def list_of_measures(*, as_json: bool) -> str:
    """Return the measures of the package, a line each, or all their declarations as JSON."""
    if as_json:
        return json.dumps([in_words(spec) for spec in measures().values()], indent=2, ensure_ascii=False) + "\n"
    width = max(map(len, measures()))
    lines = [f"{code.ljust(width)}  {spec.title} ({spec.edition})" for code, spec in measures().items()]
    return "\n".join([*lines, "", FAMILIES, "`concerted measure CODE --define` prints one whole."]) + "\n"


def definition(word: str, *, as_json: bool, as_toml: bool) -> str:
    """Return one whole declaration: a sentence and lists, or JSON, or the TOML file of a local measure."""
    spec = specification(word)
    if as_toml:
        return written_as_toml(spec)
    words = in_words(spec)
    if as_json:
        return json.dumps(words, indent=2, ensure_ascii=False) + "\n"
    lines = [spec.sentence(), ""]
    lines += [f"{title}: {_one_line(words[key])}" for key, title in _TITLES.items() if words[key]]
    for title, sentences in (("Assumed", spec.assumptions), ("Not certain", spec.not_certain)):
        lines += ["", f"{title}:", *(f"- {sentence}" for sentence in sentences)]
    return "\n".join([*lines, "", family_in_words(words)]) + "\n"


def family_in_words(words: Mapping[str, object]) -> str:
    """Name the family of a declaration and say which measures of the package are of others."""
    *others, last = sorted({spec.family for spec in measures().values()} - {str(words["family"])})
    named = f"{', '.join(others)} and {last}" if others else last
    return (
        f"Family: {words['family']} (follow-up + waiting). Not comparable with the families "
        f"{named}: never set them on one axis."
    )


def _one_line(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)
