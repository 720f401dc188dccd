"""Reads names from other sets than GUM: columns of words and tags, UNER on EWT's texts, our own labelled sentences."""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from spacy.lang.en import English

from training.names import date_span
from training.treebanks import Document, Sentence, Token, lines

#: Words before a figure that make a year of it.
BEFORE_YEAR = frozenset("in since from until till by of during after before to and early late mid ( , – - /".split())
KINDS = {"PER": "PERSON", "ORG": "ORG", "LOC": "LOC", "GPE": "LOC"}
BRACKETED = re.compile(r"\[(PERSON|ORG|LOC|DATE) ([^\[\]]+)\]")
CLOSING = frozenset({",", ".", ")", ";", ":", "?", "!", "%", "'s", "n't", "'", "''"})
PENN = {"``": '"', "''": '"', "-LRB-": "(", "-RRB-": ")"}


def columns(path: Path) -> list[Sentence]:
    """The sentences of a file of words and tags (IO or BIO), with `KINDS` and calendar dates as names."""
    found = []
    for i, rows in enumerate(_blocks(path)):
        if rows[0][0] == "-DOCSTART-":
            continue
        words = [PENN.get(row[0], row[0]) for row in rows]
        tokens = [_token(word, words[n + 1] if n + 1 < len(words) else "") for n, word in enumerate(words)]
        sentence = Sentence(id=f"{path.name}-{i}", tokens=tokens, names=spans([row[-1] for row in rows]))
        found.append(with_dates(sentence))
    return found


def _blocks(path: Path) -> Iterator[list[list[str]]]:
    rows: list[list[str]] = []
    for line in [*lines(path), ""]:
        if line.strip():
            rows.append(line.split())
        elif rows:
            yield rows
            rows = []


def _token(word: str, following: str) -> Token:
    blank = following not in CLOSING and word != "("
    return Token(text=word, lemma="", upos="", xpos="", head=None, relation="", blank_after=blank)


def spans(tags: list[str]) -> list[tuple[int, int, str]]:
    """The names that IO or BIO tags stand for, as [start, end) tokens; what `KINDS` does not name is none."""
    found: list[tuple[int, int, str]] = []
    for i, tag in enumerate(tags):
        part, _, kind = tag.partition("-")
        label = KINDS.get(kind)
        if label is None:
            continue
        if part == "I" and i and tags[i - 1].partition("-")[2] == kind and found and found[-1][1] == i:
            found[-1] = (found[-1][0], i + 1, label)
        else:
            found.append((i, i + 1, label))
    return found


def uner(treebank: list[Document], path: Path) -> tuple[list[Sentence], int]:
    """EWT's sentences with UNER's names and calendar dates, and how many were left out since their words differ."""
    tags: dict[str, list[list[str]]] = {}
    rows: list[list[str]] = []
    identity = ""
    for line in [*lines(path), ""]:
        if line.startswith("# sent_id"):
            identity = line.partition("=")[2].strip()
        elif line and not line.startswith("#"):
            rows.append(line.split("\t"))
        elif not line and rows:
            tags[identity] = rows
            rows = []
    found, left_out = [], 0
    for document in treebank:
        for sentence in document.sentences:
            known = tags.get(sentence.id, [])
            if [row[1] for row in known] != [token.text for token in sentence.tokens]:
                left_out += 1
                continue
            found.append(with_dates(replace(sentence, names=spans([row[2] for row in known]))))
    return found, left_out


def with_dates(sentence: Sentence) -> Sentence:
    """The sentence with its calendar dates as names, where no other name stands: by words, since the set has none."""
    words = [token.text for token in sentence.tokens]
    names = list(sentence.names or [])
    taken = {i for start, end, _ in names for i in range(start, end)}
    start = 0
    while start < len(words):
        span = date_span(words[start:]) if start not in taken else None
        if span is None:
            break
        first, last = start + span[0], start + span[1]
        doubtful = (
            last - first == 1 and words[first].isdigit() and (not first or words[first - 1].lower() not in BEFORE_YEAR)
        )
        if not doubtful and not taken & set(range(first, last)):
            names.append((first, last, "DATE"))
        start = last
    return replace(sentence, names=sorted(names))


def labelled(path: Path, nlp: English) -> list[Sentence]:
    """Our own sentences, one a line, each name in brackets with its type.

    Raises:
        ValueError: a bracket that marks no name.
    """
    found = []
    for number, line in enumerate(lines(path), 1):
        text, names = _plain(line)
        if "[" in text or "]" in text:
            raise ValueError(f"{path.name}, line {number}: a bracket that marks no name")
        doc = nlp.make_doc(text)
        tokens = [_token_of(token.text, bool(token.whitespace_)) for token in doc]
        marked = []
        for start, end, label in names:
            # "Ltd" where the full stop of the sentence and of the word are one: the token is the name's.
            span = doc.char_span(start, end, alignment_mode="expand")
            marked.append((span.start, span.end, label))
        found.append(Sentence(id=f"{path.stem}-{number}", tokens=tokens, names=marked))
    return found


def _plain(line: str) -> tuple[str, list[tuple[int, int, str]]]:
    text, names, at = "", [], 0
    for match in BRACKETED.finditer(line):
        text += line[at : match.start()]
        names.append((len(text), len(text) + len(match[2]), match[1]))
        text += match[2]
        at = match.end()
    return text + line[at:], names


def _token_of(text: str, blank: bool) -> Token:
    return Token(text=text, lemma="", upos="", xpos="", head=None, relation="", blank_after=blank)
