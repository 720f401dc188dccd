"""The codes of the database in plain words: what a label on a page or in a terminal says, and what it means."""

from pathlib import PurePosixPath
from typing import NamedTuple


class Word(NamedTuple):
    """What a code is called, and what it means in one sentence."""

    name: str
    meaning: str = ""


WORDS: dict[str, dict[str, Word]] = {
    "kind": {
        "stated": Word("Stated", "The body that runs, orders or funds the programme says it, about its own doing."),
        "observed": Word("Observed", "Anybody else reports what happens, what is in place, or what is missing."),
        "demanded": Word("Demanded", "Somebody says what should be done."),
        "norm": Word("Required", "A law, treaty, standard or mandate requires, forbids or entails it."),
        "context": Word("Context", "Another fact that can be checked: history, people, money, numbers."),
    },
    "side": {
        "stated": Word("Stated", "What those who run, order or fund the programme say that they do."),
        "observed": Word("Observed", "What anybody else reports about what happens."),
        "required": Word("Required", "What law and standards require."),
        "demanded": Word("Demanded", "What somebody asks for."),
    },
    "role": {
        "implementer": Word("Implementing agency"),
        "government": Word("Government"),
        "civil_society": Word("Civil society"),
        "affected": Word("People concerned"),
        "media": Word("Media"),
        "legal": Word("Courts and lawyers"),
        "research": Word("Research"),
        "other": Word("Others"),
    },
    "attribution": {
        "direct": Word("quoted"),
        "mixed": Word("partly quoted"),
        "indirect": Word("paraphrased"),
        "author": Word("in its own voice"),
    },
    "certainty": {
        "asserted": Word("Asserted"),
        "hedged": Word("Hedged", "Said with may, could, appears, reportedly or the like."),
        "unknown": Word("Not known", "The claim is that it is unclear, or that there is no information."),
    },
    "status": {
        "in_place": Word("said to be in place"),
        "absent": Word("said to be missing or violated"),
        "unclear": Word("not known whether in place"),
        "demanded": Word("demanded"),
        "required": Word("required by a norm"),
    },
    "position": {
        "in_place": Word("in place"),
        "absent": Word("missing or violated"),
        "unclear": Word("not known"),
    },
    "verdict": {
        "contradicted": Word(
            "Contradicted", "Those responsible say that it is in place; others report that it is not."
        ),
        "corroborated": Word("Corroborated", "Those responsible say that it is in place, and others report the same."),
        "unverified": Word(
            "Unverified", "Those responsible say that it is in place; nothing tagged has others confirm or deny it."
        ),
        "unaddressed": Word(
            "Unaddressed", "Others report that it is missing or unclear; nothing tagged is said by those responsible."
        ),
        "inconsistent": Word("Inconsistent", "Those responsible say both that it is in place and that it is not."),
        "disputed": Word("Disputed", "Others report both that it is in place and that it is not."),
        "acknowledged": Word("Acknowledged", "Those responsible themselves say that it is missing."),
        "reported": Word("Reported", "Others report that it is in place; nothing tagged is said by those responsible."),
        "open": Word("Left open", "Only norms and demands were tagged, or statements that leave it open."),
        "silent": Word(
            "Silent",
            "No sentence read was tagged with it; a wording that the tagger does not know may still stand there.",
        ),
        "unknown": Word("Not known", "No document was read that could say anything of it."),
    },
    # The same verdicts in the column of one who observes: it is not they who are contradicted.
    "observer": {
        "contradicted": Word(
            "Contradicts", "It reports that it is missing; those responsible say that it is in place."
        ),
        "corroborated": Word("Corroborates", "It reports that it is in place, and those responsible say the same."),
        "unverified": Word(
            "Left unverified",
            "Those responsible say that it is in place; it reports that it is not known whether it is.",
        ),
        "unaddressed": Word(
            "Unaddressed",
            "It reports that it is missing or unclear; nothing tagged is said by those responsible.",
        ),
        "inconsistent": Word(
            "Words differ", "Those responsible say both that it is in place and that it is not; it reports beside them."
        ),
        "disputed": Word("Reports both", "It reports both that it is in place and that it is not."),
        "acknowledged": Word("Admitted", "It reports on it, and those responsible themselves say that it is missing."),
        "reported": Word("Reports", "It reports that it is in place; nothing tagged is said by those responsible."),
    },
    "demand": {
        "open": Word("Open", "Not yet assessed."),
        "no_response": Word("No response", "Looked for, and no answer was found. Silence is a status too."),
        "in_progress": Word("In progress", "Those asked have begun to do it."),
        "stalled": Word("Stalled", "It was begun, and nothing more has come of it."),
        "partly_met": Word("Partly met", "Some of it is done."),
        "met": Word("Met", "It is done."),
        "refused": Word("Refused", "Those asked have said no."),
        "overtaken": Word("Overtaken by events", "It no longer has an object."),
    },
    "specificity": {
        "specific": Word(
            "Specific",
            "It names who is asked, asks for a known kind of action, and says by when, or names something that can be "
            "counted or looked at.",
        ),
        "partly": Word("Partly specific", "Two of these three: who is asked, what action, by when or what to look at."),
        "vague": Word("Vague", "Fewer than two of these three: who is asked, what action, by when or what to look at."),
    },
    "action": {
        "halt": Word("Halt something"),
        "guarantee": Word("Guarantee something"),
        "coordinate": Word("Coordinate"),
        "publish": Word("Publish"),
        "provide": Word("Provide"),
        "investigate": Word("Investigate"),
        "fund": Word("Fund"),
        "end": Word("End something"),
        "adopt": Word("Adopt a rule or policy"),
        "allow": Word("Allow"),
        "consult": Word("Consult"),
        "monitor": Word("Monitor"),
        "other": Word("Something else"),
    },
    "type": {
        "letter": Word("Letter"),
        "memo": Word("Memo"),
        "report": Word("Report"),
        "press_release": Word("Press release"),
        "news": Word("News story"),
        "other": Word("Other document"),
    },
    "found": {
        "sentence": Word("Sentence"),
        "demand": Word("Demand", "A sentence in which somebody says what should be done."),
        "note": Word("Note", "A footnote or endnote."),
        "work": Word("Work cited", "A source that notes or sentences cite."),
        "document": Word("Document", "A title, or who published, sent or signed a document."),
    },
    "state": {
        "ok": Word("Read", "The text was read and can be relied upon."),
        "ok_empty": Word("Empty", "The file was read to its end, and there is no text in it."),
        "suspect_text": Word("Text in doubt", "There is text, but it may not be what the page shows."),
        "needs_ocr": Word("Pages are pictures", "The pages are pictures of text; text recognition is needed."),
        "encrypted": Word("Locked", "A password is needed to open the file."),
        "corrupt": Word("Broken", "The file is broken or cut short."),
        "unsupported": Word("Unknown format", "No reader knows this kind of file."),
        "too_large": Word("Too large", "The file is over a limit on size, pages or characters."),
        "timeout": Word("Took too long", "Reading was stopped after the time limit."),
        "out_of_memory": Word("Needs too much memory", "Reading was stopped at the memory limit."),
        "crashed": Word("Reader failed", "The reader broke down on this file."),
        "not_fetched": Word("Listed only", "Known by its address; the file has not been fetched."),
    },
    "work_type": {
        "article": Word("Article"),
        "article-journal": Word("Journal article"),
        "article-magazine": Word("Magazine article"),
        "article-newspaper": Word("News story"),
        "bill": Word("Bill"),
        "book": Word("Book"),
        "broadcast": Word("Broadcast"),
        "chapter": Word("Chapter of a book"),
        "dataset": Word("Data"),
        "document": Word("Document"),
        "entry-encyclopedia": Word("Entry in an encyclopedia"),
        "entry-dictionary": Word("Entry in a dictionary"),
        "hearing": Word("Hearing"),
        "interview": Word("Interview"),
        "legal_case": Word("Decision of a court"),
        "legislation": Word("Act or statute"),
        "manuscript": Word("Unpublished paper"),
        "motion_picture": Word("Film or video"),
        "paper-conference": Word("Conference paper"),
        "personal_communication": Word("Letter, e-mail or conversation"),
        "post": Word("Post"),
        "post-weblog": Word("Blog post"),
        "press_release": Word("Press release"),
        "regulation": Word("Regulation"),
        "report": Word("Report"),
        "review-book": Word("Book review"),
        "speech": Word("Speech"),
        "standard": Word("Standard"),
        "thesis": Word("Thesis"),
        "treaty": Word("Treaty"),
        "webpage": Word("Web page"),
    },
    "work_status": {
        "dead": Word("No longer published", "It has vanished from where it was published."),
        "retracted": Word("Retracted", "The study was retracted."),
        "withdrawn": Word("Withdrawn", "Its publisher took it back."),
        "annulled": Word("Annulled", "The court that gave the judgment set it aside."),
        "overturned": Word("Overturned", "A higher court set the judgment aside."),
        "superseded": Word("Superseded", "A newer version stands in its place."),
        "corrected": Word("Corrected", "A correction was published."),
        "disputed": Word("Disputed", "Somebody entitled to do so contests it, and that is not decided."),
    },
    "resolution": {
        "other_work": Word("the note that it names cites something else"),
        "no_citation": Word("the note that it names cites nothing"),
        "no_note": Word("there is no such note"),
        "nothing_before": Word("nothing stands before it that it could take up"),
    },
    "block": {
        "letterhead": Word("Letterhead"),
        "address": Word("Address"),
        "salutation": Word("Salutation"),
        "closing": Word("Closing"),
        "signature": Word("Signatures"),
        "cc": Word("Copies to"),
        "caption": Word("Caption"),
        "table": Word("Table"),
        "quote": Word("Quotation"),
        "header": Word("Running head"),
        "footer": Word("Running foot"),
        "page_number": Word("Page number"),
        "links": Word("List of links"),
        "boilerplate": Word("Boilerplate"),
        "note": Word("Note"),
    },
}

#: The order in which kinds of claims are shown everywhere.
KINDS = tuple(WORDS["kind"])
SIDES = tuple(WORDS["side"])


def say(group: str, code: object) -> str:
    """What `code` is called; an unknown code is shown as it stands, so that nothing is hidden."""
    if code is None or code == "":
        return ""
    word = WORDS[group].get(str(code))
    return word.name if word else str(code).replace("_", " ")


def meaning(group: str, code: object) -> str:
    """What `code` means in one sentence, or nothing."""
    word = WORDS[group].get(str(code))
    return word.meaning if word else ""


FORMATS = {
    "application/pdf": "PDF",
    "text/html": "web page",
    "text/plain": "plain text",
    "text/markdown": "Markdown",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "Word",
}


def format_of(media_type: object, path: object) -> str:
    """The format of a file in plain words; by the end of its name where nobody could tell it from its bytes."""
    if media_type:
        return FORMATS.get(str(media_type), str(media_type))
    suffix = PurePosixPath(str(path or "")).suffix.removeprefix(".")
    return suffix.upper() if suffix.isalnum() and len(suffix) <= 5 else ""


MONTHS = ["", "January", "February", "March", "April", "May", "June", "July", "August", "September"]
MONTHS += ["October", "November", "December"]


def day(date: object) -> str:
    """An ISO date as people write it, as precise as it is known: "6 May 2024", "May 2024", "2024"."""
    text = str(date or "")
    parts = text.split("T")[0].split("-")
    if len(parts) > 3 or not all(part.isascii() and part.isdigit() for part in parts):
        return text
    year, month, number = (*(int(part) for part in parts), 0, 0)[:3]
    if not 0 <= month <= 12:
        return text
    return " ".join(str(part) for part in (number or "", MONTHS[month], year) if part)


def counted(number: object, one: str, many: str | None = None) -> str:
    """A number with its noun: "1 document", "1,204 documents"."""
    count = int(str(number or 0))
    return f"{count:,} {one if count == 1 else many or one + 's'}"
