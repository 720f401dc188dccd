"""Words that tell what a claim is by who says it, to whom, and how: laws, staff, people, denials."""

import re

#: Who denies something says the opposite of it.
DENIES = re.compile(r"\b(?:den(?:y|ies|ied|ying)|reject\w*|refut\w*|disput\w*|dismiss\w*)\b", re.IGNORECASE)
#: Those whom an authority orders to do something, which is no demand.
PEOPLE = re.compile(
    r"\b(?:people|persons?|migrants|immigrants|refugees|asylum[- ]seekers|participants|applicants|famil(?:y|ies)"
    r"|them|him|her"
    r"|those|residents|returnees|women|men|foreigners|everyone|everybody|anyone)\b",
    re.IGNORECASE,
)
#: Sources whose wishes are law.
LAW = re.compile(
    r"\b(?:law|act|convention|compact|treaty|directive|constitution|covenant|judge?ment|ruling|standards"
    r"|principles|guidelines"
    r"|court|tribunal|regulation|statute|protocol)\b(?!.*\b(?:lawyer|spokes\w+|official)\b)",
    re.IGNORECASE,
)
#: Those who speak for the body whose document it is.
STAFF = re.compile(
    r"\b(?:staff|caseworkers?|counsell?ors?|advis[eo]rs?|officers?|officials?|teams?|director\w*|colleagues"
    r"|employees)\b",
    re.IGNORECASE,
)
