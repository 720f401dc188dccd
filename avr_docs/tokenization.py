"""What stays one token beside what spaCy's English rules keep: abbreviations, dockets, provisions, document symbols.

Applied to every pipeline, so that rules over tokens see the same ones whichever model is chosen.
"""

import re

from spacy.language import Language
from spacy.symbols import ORTH
from spacy.util import compile_infix_regex, compile_prefix_regex

#: Abbreviations with their full stop. What is also a word of its own ("no.", "art.") is not here in small letters.
WHOLE = """
    U.S. U.N. U.K. E.U. D.C. EE.UU. N.D. S.D. E.D. W.D. N.D.Cal. C.D. M.D. Cal. Mass. Md. Wash. Tex. Fla. Ill.
    No. Nos. Art. Arts. Sec. Secs. Par. Para. para. paras. pp. ch. vol. al. Cf. App. Add. Rev. Res. Doc. Cir.
    Ct. Dist. Fed. Reg. Supp. Stat. Pub. Rptr. Ed. Op. Hon. Cmdr. Atty. Gen. Dep’t Dep't Int’l Int'l Ass’n
    Ass'n §§ núm. pág. Sra.
""".split()

#: Matches "20-cv-00001-JD", "2:21-cr-12345"; not "2019-20".
DOCKET = r"(?:\d{1,2}:)?\d{2}-[A-Za-z]{2,4}-\d{2,6}(?:-[A-Z]{1,4})*"
#: Matches "1158(b)(1)(A)", "208.30(e)"; not "(2019)".
PROVISION = r"\d+[a-z]?(?:\.\d+)*(?:\((?:\d{1,3}|[A-Za-z]|[ivx]+)\))+"
#: Matches "A/HRC/38/41", "E/CN.4/1998/53/Add.2", "2008/115/EC", "C-61/11", "COM(2018)"; not "and/or", "UNHCR/IOM".
SYMBOL = (
    r"[A-Z]{1,4}(?:/[A-Z0-9][A-Za-z0-9.()-]*){2,}[A-Za-z0-9)]|\d{4}/\d{1,4}/[A-Z]{2,4}"
    r"|[CT]-\d{1,4}/\d{2}|\d{3,5}/\d{2}|[A-Z]{3,4}\(\d{4}\)"
)
KEPT = re.compile(rf"(?:{DOCKET}|{PROVISION}|{SYMBOL})$")
BULLETS = r"[•●▪◦‣■➢➤►✓✔❖]"
#: "U.S.–Mexico talks": a dash after an abbreviation parts words as it does elsewhere.
AFTER_ABBREVIATION = r"(?<=[A-Za-z]\.)[–—-](?=[A-Za-z])"
#: "COVID-19", "Title-42", as the treebanks have it.
BEFORE_FIGURE = r"(?<=[A-Za-z]{2})-(?=\d)"


def customise(nlp: Language) -> None:
    """Teaches the pipeline's tokenizer the field's forms."""
    tokenizer = nlp.tokenizer
    for text in WHOLE:
        tokenizer.add_special_case(text, [{ORTH: text}])
    tokenizer.rules = {text: parts for text, parts in tokenizer.rules.items() if text != "and/or"}
    kept = tokenizer.token_match
    tokenizer.token_match = lambda text: KEPT.match(text) or (kept(text) if kept else None)
    prefixes = [*(nlp.Defaults.prefixes or []), BULLETS]
    infixes = [*(nlp.Defaults.infixes or []), AFTER_ABBREVIATION, BEFORE_FIGURE]
    tokenizer.prefix_search = compile_prefix_regex(prefixes).search
    tokenizer.infix_finditer = compile_infix_regex(infixes).finditer
