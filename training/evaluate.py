"""Figures of a pipeline on held-out documents, read as in `avr_docs`: blocks cut by rules, then each sentence.

Gold and prediction meet in characters, so a wrong token or a wrong sentence boundary costs whatever stands on it. All
figures are F1. As in spaCy's scorer and in the CoNLL 2018 evaluation a relation counts if both its words, its head
and its label are right; relations of punctuation are left out.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from spacy.language import Language
from spacy.tokens import Doc

from avr_docs.boundaries import BULLETS, sentence_spans
from avr_docs.nlp import annotate
from training.treebanks import Document, Sentence

LABELS = ("PERSON", "ORG", "LOC", "DATE")
Facts = dict[str, set[tuple[object, ...]]]


class Block(NamedTuple):
    """The text of one block and the [start, end) characters of each sentence's tokens in it."""

    text: str
    sentences: list[tuple[Sentence, list[tuple[int, int]]]]


def blocks(document: Document, *, joined: bool = False) -> Iterator[Block]:
    """The document's blocks; with `joined` the whole document as one."""
    group: list[Sentence] = []
    for sentence in document.sentences:
        if sentence.opens_block and group and not joined:
            yield _block(group)
            group = []
        group.append(sentence)
    if group:
        yield _block(group)


def _block(group: list[Sentence]) -> Block:
    text, found = "", []
    for sentence in group:
        if text and not text.endswith(" "):
            text += " "
        places = []
        for token in sentence.tokens:
            places.append((len(text), len(text) + len(token.text)))
            text += token.text + (" " if token.blank_after else "")
        found.append((sentence, places))
    return Block(text.rstrip(), found)


class Tally:
    """Counts of facts that gold and prediction share and that only one of them has, by kind of fact."""

    def __init__(self) -> None:
        self.both: Counter[str] = Counter()
        self.gold: Counter[str] = Counter()
        self.predicted: Counter[str] = Counter()

    def add(self, gold: Facts, predicted: Facts) -> None:
        for kind in gold.keys() | predicted.keys():
            wanted, given = gold.get(kind, set()), predicted.get(kind, set())
            self.both[kind] += len(wanted & given)
            self.gold[kind] += len(wanted)
            self.predicted[kind] += len(given)

    def f1(self, *kinds: str) -> float | None:
        """F1 in percent over the kinds together; None where gold has none of them."""
        if not any(self.gold[kind] for kind in kinds):
            return None
        both = sum(self.both[kind] for kind in kinds)
        return round(200 * both / sum(self.gold[kind] + self.predicted[kind] for kind in kinds), 1)


def syntax(nlp: Language, documents: Iterable[Document]) -> Tally:
    """Sentences, tokens, tags, parts of speech, lemmas and relations of whole documents."""
    tally = Tally()
    for document in documents:
        for block in blocks(document):
            spans = sentence_spans(block.text)
            docs = annotate((block.text[start:end] for start, end in spans), nlp)
            tally.add(_gold_syntax(block), _predicted_syntax(block.text, spans, docs))
    return tally


def sentences(documents: Iterable[Document], *, joined: bool) -> Tally:
    """Sentence boundaries alone, with blocks or with each document as one block; blanks and bullets stripped."""
    tally = Tally()
    for document in documents:
        for block in blocks(document, joined=joined):
            gold = {_bare(block.text, places[0][0], places[-1][1]) for _, places in block.sentences}
            predicted = {_bare(block.text, start, end) for start, end in sentence_spans(block.text)}
            wordless = {span for span in gold if not any(map(str.isalnum, block.text[span[0] : span[1]]))}
            tally.add({"sentence": gold - wordless}, {"sentence": predicted})
    return tally


def _bare(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and (text[start].isspace() or text[start] in BULLETS):
        start += 1
    return start, start + len(text[start:end].rstrip())


def _gold_syntax(block: Block) -> Facts:
    facts: Facts = {kind: set() for kind in ("token", "tag", "pos", "lemma", "head", "relation")}
    for sentence, places in block.sentences:
        for token, place in zip(sentence.tokens, places, strict=True):
            head = place if token.head is None else places[token.head]
            relation = "root" if token.head is None else token.relation
            _note(facts, place, token.xpos, token.upos, token.lemma, head, relation)
    return facts


def _predicted_syntax(text: str, spans: list[tuple[int, int]], docs: Iterable[Doc]) -> Facts:
    facts: Facts = {}
    for (start, _), doc in zip(spans, docs, strict=True):
        for token in doc:
            if not token.is_space:
                place = (start + token.idx, start + token.idx + len(token))
                head = (start + token.head.idx, start + token.head.idx + len(token.head))
                _note(facts, place, token.tag_, token.pos_, token.lemma_, head, token.dep_.lower())
    return facts


def _note(
    facts: Facts, place: tuple[int, int], tag: str, pos: str, lemma: str, head: tuple[int, int], relation: str
) -> None:
    for kind, value in (("token", ()), ("tag", (tag,)), ("pos", (pos,)), ("lemma", (lemma,))):
        facts.setdefault(kind, set()).add((place, *value))
    if relation != "punct":
        facts.setdefault("head", set()).add((place, head))
        facts.setdefault("relation", set()).add((place, head, relation))


def names(documents: Iterable[list[Block]], find: Callable[[list[str]], Iterable[list[tuple[int, int, str]]]]) -> Tally:
    """Names by label; `find` gives for each sentence of a document its names as [start, end) characters and a label."""
    tally = Tally()
    for document in documents:
        spans = [sentence_spans(block.text) for block in document]
        texts = [block.text[start:end] for block, cut in zip(document, spans, strict=True) for start, end in cut]
        found = iter(find(texts))
        for block, cut in zip(document, spans, strict=True):
            predicted: Facts = {}
            for start, _ in cut:
                for first, last, label in next(found):
                    if label in LABELS:
                        predicted.setdefault(label, set()).add((start + first, start + last))
            tally.add(_gold_names(block), predicted)
    return tally


def _gold_names(block: Block) -> Facts:
    gold: Facts = {}
    for sentence, places in block.sentences:
        for first, last, label in sentence.names or []:
            gold.setdefault(label, set()).add((places[first][0], places[last - 1][1]))
    return gold


def finder(nlp: Language, *, with_rules: bool = True) -> Callable[[list[str]], list[list[tuple[int, int, str]]]]:
    """The names that a pipeline finds in sentences, completed by the rules or alone."""

    def find(texts: list[str]) -> list[list[tuple[int, int, str]]]:
        docs = annotate(texts, nlp) if with_rules else nlp.pipe(texts)
        return [[(ent.start_char, ent.end_char, ent.label_) for ent in doc.ents] for doc in docs]

    return find


def alone(found: Iterable[Sentence]) -> list[list[Block]]:
    """Each sentence as a document of one block."""
    return [[_block([sentence])] for sentence in found]
