"""The network that reads sentences: MiniLM (Wang et al. 2020) fine-tuned on the labelled sentences, and its export.

One pass over a sentence tells the kinds of its claims, its safeguards with their status, how certain it is, and for
each word piece whether it is part of a source, a cue or a content that is attributed. The claims of a sentence that
says several things are learnt from one by one too, as the taggers ask about parts of sentences.
Needs PyTorch, transformers and onnx; nothing of ours that runs for users does.

    python -m training.sentences fit --minilm DIR --out FILE [--others FILE]
    python -m training.sentences export --minilm DIR --weights FILE --texts FILE --out avr_docs/network
"""

import argparse
import json
import random
import re
import time
from collections.abc import Iterable, Iterator, Sequence
from hashlib import blake2s
from pathlib import Path
from typing import Any, NamedTuple

import torch
from torch import Tensor, nn
from torch.nn import functional
from transformers import AutoModel, AutoTokenizer

from avr_docs import cues, labelled
from avr_docs.labelled import Label, Labelled
from avr_docs.network import CERTAINTIES, KINDS, PARTS, STATUSES

IGNORED = -100
BATCH = 24
#: Most word pieces of a sentence that are read.
LONGEST = 128
#: Of MiniLM's six layers the first four: as good here, and faster.
LAYERS = 4
#: How much a claim by itself counts beside a whole sentence.
PART_WEIGHT = 0.6
SAFEGUARDS = [safeguard.id for safeguard in cues.safeguards()]
HEADS = len(KINDS) + 4 * len(SAFEGUARDS) + len(CERTAINTIES)


class Example(NamedTuple):
    """A text in pieces with what is to be learnt of it; `IGNORED` where nothing is."""

    document: str
    pieces: list[int]
    parts: list[int]
    kinds: list[float]
    safeguards: list[float]
    statuses: list[int]
    certainty: int
    weight: float
    claims_known: float = 1.0


def others(texts: Iterable[str], tokenizer: Any) -> Iterator[Example]:
    """Sentences on other matters, of whose claims nothing is known but that they are about no safeguard."""
    prefixes = ["news by media:", "report by research:", "press release by government:", "other by other:"]
    for i, text in enumerate(texts):
        pieces = tokenizer(prefixes[i % len(prefixes)])["input_ids"][:-1]
        pieces += tokenizer(text, truncation=True, max_length=LONGEST)["input_ids"][1:]
        none = [0.0] * len(SAFEGUARDS)
        ignored = [IGNORED] * len(SAFEGUARDS)
        yield Example("", pieces, [IGNORED] * len(pieces), [0.0] * len(KINDS), none, ignored, IGNORED, 0.5, 0.0)


def left_out(document: str) -> bool:
    """Whether an excerpt is measured on and not learnt from: one in ten."""
    return int.from_bytes(blake2s(document.encode()).digest()[:4], "big") % 10 == 0


def examples(sentences: Iterable[Labelled], tokenizer: Any) -> Iterator[Example]:
    """Each sentence, and each claim of those that hold several or quote somebody."""
    for sentence in sentences:
        yield _example(sentence, sentence.text, sentence.claims, None, tokenizer)
        if len(sentence.claims) > 1 or any(claim.attribution != "author" for claim in sentence.claims):
            for claim in sentence.claims:
                yield _example(sentence, claim.content, (claim,), claim, tokenizer)


def _example(sentence: Labelled, text: str, claims: Sequence[Label], part: Label | None, tokenizer: Any) -> Example:
    role = part.role if part is not None and part.attribution != "author" else None
    said = f", {role.replace('_', ' ')} says" if role else ""
    prefix = tokenizer(f"{sentence.type.replace('_', ' ')} by {sentence.voice.replace('_', ' ')}{said}:")["input_ids"][
        :-1
    ]
    encoded = tokenizer(text, truncation=True, max_length=LONGEST, return_offsets_mapping=True)
    marks = [] if part is not None else list(_marks(text, claims))
    parts = [IGNORED] * len(prefix)
    for start, end in encoded["offset_mapping"][1:]:
        part_of = next((PARTS.index(name) for low, high, name in marks if low < end and start < high), 0)
        parts.append(part_of if end > start and part is None else IGNORED)
    marked = {id: status for claim in claims for id, status in claim.safeguards.items()}
    return Example(
        sentence.document,
        [*prefix, *encoded["input_ids"][1:]],
        parts,
        [float(any(claim.kind == kind for claim in claims)) for kind in KINDS],
        [float(id in marked) for id in SAFEGUARDS],
        [STATUSES.index(marked[id]) if marked.get(id) in STATUSES else IGNORED for id in SAFEGUARDS],
        max((CERTAINTIES.index(claim.certainty) for claim in claims), default=IGNORED),
        1.0 if part is None else PART_WEIGHT,
    )


def _marks(text: str, claims: Sequence[Label]) -> Iterator[tuple[int, int, str]]:
    """Stretches that are attributed, sources and cues before the contents that they may stand in."""
    for name in ("cue", "source", "content"):
        for claim in claims:
            if claim.attribution == "author":
                continue
            words = {"cue": claim.cue, "source": claim.source, "content": claim.content}[name]
            near = max(text.find(claim.content), 0)
            places = [match.start() for match in re.finditer(re.escape(words), text)] if words else []
            if places:
                start = min(places, key=lambda place: abs(place - near))
                yield start, start + len(words or ""), name


class Network(nn.Module):
    """MiniLM's first layers with one head over the mean of the pieces and one over each piece."""

    def __init__(self, minilm: Path) -> None:
        super().__init__()
        self.bert = AutoModel.from_pretrained(minilm, attn_implementation="eager")
        self.bert.encoder.layer = self.bert.encoder.layer[:LAYERS]
        self.dropout = nn.Dropout(0.1)
        self.sentence = nn.Linear(self.bert.config.hidden_size, HEADS)
        self.word = nn.Linear(self.bert.config.hidden_size, len(PARTS))

    def forward(self, pieces: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
        """Logits of shape (texts, heads) and (texts, pieces, parts)."""
        states = self.bert(input_ids=pieces, attention_mask=mask).last_hidden_state
        shown = mask[:, :, None].float()
        mean = (states * shown).sum(1) / shown.sum(1)
        return self.sentence(self.dropout(mean)), self.word(self.dropout(states))


def loss(network: Network, batch: Sequence[Example]) -> Tensor:
    """The sum of the tasks' losses; safeguards are rare, so a missed one counts half as much again as a false alarm."""
    size = max(len(example.pieces) for example in batch)
    pieces = torch.tensor([example.pieces + [0] * (size - len(example.pieces)) for example in batch])
    parts = torch.tensor([example.parts + [IGNORED] * (size - len(example.parts)) for example in batch])
    sentence, words = network(pieces, (pieces != 0).long())
    weight = torch.tensor([example.weight for example in batch])
    binary = functional.binary_cross_entropy_with_logits
    n, k = len(SAFEGUARDS), len(KINDS)
    kinds = binary(sentence[:, :k], torch.tensor([e.kinds for e in batch]), reduction="none")
    found = binary(
        sentence[:, k : k + n],
        torch.tensor([e.safeguards for e in batch]),
        pos_weight=torch.tensor(1.5),
        reduction="none",
    )
    known = weight * torch.tensor([example.claims_known for example in batch])
    total = 2 * (kinds.mean(1) * known).mean() + 5 * (found.mean(1) * weight).mean()
    for logits, wanted, share in (
        (sentence[:, k + n : k + 4 * n].reshape(-1, 3), torch.tensor([e.statuses for e in batch]).reshape(-1), 1.0),
        (sentence[:, k + 4 * n :], torch.tensor([e.certainty for e in batch]), 0.3),
        (words.reshape(-1, len(PARTS)), parts.reshape(-1), 1.5),
    ):
        if (wanted != IGNORED).any():
            total = total + share * functional.cross_entropy(logits, wanted, ignore_index=IGNORED)
    return total


def fit(
    minilm: Path,
    chosen: Sequence[Labelled],
    foreign: Sequence[str],
    *,
    out: Path,
    epochs: int,
    seed: int,
) -> Network:
    """A network fitted to the labelled sentences and foreign ones; same seed, same machine, same weights.

    `out`: where they are kept after each epoch.
    """
    torch.manual_seed(seed)
    shuffle = random.Random(seed)
    tokenizer = AutoTokenizer.from_pretrained(minilm)
    train = [*examples(chosen, tokenizer), *others(foreign, tokenizer)]
    network = Network(minilm)
    heads = [*network.sentence.parameters(), *network.word.parameters()]
    optimizer = torch.optim.AdamW(
        [{"params": network.bert.parameters(), "lr": 1.2e-4}, {"params": heads, "lr": 2e-3}],
        weight_decay=0.01,
    )
    steps = epochs * (len(train) // BATCH)
    rate = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda i: min(1, (i + 1) / 80) * max(0.02, 1 - i / steps))
    network.train()
    for epoch in range(epochs):
        lost, begun = 0.0, time.monotonic()
        for batch in _batches(train, shuffle):
            value = loss(network, batch)
            optimizer.zero_grad()
            value.backward()  # type: ignore[no-untyped-call]
            nn.utils.clip_grad_norm_(network.parameters(), 1)
            optimizer.step()
            rate.step()
            lost += value.item()
        torch.save(network.state_dict(), out)
        print(f"epoch {epoch}: loss {lost * BATCH / len(train):.3f}, {time.monotonic() - begun:.0f} s", flush=True)
    return network.eval()


def _batches(train: Sequence[Example], shuffle: random.Random) -> list[list[Example]]:
    """Texts of like length together, so that little is padded; in another order each time."""
    ordered = sorted(train, key=lambda example: len(example.pieces) + shuffle.random() * 20)
    batches = [ordered[i : i + BATCH] for i in range(0, len(ordered) - BATCH + 1, BATCH)]
    shuffle.shuffle(batches)
    return batches


class Plain(nn.Module):
    """The network for one text of any length, without padding, its embeddings cut to the vocabulary that is kept."""

    def __init__(self, network: Network, kept: Sequence[int]) -> None:
        super().__init__()
        bert = network.bert
        self.layers, self.sentence, self.word = bert.encoder.layer, network.sentence, network.word
        self.norm = bert.embeddings.LayerNorm
        self.pieces = nn.Embedding.from_pretrained(bert.embeddings.word_embeddings.weight[list(kept)].clone())
        positions = bert.embeddings.position_embeddings.weight[: 2 * LONGEST]
        self.positions = nn.Parameter(positions + bert.embeddings.token_type_embeddings.weight[0])
        self.heads = bert.config.num_attention_heads

    def forward(self, ids: Tensor) -> tuple[Tensor, Tensor]:
        """Logits of shape (1, heads) and (1, pieces, parts)."""
        states = self.norm(self.pieces(ids) + self.positions[: ids.shape[1]])
        for layer in self.layers:
            attention = layer.attention.self
            query, key, value = (
                part(states).view(1, -1, self.heads, attention.attention_head_size).transpose(1, 2)
                for part in (attention.query, attention.key, attention.value)
            )
            weights = (query @ key.transpose(-1, -2) / attention.attention_head_size**0.5).softmax(-1)
            mixed = (weights @ value).transpose(1, 2).flatten(2)
            states = layer.attention.output.LayerNorm(layer.attention.output.dense(mixed) + states)
            states = layer.output.LayerNorm(
                layer.output.dense(functional.gelu(layer.intermediate.dense(states))) + states
            )
        return self.sentence(states.mean(1)), self.word(states)


def export(minilm: Path, network: Network, texts: Iterable[str], out: Path) -> None:
    """Writes `claims.onnx` with 8-bit weights and `tokenizer.json`, both with the pieces that the texts need."""
    from onnxruntime.quantization import QuantType, quantize_dynamic

    tokenizer = AutoTokenizer.from_pretrained(minilm)
    kept = _pieces(tokenizer, texts)
    out.mkdir(parents=True, exist_ok=True)
    plain = Plain(network, kept).eval()
    whole = out / "claims-32bit.onnx"
    torch.onnx.export(
        plain,
        (torch.randint(5, 90, (1, 12)),),
        str(whole),
        input_names=["ids"],
        output_names=["sentence", "words"],
        dynamic_axes={"ids": {1: "n"}, "words": {1: "n"}},
        dynamo=False,
        opset_version=17,
    )
    quantize_dynamic(str(whole), str(out / "claims.onnx"), weight_type=QuantType.QInt8)
    whole.unlink()
    state = json.loads((minilm / "tokenizer.json").read_text(encoding="utf-8"))
    words = {number: piece for piece, number in state["model"]["vocab"].items()}
    state["model"]["vocab"] = {words[number]: i for i, number in enumerate(kept)}
    for token in state["added_tokens"]:
        token["id"] = state["model"]["vocab"][token["content"]]
    specials = state["post_processor"].get("special_tokens", {})
    for name, token in specials.items():
        token["ids"] = [state["model"]["vocab"][name]]
    state["truncation"] = state["padding"] = None
    (out / "tokenizer.json").write_text(json.dumps(state, ensure_ascii=False), encoding="utf-8")


def _pieces(tokenizer: Any, texts: Iterable[str]) -> list[int]:
    """The numbers of the pieces to keep: special ones, single characters, and those that occur in the texts."""
    used = {i for text in texts for i in tokenizer(text)["input_ids"]}
    short = {i for piece, i in tokenizer.vocab.items() if len(piece.removeprefix("##")) == 1 and piece.isascii()}
    return sorted({*used, *short, *tokenizer.all_special_ids})


def main() -> None:
    """What the module's head says."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("step", choices=["fit", "export"])
    parser.add_argument("--minilm", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--weights", type=Path)
    parser.add_argument("--texts", type=Path, help="a text a line, whose word pieces are kept")
    parser.add_argument("--others", type=Path, help="a sentence on other matters a line")
    parser.add_argument("--epochs", type=int, default=6)
    parser.add_argument("--seed", type=int, default=0)
    given = parser.parse_args()
    sentences = list(labelled.sentences())
    if given.step == "fit":
        chosen = [sentence for sentence in sentences if not left_out(sentence.document)]
        foreign = given.others.read_text(encoding="utf-8").splitlines() if given.others else []
        fit(given.minilm, chosen, foreign, out=given.out, epochs=given.epochs, seed=given.seed)
        return
    network = Network(given.minilm)
    network.load_state_dict(torch.load(given.weights, weights_only=True))
    texts = [sentence.text for sentence in sentences]
    texts += given.texts.read_text(encoding="utf-8").splitlines() if given.texts else []
    export(given.minilm, network, texts, given.out)


if __name__ == "__main__":
    main()
