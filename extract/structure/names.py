"""What a line of an address, a signature or a list is: a person, a role, a body, a place."""

import re

#: Forms of address that are no part of a name; several may stand one after the other.
HONORIFIC = re.compile(
    r"(?:(?:his|her|their|your) (?:excellency|excellencies|honou?r|eminence|holiness|majesty)|h\.\s?e\."
    r"|excellenc(?:y|ies)"
    r"|the (?:rt\.? |right )?hon(?:ou?rable|\.)?|(?:rt\.? )?hon(?:ou?rable|\.)|messrs\.?|mr\.?|mrs\.?|ms\.?"
    r"|miss|mx\.?|dr\.?"
    r"|prof(?:essor)?\.?|rev(?:erend)?\.?|sir|dame|madam|m\.|mme\.?|mlle|monsieur|madame|maître|herr(?:n)?|frau"
    r"|señora?"
    r"|sra?\.|srta\.|don|doña|excm[oa]\.?|ilm[oa]\.?|exm[oa]\.?|lic\.?|ing\.?|mtr[oa]\.?|abg\.?|dra\.?|d\.ª"
    r"|senhora?|s\.e\."
    r"|signora?|sig\.?(?:ra)?|dott\.?(?:ssa)?|avv\.?|on\.|de heer|mevrouw|dhr\.?|mevr\.?|mw\.?|colonel|col\."
    r"|capt\.)[\s,]+",
    re.IGNORECASE,
)
ROLE = re.compile(
    r"\b(?:(?:vice[- ]|deputy |assistant |acting |executive |senior |general |managing |co-|sub)*"
    r"(?:director|directora|president|presidenta|presidente|secretary|secretaria|secretario|minister|ministra"
    r"|ministro"
    r"|chair|chairman|chairwoman|chairperson|commissioner|ambassador|embajador|embajadora|officer|attorney"
    r"|counsel|lawyer"
    r"|abogada|abogado|solicitor|barrister|head|chief|coordinator|coordinadora|coordinador|manager|representative"
    r"|representante|rapporteur|relatora?|professor|spokesperson|spokesman|spokeswoman|administrator|adviser|advisor"
    r"|analyst|fellow|founder|chancellor|governor|senator|congress(?:man|woman)|mayor|speaker|judge"
    r"|(?:chief|associate|lord|lady) justice|justice(?= of\b)"
    r"|clerk|partner"
    r"|dean|bishop|archbishop|rector|treasurer|registrar|superintendent|inspector|ombudsman|ombudsperson|envoy"
    r"|delegate"
    r"|consul|editor|correspondent|reporter|researcher|organizer|organiser|prime minister|high commissioner"
    r"|directeur|directrice|ministre|secrétaire|présidente?|chef|responsable|coordinateur|coordinatrice|avocate?"
    r"|direktor(?:in)?|präsident(?:in)?|minister(?:in)?|leiter(?:in)?|vorsitzende[r]?|geschäftsführer(?:in)?"
    r"|bundeskanzler(?:in)?|diretora?|coordenadora?|advogad[ao]|ministr[ao]|voorzitter|directeur-generaal"
    r"|direttore|direttrice|ceo|cfo|coo|general secretary|esq))\b",
    re.IGNORECASE,
)
BODY = re.compile(
    r"\b(?:office|department|dept|ministry|university|college|school|organi[sz]ations?|agency|cent(?:er|re"
    r"|ro)s?|council"
    r"|commission|committee|institut[eo]?|association|services?|court|foundation|network|project|union|inc|llc"
    r"|llp|ltd|gmbh"
    r"|coalition|initiative|group|alliance|federation|society|board|bureau|secretariat|division|directorate"
    r"|administration"
    r"|authority|government|programme|program|clinic|law firm|fund|trust|observatory|forum|movement|campaign"
    r"|watch|first"
    r"|international|internacional|national|nacional|nations|refugees?|migrants?|rights|justice|legal|church"
    r"|diocese|ministries"
    r"|ministerio|secretaría|oficina|universidad|organización|comisión|consejo|asociación|fundación|red"
    r"|colectivo|grupo|unidad"
    r"|dirección|ministère|conseil|comité|université|fédération|confédération|réseau|bundesamt|ministerium"
    r"|verein|verband"
    r"|stiftung|ministério|associação|ministero|associazione|vereniging|ngo|parliament|congress|senate|embassy"
    r"|mission"
    r"|&|on|for)\b",
    re.IGNORECASE,
)
_STREET = re.compile(
    r"\b(?:street|st\.|avenue|ave\.?|road|rd\.|boulevard|blvd\.?|lane|drive|dr\.|suite|ste\.?|floor|fl\.|room"
    r"|building|p\.?\s?o\.?\s?box"
    r"|calle|avenida|av\.|plaza|colonia|col\.|rue|route|chemin|quai|place|straße|strasse|str\.|platz|allee|rua"
    r"|via|piazza|laan"
    r"|straat|gracht|apartado|postfach|postbus|bp|b\.p\.|c\.?p\.|mail stop|stop|plein|square|highway|parkway"
    r"|court|way|nw|ne|sw|se)\b",
    re.IGNORECASE,
)
_POSTAL = re.compile(
    r"\b[A-Z]{2}\.?\s+\d{5}(?:-\d{4})?$|\b[A-Z]{1,2}\d{1,2}[A-Z]?\s?\d[A-Z]{2}\b"
    r"|^(?:[A-Z]{1,3}-)?\d{4,5}\s+[A-ZÀ-Ý]|\b\d{5}(?:-\d{4})?$"
    r"|\b[A-Z]\d[A-Z] \d[A-Z]\d\b|^\d{1,5}[A-Za-z]?,? [A-ZÀ-Ý]|,\s*(?:D\.?C\.?|[A-Z]{2})$"
    # A town with its code after it, in a line of its own: "Selwyn 1204".
    r"|^[A-ZÀ-Ý][^\W\d]+(?:[ -][A-ZÀ-Ý][^\W\d]+){0,3},? \d{3,6}$"
)
#: "Republic of Maren", "Kingdom of the Two Rivers": a country by its full name.
_STATE = re.compile(
    r"(?:the )?(?:(?:federal|federative|democratic|islamic|people['’]s|united|socialist|plurinational) )*"
    r"(?:republic|kingdom|commonwealth|principality|sultanate|federation|grand duchy|state) of (?:the )?"
    r"[A-ZÀ-Ý][\w'’ -]{2,40}|(?:república|república federal|reino|estado plurinacional) (?:de |del )"
    r"[A-ZÀ-Ý][\w'’ -]{2,40}|république (?:de |du |des |d['’])[\w'’ -]{2,40}"
    r"|(?:bundes)?republik [A-ZÀ-Ý][\w'’ -]{2,40}",
    re.IGNORECASE,
)
CONTACT = re.compile(
    r"\S+@\S+\.\w+|https?://|www\.|(?:^|\b)(?:tel|phone|telephone|fax|teléfono|tél|telefon|e-?mail|correo|t|f"
    r"|mobile|cell|web)"
    r"\b\.?\s*:|(?:\+|\(0?)\d[\d\s().-]{6,}|\b\d{3}[-.]\d{3}[-.]\d{4}\b",
    re.IGNORECASE,
)
_COUNTRIES = frozenset(
    [
        "switzerland",
        "germany",
        "france",
        "belgium",
        "spain",
        "italy",
        "portugal",
        "netherlands",
        "austria",
        "greece",
        "mexico",
        "méxico",
        "guatemala",
        "honduras",
        "usa",
        "u.s.a.",
        "uk",
        "kenya",
        "ethiopia",
        "senegal",
        "morocco",
        "libya",
        "niger",
        "turkey",
        "türkiye",
        "schweiz",
        "suisse",
        "españa",
        "belgique",
        "belgien",
        "deutschland",
        "österreich",
        "canada",
        "brazil",
        "brasil",
        "colombia",
        "argentina",
        "chile",
        "peru",
        "perú",
        "ecuador",
        "panama",
        "panamá",
        "denmark",
        "sweden",
        "norway",
        "finland",
        "ireland",
        "poland",
        "hungary",
        "serbia",
    ]
) | {"united states", "united kingdom", "the netherlands", "united states of america", "costa rica", "el salvador"}
_PARTICLES = frozenset(
    [
        "de",
        "del",
        "la",
        "las",
        "los",
        "van",
        "von",
        "der",
        "den",
        "bin",
        "bint",
        "ben",
        "al",
        "el",
        "da",
        "das",
        "do",
        "dos",
        "di",
        "du",
        "le",
        "y",
        "e",
        "zu",
        "zur",
        "und",
        "ibn",
        "abu",
        "ter",
        "ten",
        "of",
    ]
)
#: Words at the head of a line of an address that say how it was sent, or to whose attention.
ATTENTION = re.compile(
    r"(?:attn|attention|att|a la atención de|z\.\s?hd\.?|à l'attention de|c/o|t\.a\.v\.?)\s*[:.]?\s*", re.I
)
CREDENTIALS = re.compile(
    r",?\s+(?:Esq|Jr|Sr|Ph\.?\s?D|M\.?D|J\.?D|LL\.?M|MPH|MSW|MA|MP|MEP|KC|QC|II|III|IV|CBE|OBE)\b\.?", re.I
)


def bare(name: str) -> str:
    """A name without forms of address before it and without degrees after it."""
    name = name.strip(" ,;:")
    while match := HONORIFIC.match(name + " "):
        name = (name + " ")[match.end() :].strip(" ,;:")
    return name


def is_address(line: str) -> bool:
    """Whether a line is of the place: street, box, town with its code, country, telephone, e-mail."""
    text = line.strip(" .,")
    if len(text.split()) > 14:
        return False
    if CONTACT.search(line) or text.lower() in _COUNTRIES or _POSTAL.search(text) or _STATE.fullmatch(text):
        return True
    if re.match(r"\W*(?:\d|one|two|three|four|five|six|seven|eight|nine|ten)\b|.*\d", text, re.IGNORECASE) and (
        _STREET.search(text)
    ):
        return True
    return bool(re.fullmatch(r"[A-ZÀ-Ý][\w.' -]+,\s*(?:[A-ZÀ-Ý][\w. ]+,\s*)?(\w[\w. ]+)", text)) and (
        text.rsplit(",", 1)[1].strip().lower() in _COUNTRIES
    )


def is_place(line: str) -> bool:
    """Whether a line, after others of an address, names a house or a square: "Gateway Plaza"."""
    return len(line.split()) <= 4 and _STREET.search(line) is not None


def is_person(line: str) -> bool:
    """Whether a line reads like a person's name: two to six capitalised words, none of which names a body or a role.

    "Tierra Abierta", a body, reads so too: where it stands must tell.
    """
    had_title = bare(line) != line.strip(" ,;:")
    text = CREDENTIALS.sub("", bare(line)).strip(" ,;:")
    words = text.split()
    if not 1 + (not had_title) <= len(words) <= 7 or re.search(r"[\d:;@/&]|,", text) or BODY.search(text):
        return False
    if ROLE.search(text):
        return False
    if text.isupper() and len(words) < 2:
        return False
    return (
        all(word[:1].isupper() or word.lower().split("-")[0] in _PARTICLES for word in words) and words[0][:1].isupper()
    )


# The end of a name of a body whose words go on without "of", "at" or "for" in between.
_BODY_LAST = re.compile(
    r"(?:['’]s?|s['’]?)?(?:\s+[A-ZÀ-Ý][\w'’-]*)*\s+(?:Cent(?:er|re)|Network|Association|Alliance|Project|Foundation|Institute"
    r"|Coalition|Council|Union|Federation|Society|Initiative|Forum|Collective|Clinic|Group|Fund|Trust|Watch)s?$"
)


def is_role(line: str) -> bool:
    """Whether a line, or its part before the first comma, is an office that somebody holds."""
    head = line.split(",")[0]
    found = ROLE.search(head)
    if found is None or len(head.split()) > 9 or re.search(r"\d|@", head):
        return False
    # "Border Justice Centre", "Partner Network": the office's word belongs to the body's name.
    return _BODY_LAST.match(head[found.end() :]) is None
