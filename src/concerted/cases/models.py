"""The case that every programme shares: steps, needs, actions owned by agencies, questions, reviews, locked cohorts."""

from django.db import models

from concerted.access.models import Scope
from concerted.access.protection import protected
from concerted.kernel.identifiers import new_id
from concerted.partnership.models import Agency, Post
from concerted.people.models import Person


@protected(subject="id")
class Case(models.Model):
    """One person in one programme, at a stage that the programme declares. A closed case is a stage, never a deletion.

    There is no unique index on open cases: a duplicate-key error would reveal a hidden one (ACCESS section 3).
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    scope = models.ForeignKey(Scope, on_delete=models.PROTECT, db_index=False)
    programme = models.CharField(max_length=40)
    person = models.ForeignKey(Person, on_delete=models.PROTECT)
    stage = models.CharField(max_length=40)
    since_on = models.DateField()
    opened_on = models.DateField()
    review_due_on = models.DateField(null=True)
    own_words = models.CharField(max_length=1000, blank=True)
    own_words_to = models.CharField(max_length=160, blank=True)
    own_words_on = models.DateField(null=True)
    version = models.IntegerField(default=1)

    class Meta:
        indexes = [models.Index(fields=["scope", "programme", "stage", "since_on", "id"], name="case_scope_stage")]


@protected(subject="case", parents=("case",))
class Step(models.Model):
    """A change of stage: proposed, decided, left; who decided, why, and who wrote it down."""

    id = models.UUIDField(primary_key=True, default=new_id)
    scope = models.ForeignKey(Scope, on_delete=models.PROTECT, db_index=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="steps")
    stage = models.CharField(max_length=40)
    on = models.DateField()
    because = models.TextField()
    decided_by = models.CharField(max_length=160)
    recorded_by = models.ForeignKey(Post, on_delete=models.PROTECT, null=True)
    recorded_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["case", "on"], name="step_case_day")]


@protected(subject="case", parents=("case",))
class Need(models.Model):
    """What is needed on one pathway, in words, or that nothing is."""

    id = models.UUIDField(primary_key=True, default=new_id)
    scope = models.ForeignKey(Scope, on_delete=models.PROTECT, db_index=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="needs")
    pathway = models.CharField(max_length=40)
    words = models.CharField(max_length=500, blank=True)
    none_needed = models.BooleanField(default=False)
    written_by = models.ForeignKey(Post, on_delete=models.PROTECT, null=True)
    written_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["case", "pathway", "written_at"], name="need_case_pathway")]


@protected(subject="case", parents=("case",))
class Action(models.Model):
    """What one agency is asked to do by a day. Its scope belongs to the agency that is asked, which reads exactly
    `told` and nothing else of the case. State: asked, accepted, later, done, not_ours, withdrawn.

    `note` is what else the agency must know; `was_due_on` the day first asked for, once the agency has put it off;
    `waits_for` the action of the same plan that must be done first.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    scope = models.ForeignKey(Scope, on_delete=models.PROTECT, db_index=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="actions")
    asked_of = models.ForeignKey(Agency, on_delete=models.PROTECT)
    programme = models.CharField(max_length=40)
    pathway = models.CharField(max_length=40)
    words = models.CharField(max_length=300)
    about = models.CharField(max_length=200)
    note = models.CharField(max_length=200, blank=True)
    told = models.CharField(max_length=1000)
    due_on = models.DateField()
    was_due_on = models.DateField(null=True)
    waits_for = models.ForeignKey("self", on_delete=models.PROTECT, null=True)
    state = models.CharField(max_length=12)
    asked_on = models.DateField()
    asked_by = models.CharField(max_length=160)
    accepted_on = models.DateField(null=True)
    ended_on = models.DateField(null=True)
    answer = models.CharField(max_length=1000, blank=True)
    version = models.IntegerField(default=1)

    class Meta:
        indexes = [
            models.Index(fields=["case", "due_on"], name="action_case_due"),
            models.Index(fields=["scope", "state", "due_on", "id"], name="action_scope_due"),
        ]


@protected(subject="id", parents=("case",))
class Question(models.Model):
    """A question to a service about one person: the act of asking opens this one row to that service, nothing else.

    `told` is the exact text that the service reads; `until_on` the last day on which the asker may use an answer;
    `disclosure_id` names the key that opened the row, so that withdrawing the question can end it.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    scope = models.ForeignKey(Scope, on_delete=models.PROTECT, db_index=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="questions")
    asked_of = models.ForeignKey(Agency, on_delete=models.PROTECT)
    programme = models.CharField(max_length=40)
    pathway = models.CharField(max_length=40)
    words = models.CharField(max_length=300)
    about = models.CharField(max_length=200)
    asked_on = models.DateField()
    asked_by = models.CharField(max_length=160)
    told = models.CharField(max_length=1000)
    due_on = models.DateField()
    until_on = models.DateField()
    withdrawn_on = models.DateField(null=True)
    disclosure_id = models.UUIDField()

    class Meta:
        indexes = [models.Index(fields=["scope", "due_on", "id"], name="question_scope_due")]


@protected(subject="question", parents=("question",))
class Answer(models.Model):
    """What a service answers: attends, yes or no, in a scope of its own; the asker reads it by a disclosure."""

    id = models.UUIDField(primary_key=True, default=new_id)
    scope = models.ForeignKey(Scope, on_delete=models.PROTECT, db_index=False)
    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="answers")
    attends = models.BooleanField()
    answered_on = models.DateField()
    until_on = models.DateField(null=True)
    answered_by = models.CharField(max_length=160)


@protected(subject="case", parents=("case",))
class Review(models.Model):
    """A review of a case: when it fell due, when it was held, and what it found."""

    id = models.UUIDField(primary_key=True, default=new_id)
    scope = models.ForeignKey(Scope, on_delete=models.PROTECT, db_index=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="reviews")
    due_on = models.DateField(null=True)
    held_on = models.DateField()
    words = models.TextField()
    recorded_by = models.ForeignKey(Post, on_delete=models.PROTECT, null=True)
    next_on = models.DateField(null=True)


@protected(subject=None)
class CohortLock(models.Model):
    """A programme's cohort as it stood on a day: kept beside the live one, and never changed."""

    id = models.UUIDField(primary_key=True, default=new_id)
    scope = models.ForeignKey(Scope, on_delete=models.PROTECT, db_index=False)
    programme = models.CharField(max_length=40)
    locked_on = models.DateField()
    words = models.CharField(max_length=200, blank=True)
    locked_by = models.ForeignKey(Post, on_delete=models.PROTECT, null=True)


@protected(subject=None, parents=("lock",))
class LockedMember(models.Model):
    """One case in a locked cohort; leavers stay in it."""

    id = models.BigAutoField(primary_key=True)
    scope = models.ForeignKey(Scope, on_delete=models.PROTECT, db_index=False)
    lock = models.ForeignKey(CohortLock, on_delete=models.PROTECT, related_name="members")
    case = models.ForeignKey(Case, on_delete=models.PROTECT)
