"""What the page of `concerted link` says."""

from concerted.cli.guide import DONE, REFUSED, Example, Guide

_PEOPLE = """\
id,first_name,surname,dob,postcode,who
1,Katherine,Wrenfield,1988-04-02,CM1 1AA,a
2,Kate,Wrenfield,1988-04-02,CM1 1AA,a
3,Katherine,Wrenfeild,1988-04-02,,a
4,Daniel,Osei,1979-12-30,SS2 5QF,b
5,Dan,Osei,1979-12-30,SS2 5QF,b
6,Daniel,Okafor,1979-12-30,CO4 3SQ,c
7,Marta,Nowak,1995-07-19,RM17 6LL,d
8,Marta,Nowak,1995-07-19,RM17 6LL,d
9,Peter,Lane,1962-01-11,CM2 9RT,e
10,Peter,Layne,1962-01-11,CM2 9RT,e
"""

GUIDE = Guide(
    command="link",
    says="""
Two agencies write of Katherine and of Kate, one misspells her name and one has no postcode. Are these records one human
being? `concerted link run` compares names (nicknames and misspellings included), birth dates, postcodes, addresses and
emails, weighs the evidence by how rare each agreement is, and gives every record the number of its cluster: one
cluster, one person.

It asks for no training and no settings: columns are recognised by their names, and may be told where they are not.
Whether joined people *are* one person is a matter of probability; `--link` is where the line is drawn.

Where you know the truth for a sample, `concerted link evaluate` measures how good the linkage is: of the pairs joined
the share that are right (precision), of the true pairs the share that were joined (recall).
""",
    files={"people.csv": _PEOPLE},
    examples=(
        Example(
            says="Say which records are one person:",
            command="concerted link run people.csv --out clusters.csv --pairs pairs.csv",
            varies=r"\d+\.\d s|linkage version \S+",
        ),
        Example(
            says="Measure it, where a column says who each record really is:",
            command="concerted link evaluate people.csv --truth who",
            varies=r"\d+\.\d s",
        ),
        Example(
            says="A column that is not there:",
            command="concerted link evaluate people.csv --truth person",
            exit_status=2,
        ),
    ),
    exits={0: DONE, 2: REFUSED},
)
