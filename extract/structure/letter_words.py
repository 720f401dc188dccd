"""The set phrases of letters in seven languages: salutations, closings, and what opens each other part."""

import re

SALUTATION = re.compile(
    r"(?:dear\b|(?:your|his|her) excellenc|excellenc(?:y|ies|e)\b|to whom it may concern|(?:dear )?sirs?\b"
    r"|gentlemen\b"
    r"|ladies and gentlemen|(?:mr|madam)e?\.? (?:president|chair|secretary|speaker|ambassador|minister)"
    r"|hono(?:u)?rable\b"
    r"|greetings|hello\b|hi\b|good (?:morning|afternoon)|esteemed|estimad[oa]s?\b|distinguid[oa]s?\b"
    r"|apreciad[oa]s?\b|querid[oa]s?\b"
    r"|respetad[oa]s?\b|excelent[íi]sim[oa]|excm[oa]|muy señor|señor(?:es|as?)?\b|a quien corresponda|madame\b"
    r"|monsieur\b|mesdames\b"
    r"|messieurs\b|ch(?:er|ère|ers|ères)\b|sehr geehrte|liebe[rs]?\b|guten tag|exzellenz|prezad[oa]s?\b"
    r"|car[oaie]s?\b|exm[oa]"
    r"|senhor(?:es|as?)?\b|gentil[ei]\b|egregi[oa]?\b|spett|eccellenza|illustr|geachte\b|beste\b|excellentie)",
    re.IGNORECASE,
)
CLOSING = re.compile(
    r"(?:yours (?:very )?(?:sincerely|faithfully|truly|respectfully|in \w+|ever|etc)|sincerely(?: yours)?"
    r"|(?:very )?truly yours"
    r"|faithfully(?: yours)?|(?:most |very )?respectfully(?: submitted| yours)?|(?:with )?(?:our |my "
    r"|all )?(?:best|kind|kindest|warm|warmest"
    r"|sincere|high|highest)(?: personal)? (?:regards|wishes|consideration|esteem|appreciation|respect)|regards"
    r"|in (?:solidarity|peace"
    r"|partnership|community|hope)|with (?:thanks|gratitude|appreciation|respect|deep(?:est)? concern"
    r"|best wishes|kind regards)|cordially"
    r"|(?:many )?thanks(?: again| in advance)?|thank you(?: very much| again| in advance)?|cheers|best"
    r"|all the best|signed"
    r"|atentamente|muy atentamente|cordialmente|respetuosamente"
    r"|(?:reciba[n]? )?(?:un )?(?:cordial(?:es)? )?saludos?(?: cordial(?:es)?| atentos?)?"
    r"|sin otro particular|quedamos? (?:a|de) |le saluda(?:n|mos)? atentamente|suscriben|firman"
    r"|(?:bien )?cordialement|bien à vous"
    r"|(?:nous vous prions|je vous prie|veuillez)(?: d['’]| )(?:agréer|recevoir)|salutations distinguées"
    r"|respectueusement|mit freundlichen grüßen"
    r"|mit freundlichem gruß|freundliche grüße|hochachtungsvoll|mit (?:besten|vorzüglicher|solidarischen) \w+"
    r"|viele grüße|atenciosamente"
    r"|com os (?:melhores|nossos)|respeitosamente|cordiais saudações|(?:distinti|cordiali) saluti"
    r"|con osservanza|in fede|hoogachtend"
    r"|met (?:vriendelijke groet(?:en)?|de meeste hoogachting)|dank je|merci|gracias|danke|(?:we|i) remain,?)",
    re.IGNORECASE,
)
COPY = re.compile(
    r"(?:b?cc|c\.\s?c\.|c\.?c\.?p\.?|c/c|copy(?: to)?|copies(?: to)?|carbon copy|with (?:a )?cop(?:y|ies) to"
    r"|con copia(?: a| para)?"
    r"|copia a|copie(?: à)?|en copie|kopie(?: an)?|in kopie|com cópia(?: a| para)?|per conoscenza|p\.\s?c\."
    r"|distribution)\s*[:.]\s*"
    r"|(?:b?cc|CC|Cc)\s+(?=[A-Z])|c\.\s?c\.\s*",
    re.IGNORECASE,
)
ENCLOSURE = re.compile(
    r"(?:encl?s?|enclosures?|attachments?|anexos?|anejos?|annex(?:es)?|anlagen?|pièces? jointes?|p\.\s?j\."
    r"|allegat[oi]|bijlagen?)"
    r"\b\.?\s*(?:\(\w+\))?\s*(?::|$)|encl?s?\.|p\.?\s?s\.?\s*:",
    re.IGNORECASE,
)
SUBJECT = re.compile(
    r"(?:re|ref|reference|subject|subj|regarding|asunto|referencia|objet|objeto|oggetto|betreff|betr|assunto"
    r"|betreft|onderwerp)\s*[.:]+\s*",
    re.IGNORECASE,
)
DELIVERY = re.compile(
    r"(?:(?:sent |delivered |by |via |per )+(?:e-?mail|electronic|fax|facsimile|certified|registered|mail|hand"
    r"|fedex|post|courier|first"
    r"|u\.?s\.? mail|overnight|online|upload)|vía (?:correo|electrónica)|por correo|par courriel|per e-?mail"
    r"|via e-?mail)\b.*",
    re.IGNORECASE,
)
MAIL_HEADER = re.compile(
    r"(from|sent|date|to|cc|bcc|subject|reply-to|de|enviado|fecha|para|asunto|von|gesendet|an|betreff|envoyé|à"
    r"|objet|da|inviato|a)\s*:\s*(\S.*)?",
    re.IGNORECASE,
)
QUOTING = re.compile(
    r"(?:on .{5,120}\bwrote:|el .{5,120}\bescribió:|le .{5,120}\ba écrit\s*:|am .{5,120}\bschrieb.*:"
    r"|-+ ?(?:original|forwarded) message ?-+)$",
    re.IGNORECASE,
)


def is_salutation(text: str) -> bool:
    if len(text.split()) > 22 or not SALUTATION.match(text):
        return False
    if re.search(r"[,:;!—–-]$", text):
        return True
    return (
        len(text.split()) <= 6
        and text[-1:] not in ".?"
        and bool(re.match(r"(?:dear|estimad|sehr|your exc|to whom|prezad)", text, re.I))
    )


def is_closing(text: str) -> bool:
    match = CLOSING.match(text)
    if match is None:
        return False
    rest = text[match.end() :].strip()
    if re.match(r"(?:nous vous|je vous|veuillez|sin otro|com os)", text, re.I):
        return len(text.split()) <= 30 and text.rstrip()[-1:] in ".,"
    return (
        len(rest.split()) <= 4
        and not (rest.endswith(".") and len(rest.split()) > 1)
        and (rest == "" or rest[-1] in ",./!" or len(rest) < 3)
    )
