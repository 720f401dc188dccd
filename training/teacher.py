"""The teacher: MiniLM (Wang et al. 2020) fine-tuned for names or for trees, which then labels unlabelled sentences.

Trees by a biaffine parser (Dozat and Manning 2017), names by a tag for each word, both over the first piece of each
word. MiniLM's vocabulary knows no capitals, so an embedding of each word's capitals is added to its pieces.
Needs PyTorch and transformers; nothing of ours that runs for users does.

    python -m training.teacher names|trees --train FILE --minilm DIR --out FILE [--epochs 3]
"""

import argparse
import random
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import spacy
import torch
from spacy.tokens import Doc, DocBin, Span
from torch import Tensor, nn
from torch.nn import functional
from transformers import AutoModel, AutoTokenizer
from ufal.chu_liu_edmonds import chu_liu_edmonds

TAGS = ["O", *(f"{part}-{label}" for label in ("PERSON", "ORG", "LOC", "DATE") for part in "BI")]
IGNORED = -100
#: Word pieces in a batch, and the most of one sentence that are read.
BATCH = 1800
LONGEST = 250


class Encoded(NamedTuple):
    """The word pieces of a sentence, the capitals of each, and where each word's first piece stands."""

    pieces: list[int]
    capitals: list[int]
    first: list[int]


def capitals(word: str) -> int:
    """A number from 1 to 6 for how a word is written; 0 is no word."""
    if word.isupper():
        return 2 if len(word) > 1 else 1
    if word[:1].isupper():
        return 1 if word[1:].islower() else 3
    return 4 if word.islower() else 5 if word.isdigit() else 6


def encode(words: Sequence[str], tokenizer: Any) -> Encoded:
    """A sentence in MiniLM's pieces, with its marks of beginning and end."""
    pieces, capital, first = [tokenizer.cls_token_id], [0], list[int]()
    for word in words:
        plain = word.replace("’", "'").replace("“", '"').replace("”", '"')
        own = tokenizer.convert_tokens_to_ids(tokenizer.tokenize(plain)) or [tokenizer.unk_token_id]
        first.append(len(pieces))
        pieces += own
        capital += [capitals(word)] * len(own)
    return Encoded([*pieces, tokenizer.sep_token_id], [*capital, 0], first)


class Encoder(nn.Module):
    """MiniLM with capitals: for each sentence the vectors of its beginning and of each word."""

    def __init__(self, minilm: Path) -> None:
        super().__init__()
        self.bert = AutoModel.from_pretrained(minilm, add_pooling_layer=False)
        self.capitals = nn.Embedding(7, self.bert.config.hidden_size)
        nn.init.normal_(self.capitals.weight, std=0.02)

    def forward(self, pieces: Tensor, capital: Tensor, first: Tensor) -> Tensor:
        embedded = self.bert.embeddings.word_embeddings(pieces) + self.capitals(capital)
        hidden = self.bert(inputs_embeds=embedded, attention_mask=(pieces != 0).long()).last_hidden_state
        return torch.gather(hidden, 1, first[..., None].expand(-1, -1, hidden.shape[-1]))


class Biaffine(nn.Module):
    """Scores of all pairs: [batch, outputs, dependents, heads]."""

    def __init__(self, size: int, outputs: int, *, bias: bool) -> None:
        super().__init__()
        self.bias = bias
        self.weight = nn.Parameter(torch.empty(outputs, size + 1, size + bias))
        nn.init.normal_(self.weight, std=0.01)

    def forward(self, dependents: Tensor, heads: Tensor) -> Tensor:
        dependents = torch.cat((dependents, torch.ones_like(dependents[..., :1])), -1)
        if self.bias:
            heads = torch.cat((heads, torch.ones_like(heads[..., :1])), -1)
        return torch.einsum("bxi,oij,byj->boxy", dependents, self.weight, heads)


class Names(nn.Module):
    """A score for each tag of each word."""

    def __init__(self, minilm: Path) -> None:
        super().__init__()
        self.encoder = Encoder(minilm)
        self.drop = nn.Dropout(0.1)
        self.tag = nn.Linear(self.encoder.bert.config.hidden_size, len(TAGS))
        self.labels: dict[str, list[str]] = {"tags": TAGS}

    def loss(self, inputs: list[Tensor], gold: list[Tensor]) -> Tensor:
        scores = self.tag(self.drop(self.encoder(*inputs)))
        return functional.cross_entropy(scores.transpose(1, 2), gold[0], ignore_index=IGNORED)

    def predict(self, inputs: list[Tensor]) -> list[np.ndarray]:
        return [self.tag(self.encoder(*inputs)).softmax(-1).numpy()]

    def gold(self, doc: Doc) -> list[list[int]]:
        tags = ["O" if token.ent_iob_ in ("O", "") else f"{token.ent_iob_}-{token.ent_type_}" for token in doc]
        return [[IGNORED, *map(TAGS.index, tags)]]

    def write(self, doc: Doc, scores: list[np.ndarray]) -> float:
        """Writes the names into the Doc; returns the probability of its least certain word."""
        probabilities = scores[0][1 : len(doc) + 1]
        spans: list[tuple[int, int, str]] = []
        for i, tag in enumerate(probabilities.argmax(-1)):
            part, _, label = TAGS[tag].partition("-")
            if part == "I" and spans and spans[-1][1] == i and spans[-1][2] == label:
                spans[-1] = (spans[-1][0], i + 1, label)
            elif label:
                spans.append((i, i + 1, label))
        doc.ents = [Span(doc, *span[:2], label=span[2]) for span in spans if not doc[span[0] : span[1]].text.isspace()]
        return float(probabilities.max(-1).min())


class Trees(nn.Module):
    """Scores of heads, relations, tags and parts of speech."""

    def __init__(self, minilm: Path, labels: dict[str, list[str]]) -> None:
        super().__init__()
        self.encoder = Encoder(minilm)
        self.labels = labels
        size = self.encoder.bert.config.hidden_size
        self.drop = nn.Dropout(0.15)
        self.parts = nn.ModuleList([_projection(size, out) for out in (300, 300, 100, 100)])
        self.arc = Biaffine(300, 1, bias=False)
        self.relation = Biaffine(100, len(labels["dep"]), bias=True)
        self.tag = nn.Linear(size, len(labels["tag"]))
        self.pos = nn.Linear(size, len(labels["pos"]))

    def _scores(self, inputs: list[Tensor]) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        words = self.drop(self.encoder(*inputs))
        present = (inputs[2] != 0) | (torch.arange(inputs[2].shape[1]) == 0)
        arc_dependent, arc_head, relation_dependent, relation_head = (part(words) for part in self.parts)
        arcs = self.arc(arc_dependent, arc_head).squeeze(1).masked_fill(~present[:, None, :], -1e9)
        return arcs, self.relation(relation_dependent, relation_head), self.tag(words), self.pos(words)

    def loss(self, inputs: list[Tensor], gold: list[Tensor]) -> Tensor:
        arcs, relations, tags, pos = self._scores(inputs)
        heads = gold[0].clamp(min=0)[:, None, :, None].expand(-1, relations.shape[1], -1, 1)
        at_head = torch.gather(relations, 3, heads).squeeze(3)

        def entropy(scores: Tensor, wanted: Tensor) -> Tensor:
            return functional.cross_entropy(scores, wanted, ignore_index=IGNORED)

        return (
            entropy(arcs.transpose(1, 2), gold[0])
            + entropy(at_head, gold[1])
            + 0.3 * entropy(tags.transpose(1, 2), gold[2])
            + 0.2 * entropy(pos.transpose(1, 2), gold[3])
        )

    def predict(self, inputs: list[Tensor]) -> list[np.ndarray]:
        arcs, relations, tags, pos = self._scores(inputs)
        scores = (torch.log_softmax(arcs, -1), relations.permute(0, 2, 3, 1), tags.argmax(-1), pos.argmax(-1))
        return [each.numpy() for each in scores]

    def gold(self, doc: Doc) -> list[list[int]]:
        known = {kind: {label: i for i, label in enumerate(labels)} for kind, labels in self.labels.items()}
        heads = [0 if token.head.i == token.i else token.head.i + 1 for token in doc]
        rows = [heads, *([known[kind].get(getattr(t, f"{kind}_"), 0) for t in doc] for kind in ("dep", "tag", "pos"))]
        return [[IGNORED, *row] for row in rows]

    def write(self, doc: Doc, scores: list[np.ndarray]) -> float:
        """Writes tree and tags into the Doc; returns the mean probability of its heads."""
        arcs, relations, tags, pos = scores
        size = len(doc) + 1
        heads = _one_root(arcs[:size, :size].astype("float64"))
        for token, head in zip(doc, heads[1:], strict=True):
            dep = self.labels["dep"][relations[token.i + 1, head].argmax()]
            token.head, token.dep_ = (token, "ROOT") if head == 0 else (doc[head - 1], "dep" if dep == "ROOT" else dep)
            token.tag_ = self.labels["tag"][tags[token.i + 1]]
            token.pos_ = self.labels["pos"][pos[token.i + 1]]
        return float(np.exp(arcs[range(1, size), heads[1:]]).mean())


def _projection(size: int, out: int) -> nn.Module:
    return nn.Sequential(nn.Linear(size, out), nn.LeakyReLU(0.1), nn.Dropout(0.25))


def _one_root(scores: np.ndarray) -> list[int]:
    """The best tree with one root; `scores[dependent, head]`, 0 is above the root."""
    np.fill_diagonal(scores, -1e9)
    root = scores[1:, 0].argmax() + 1
    kept = scores[root, 0]
    scores[1:, 0] = -1e9
    scores[root, 0] = kept + 1e6
    scores[0] = np.nan
    heads, _ = chu_liu_edmonds(scores)
    return [int(head) for head in heads]


def batches(data: Sequence[Encoded], size: int, chance: random.Random | None = None) -> list[list[int]]:
    """Indices in batches of sentences of like length, at most `size` pieces with the padding."""

    def length(i: int) -> float:
        return len(data[i].pieces) + (chance.random() * 4 if chance else 0)

    found: list[list[int]] = [[]]
    for i in sorted(range(len(data)), key=length):
        if found[-1] and (len(found[-1]) + 1) * len(data[i].pieces) > size:
            found.append([])
        found[-1].append(i)
    if chance:
        chance.shuffle(found)
    return found


def padded(rows: Sequence[list[int]], fill: int) -> Tensor:
    """The rows as one tensor, filled up to the longest."""
    longest = max(map(len, rows))
    return torch.tensor([row + [fill] * (longest - len(row)) for row in rows])


def inputs_of(data: Sequence[Encoded], rows: list[int]) -> list[Tensor]:
    """Pieces, capitals and first pieces (0 stands for the beginning) of a batch."""
    return [
        padded([data[i].pieces for i in rows], 0),
        padded([data[i].capitals for i in rows], 0),
        padded([[0, *data[i].first] for i in rows], 0),
    ]


def label(net: Names | Trees, docs: Sequence[Doc], tokenizer: Any) -> Iterator[tuple[int, float]]:
    """Writes the teacher's labels into the Docs; gives each one's place and how certain it is, as they are done."""
    data = [encode([token.text for token in doc], tokenizer) for doc in docs]
    net.eval()
    with torch.no_grad():
        for rows in batches(data, 3 * BATCH):
            scores = net.predict(inputs_of(data, rows))
            for k, i in enumerate(rows):
                yield i, net.write(docs[i], [each[k] for each in scores])


def fit(net: Names | Trees, docs: Sequence[Doc], tokenizer: Any, *, epochs: int, rates: tuple[float, float]) -> None:
    """Fine-tunes the net; `rates` are the highest learning rates of MiniLM and of what is new."""
    data = [encode([token.text for token in doc], tokenizer) for doc in docs]
    short = [i for i, each in enumerate(data) if len(each.pieces) <= LONGEST]
    data, gold = [data[i] for i in short], [net.gold(docs[i]) for i in short]
    chance = random.Random(0)
    steps = epochs * len(batches(data, BATCH, chance))
    old = [p for name, p in net.named_parameters() if ".bert." in name]
    new = [p for name, p in net.named_parameters() if ".bert." not in name]
    groups = [{"params": group, "lr": rate} for group, rate in zip((old, new), rates, strict=True)]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min(1, (step + 1) / 150) * max(0.02, 1 - step / steps)
    )
    net.train()
    start, done = time.monotonic(), 0
    for _ in range(epochs):
        for rows in batches(data, BATCH, chance):
            wanted = [padded([gold[i][kind] for i in rows], IGNORED) for kind in range(len(gold[0]))]
            loss = net.loss(inputs_of(data, rows), wanted)
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            done += 1
            if done % 50 == 0:
                print(f"step {done} of {steps}, loss {loss.item():.3f}, {time.monotonic() - start:.0f} s", flush=True)


def load(kind: str, minilm: Path, weights: Path) -> Names | Trees:
    """A teacher that `main` has saved."""
    saved = torch.load(weights, weights_only=True)
    net = Names(minilm) if kind == "names" else Trees(minilm, saved["labels"])
    net.load_state_dict(saved["weights"])
    return net


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("kind", choices=("names", "trees"))
    parser.add_argument("--train", type=Path, required=True)
    parser.add_argument("--minilm", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--epochs", type=int, default=3)
    options = parser.parse_args()
    torch.manual_seed(0)
    torch.set_num_threads(1)
    docs = list(DocBin().from_disk(options.train).get_docs(spacy.blank("en").vocab))
    tokenizer = AutoTokenizer.from_pretrained(options.minilm)
    if options.kind == "names":
        net: Names | Trees = Names(options.minilm)
    else:
        kinds = {kind: sorted({getattr(t, f"{kind}_") for doc in docs for t in doc}) for kind in ("dep", "tag", "pos")}
        net = Trees(options.minilm, kinds)
    rates = (1.5e-4, 1e-3) if options.kind == "names" else (2e-4, 1.5e-3)
    fit(net, docs, tokenizer, epochs=options.epochs, rates=rates)
    torch.save({"labels": net.labels, "weights": net.state_dict()}, options.out)


if __name__ == "__main__":
    main()
