"""How much harm proven offences stand for: codes, weights of one index and edition, sums with what they rest on.

Harm points measure the sentences that offences attract, not suffering (S28).
"""
