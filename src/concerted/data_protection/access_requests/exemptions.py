"""Why an entry may be withheld: exemptions with their sources, for the reviewer to choose from."""

UK_GDPR = "uk_gdpr"
PART_3 = "part_3"
REGIMES = {
    UK_GDPR: "UK GDPR Article 15",
    PART_3: "Data Protection Act 2018 Part 3, section 45 (law enforcement)",
}
EXEMPTIONS = {
    "third_party": "It would disclose somebody else (Data Protection Act 2018, Schedule 2 paragraph 16)",
    "crime": "It would prejudice preventing or detecting crime (Schedule 2 paragraph 2; section 45(4)(b))",
    "inquiry": "It would obstruct an inquiry, investigation or procedure (section 45(4)(a))",
    "others": "It would harm the rights and freedoms of others (section 45(4)(e); UK GDPR Article 15(4))",
    "public_security": "It would harm public security (section 45(4)(c))",
    "serious_harm": "Serious harm to somebody's health (Schedule 3 paragraphs 5, 11 and 18)",
    "privilege": "Legal professional privilege (Schedule 2 paragraph 19)",
}
"""By code: the reason in words with its source. A withheld entry leaves no number and no gap in the answer."""
