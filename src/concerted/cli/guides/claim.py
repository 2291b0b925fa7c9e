"""What the page of `concerted claim` says."""

from concerted.cli.guide import Example, Guide, InputFile

_SENTENCE = (
    "the reoffending rate fell to 8.45 per cent in the last year, a drop from 9.42 per cent. "
    "The number of repeat offenders fell from 12,818 to 11,617"
)

GUIDE = Guide(
    command="claim",
    says="""
A newspaper prints a rate, another rate, and two numbers of people. What follows from them, and what does not? This
command does the arithmetic that anybody could do and nobody does: how many people the rates stand for, whether the
numbers can be what they are called, how much of a change is fewer people and how much a lower rate, how sure it is, and
how much less sure when one person may have been counted four times. It never says that a scheme caused anything, since
no printed rate can. It ends with a sentence that one may honestly print.

Type the figures, or paste the sentence as it stands. Figures that cannot be right (108 %, more reoffenders than people,
a rate that no whole number of people gives) are refused with the reason.
""",
    files={
        "claims.csv": """\
first,second,measure
9.42% of 12818,8.45% of 11617,local-adult
44 of 160,31 of 142,another
108% of 200,,
"""
    },
    examples=(
        Example(
            says="Two rates and two counts, the earlier first:",
            command='concerted claim "9.42% of 12818" "8.45% of 11617"',
        ),
        Example(
            says="The sentence from the newspaper gives the same answer:",
            command=f'concerted claim "{_SENTENCE}"',
            starts=3,
        ),
        Example(
            says="Parts of wholes, as JSON:",
            command='concerted claim "1207 of 12818" "982 of 11617" --json',
            starts=6,
        ),
        Example(says="What cannot be:", command='concerted claim "108% of 200"', exit_status=2),
        Example(
            says="Several from a file; what is refused is told with its row, and the others are answered:",
            command="concerted claim --file claims.csv",
            starts=4,
            exit_status=2,
        ),
    ),
    reads=(
        InputFile(
            argument="--file",
            says="CSV in UTF-8, the columns in any order; others are left alone. A cell with a comma stands in double "
            "quotes.",
            columns={
                "claim": "one claim as it would be typed: a sentence, or one figure",
                "first": "or, in place of `claim`, the earlier figure, `9.42% of 12818`",
                "second": "and the later one; empty where there is only one",
                "counts": "`cohort` or `reoffenders`; empty as without `--counts`",
                "measure": "the measure of the figures; empty as without `--measure`",
            },
        ),
    ),
    answers={
        "claim": "what was read, and how",
        "verdict": "the answer in one paragraph",
        "counts_are": "`cohort`, `reoffenders`, or that it cannot be told",
        "basis": "what that rests on",
        "inference": "whether it is an inference rather than said",
        "measure": "the measure that the figures are taken to be of",
        "before": "the earlier figure: the rate, and the whole numbers of people that give it",
        "after": "the later figure",
        "other_reading": "what the counts would mean if they were the other thing, and why that cannot be",
        "change": "the fall or rise in people, split into fewer people and a lower rate",
        "difference": "the difference of the rates in points, with its interval",
        "repeats": "how p moves when one person may be in the counts several times",
        "cause": "that nothing here says why, and what could",
        "honest_sentence": "what one may print",
        "honest_note": "what is to be said with it",
        "findings": "the headings and paragraphs of the answer",
        "steps": "how each number was found",
    },
    exits={
        0: "done",
        2: "refused: a rate above 100 %, a part above its whole, a rate that no whole number of people gives, figures "
        "that cannot be paired; with `--file`, at least one row of it",
    },
)
