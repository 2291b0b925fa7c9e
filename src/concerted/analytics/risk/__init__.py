"""How likely a person is to be proven to have offended again: the official predictor, and an older one for the record.

A score is a probability of this group's reoffending, with the version that made it. It never decides anything (S14).
"""
