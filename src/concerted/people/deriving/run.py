"""Derives harm and likelihood of everybody, under the scheme's scope; all of it, or nothing."""

from collections.abc import Callable
from datetime import date

from django.db import transaction

from concerted.access.scoping import scope_id
from concerted.people.bulk.merging import merge, stage
from concerted.people.deriving import harm, likelihood
from concerted.people.deriving.reading import persons, proven_offences, sent_scores, with_start

Progress = Callable[[str], None]


def derive_county(as_at: date, say: Progress = lambda text: None) -> None:
    """Bring harm and likelihood to what the records of a day say, for everybody with a police or court record.

    Only what changed is written, and what it was is kept in its history. Nobody whom any record makes younger than 18
    has a likelihood. Who has no known birth date has a row that says so and no percentage of ours.
    """
    with transaction.atomic():
        proven = with_start(proven_offences(as_at), as_at)
        everybody = persons()
        say(f"{proven.num_rows:,} proven offences of {everybody.num_rows:,} people")
        scope = scope_id("iom", "derived")
        stage("stage_harm", harm.COLUMNS, harm.harm_rows(proven, everybody, as_at))
        merge("people_harm", "stage_harm", scope=scope, keys=["person_id"], values=[*harm.COLUMNS][1:])
        say("harm weighed")
        grown = likelihood.adults(everybody, as_at)
        inputs = likelihood.our_inputs(proven, grown, as_at)
        newest = likelihood.newest_scores(sent_scores(as_at), grown)
        stage("stage_likelihood", likelihood.COLUMNS, likelihood.likelihood_rows(inputs, newest, as_at))
        values = [*likelihood.COLUMNS][2:]
        merge("people_likelihood", "stage_likelihood", scope=scope, keys=["person_id", "sent_by"], values=values)
        say(f"{inputs.num_rows:,} adults scored by us, {len(newest):,} scores that probation sent")
