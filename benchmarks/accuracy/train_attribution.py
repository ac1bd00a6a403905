"""Train the attribution network and write its weights: `make train-attribution`.

Reads PolNeAR's training part (`attribution/polnear.train.jsonl` under `COPYDESK_CORPORA`), parses it with the pipeline that the network
will stand in, and trains on it. With `--aside 0.1` a tenth of the articles, chosen by the hash of the article's id, is kept out of training
and progress is printed for it: this is how the settings and the thresholds in `copydesk.nlp.attribution.decode` were chosen. Seeds are
fixed and one thread is used, so that the same machine and libraries give the same weights. Needs `requirements/train.in` (PyTorch), which
nothing else in the project does.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import math
import os
import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
import spacy
import torch
from torch import Tensor, nn

from copydesk.nlp import sentences
from copydesk.nlp.analyser import MODEL
from copydesk.nlp.attribution import cells as table
from copydesk.nlp.attribution.features import (
    ATTRIBUTES,
    EDGE_STATES,
    MARK_STATES,
    QUOTE_STATES,
    Floats,
    Hashes,
    Ints,
    TokenFeatures,
    look_up,
    token_features,
    vocabulary,
)
from copydesk.nlp.attribution.learned import WEIGHTS
from copydesk.nlp.attribution.network import DILATIONS, PAIR_DILATIONS, PAIR_FEATURES, ROLES, STATES
from copydesk.nlp.quotations import find_quotations

EMBEDDINGS = {"lemma": 48, "tag": 16, "dep": 16, "entity": 8, "shape": 8}
STATE_EMBEDDINGS = {"quote": (QUOTE_STATES, 8), "mark": (MARK_STATES, 4), "edge": (EDGE_STATES, 4)}
PAIR_SIZES = {"distance": table.DISTANCES, "relation": table.RELATIONS, "paragraph": table.PARAGRAPHS, "quote": table.QUOTES}
MINIMUM = {"lemma": 4, "shape": 50}
"""How often a value must occur in the training part to get a row of its own."""

FORGOTTEN = 0.1
"""The share of lemmas that are hidden in training, so that the network learns to do without."""

DOUBTFUL = 0.15
"""The likelihood from which a token that heads no cue is given to the labeller, to learn that nothing belongs to it."""


@dataclass(frozen=True)
class Example:
    """An article: its features, and for each gold attribution the head of its cue and the roles of the tokens."""

    id: str
    features: TokenFeatures
    heads: Ints
    roles: dict[int, Ints]

    def tags(self) -> Floats:
        """Which tokens are in any content, source or cue, and which begin one."""
        tags = np.zeros((len(self.features), 2 * (len(ROLES) - 1)), dtype=np.float32)
        for roles in self.roles.values():
            for role in range(1, len(ROLES)):
                inside = roles == role
                tags[inside, role - 1] = 1
                tags[inside & ~np.concatenate([[False], inside[:-1]]), role + len(ROLES) - 2] = 1
        return tags


def read(corpus: Path, articles: int | None = None) -> Iterator[Example]:
    """Parse the first articles of a corpus and read their attributions; those without a cue (one in PolNeAR) are left out."""
    nlp = spacy.load(MODEL)
    nlp.add_pipe(sentences.NAME, first=True)
    with corpus.open(encoding="utf-8") as lines:
        gold = [json.loads(line) for line in islice(lines, articles)]
    for item, doc in zip(gold, nlp.pipe((item["text"] for item in gold), batch_size=16), strict=True):
        begin = np.array([token.idx for token in doc])
        end = begin + [len(token) for token in doc]

        def inside(spans: Sequence[Sequence[int]], begin: Ints = begin, end: Ints = end) -> list[int]:
            return [i for a, b in spans for i in range(int(np.searchsorted(end, a, side="right")), int(np.searchsorted(begin, b)))]

        roles: dict[int, Ints] = {}
        for attribution in item["attributions"]:
            cue = inside(attribution["cue"])
            if not cue:
                continue
            head = next((i for i in cue if doc[i].head.i not in cue or doc[i].head.i == i), cue[0])
            labels = roles.setdefault(head, np.zeros(len(doc), dtype=np.int64))
            labels[inside(attribution["content"])] = ROLES.index("content")
            labels[inside(attribution["source"])] = ROLES.index("source")
            labels[cue] = ROLES.index("cue")
        yield Example(item["id"], token_features(doc, doc.text, find_quotations(doc.text)), np.array(sorted(roles), dtype=np.int64), roles)


class Model(nn.Module):
    """The network of `copydesk.nlp.attribution.network`, parameter by parameter, with dropout."""

    def __init__(self, known: dict[str, Hashes], scale: Floats, size: int, pair_size: int, dropout: float) -> None:
        super().__init__()
        rows = {name: (len(known[name]) + 1, EMBEDDINGS[name]) for name in ATTRIBUTES} | STATE_EMBEDDINGS
        self.embed = nn.ModuleDict({name: _embedding(*shape, 0.3) for name, shape in rows.items()})
        self.register_buffer("scale", torch.tensor(scale))
        self.read = nn.Linear(len(scale) + sum(width for _, width in rows.values()), size)
        self.norms = nn.ModuleList(nn.LayerNorm(size) for _ in DILATIONS)
        self.mixes = nn.ModuleList(nn.Linear(5 * size, size) for _ in DILATIONS)
        self.last = nn.LayerNorm(size)
        self.cue = nn.Linear(size, 1)
        self.tags = nn.Linear(size, 2 * (len(ROLES) - 1))
        self.as_cue = nn.Linear(size, pair_size, bias=False)
        self.as_token = nn.Linear(size, pair_size, bias=False)
        pair_rows = PAIR_SIZES | {"argument": len(known["dep"]) + 2}
        self.pair = nn.ModuleDict({name: _embedding(count, pair_size, 0.2) for name, count in pair_rows.items()})
        self.pair_bias = nn.Parameter(torch.zeros(pair_size))
        self.pair_mixes = nn.ModuleList(nn.Linear(3 * pair_size, pair_size) for _ in PAIR_DILATIONS)
        self.role = nn.Linear(pair_size, len(ROLES))
        self.dropout, self.half_dropout = nn.Dropout(dropout), nn.Dropout(dropout / 2)

    def encode(self, batch: Batch) -> Tensor:
        """Return the tokens' hidden rows."""
        rows = dict(batch.rows)
        if self.training:
            rows["lemma"] = rows["lemma"].masked_fill(torch.rand(len(batch.head)) < FORGOTTEN, 0)
        read = [batch.vectors * self.scale, *(self.embed[name](rows[name]) for name in (*ATTRIBUTES, *STATES))]
        hidden = torch.relu(self.read(self.half_dropout(torch.cat(read, dim=1))))
        child = (batch.head != torch.arange(len(batch.head))).nonzero()[:, 0]
        children = torch.zeros(len(batch.head)).index_add_(0, batch.head[child], torch.ones(len(child))).clamp(min=1)[:, None]
        for norm, mix, dilation in zip(self.norms, self.mixes, DILATIONS, strict=True):
            normal = norm(hidden)
            mean = torch.zeros_like(normal).index_add_(0, batch.head[child], normal[child]) / children
            seen = [*_beside(normal, dilation, batch.article), normal[batch.head], mean]
            hidden = hidden + self.dropout(torch.relu(mix(torch.cat(seen, dim=1))))
        return self.last(hidden)

    def label(self, batch: Batch, hidden: Tensor, around: dict[str, Tensor], cues: Tensor) -> Tensor:
        """Return the log-probability of each role in each cell."""
        hidden = self.half_dropout(hidden)
        state = self.as_cue(hidden[cues])[around["cue"]] + self.as_token(hidden)[around["token"]]
        for name in PAIR_FEATURES:
            state = state + self.pair[name](around[name])
        argument = around["argument"]
        state = state + self.pair["argument"](torch.where(argument < 0, 0, batch.rows["dep"][argument.clamp(min=0)] + 1))
        state = torch.relu(state + self.pair_bias)
        for mix, dilation in zip(self.pair_mixes, PAIR_DILATIONS, strict=True):
            state = state + self.half_dropout(torch.relu(mix(torch.cat(_beside(state, dilation, around["cue"]), dim=1))))
        return torch.log_softmax(self.role(self.half_dropout(state)), dim=1)


def _embedding(count: int, size: int, spread: float) -> nn.Embedding:
    embedding = nn.Embedding(count, size)
    nn.init.normal_(embedding.weight, std=spread)
    return embedding


def _beside(rows: Tensor, distance: int, groups: Tensor) -> list[Tensor]:
    before, behind = torch.zeros_like(rows), torch.zeros_like(rows)
    if distance < len(rows):
        same = (groups[distance:] == groups[:-distance])[:, None]
        before[distance:] = rows[:-distance] * same
        behind[:-distance] = rows[distance:] * same
    return [before, rows, behind]


class Batch:
    """Some articles as tensors, one behind the other."""

    def __init__(self, examples: Sequence[Example], known: dict[str, Hashes]) -> None:
        self.examples = examples
        self.begins = np.cumsum([0, *(len(one.features) for one in examples)])
        features = [one.features for one in examples]
        self.rows = {name: _tensor([look_up(one.keys[name], known[name]) for one in features]) for name in ATTRIBUTES}
        self.rows |= {name: _tensor([getattr(one, name) for one in features]) for name in STATES}
        self.vectors = _tensor([one.vectors for one in features])
        self.head = _tensor([one.head + begin for one, begin in zip(features, self.begins, strict=False)])
        self.article = _tensor([np.full(len(one), number) for number, one in enumerate(features)])
        self.cues = torch.zeros(len(self.head))
        self.cues[_tensor([one.heads + begin for one, begin in zip(examples, self.begins, strict=False)])] = 1
        self.tags = _tensor([one.tags() for one in examples])

    def cells(self, chosen: Sequence[Ints]) -> tuple[Tensor, dict[str, Tensor], Tensor]:
        """Return the chosen cues of each article, their cells and the gold roles of these."""
        columns: dict[str, list[Ints]] = {name: [] for name in ("cue", "token", "argument", *PAIR_FEATURES)}
        cues: list[Ints] = []
        gold: list[Ints] = []
        count = 0
        for one, heads, begin in zip(self.examples, chosen, self.begins, strict=False):
            around = table.cells(one.features, heads, table.LEARNING)
            nothing = np.zeros(len(one.features), dtype=np.int64)
            if len(heads):
                roles = np.stack([one.roles.get(int(head), nothing) for head in heads])
                gold.append(roles[around.cue, around.token])
            for name, column in columns.items():
                column.append(getattr(around, name))
            columns["cue"][-1] = around.cue + count
            columns["token"][-1] = around.token + begin
            columns["argument"][-1] = np.where(around.argument < 0, -1, around.argument + begin)
            cues.append(heads + begin)
            count += len(heads)
        return _tensor(cues), {name: _tensor(column) for name, column in columns.items()}, _tensor(gold)


def _tensor(parts: Sequence[np.ndarray[Any, Any]]) -> Tensor:
    return torch.as_tensor(np.concatenate(parts) if parts else np.zeros(0, dtype=np.int64))


def loss_of(model: Model, batch: Batch) -> Tensor:
    """Return what is to be minimised: cues, roles, and as a lesson on the side which tokens are in any content, source or cue."""
    hidden = model.encode(batch)
    likely = model.cue(hidden)[:, 0]
    binary = nn.functional.binary_cross_entropy_with_logits
    cue_loss = binary(likely, batch.cues, reduction="sum") / batch.cues.sum().clamp(min=1)
    tag_loss = binary(model.tags(hidden), batch.tags) * batch.tags.shape[1]
    false = ((torch.sigmoid(likely.detach()) > DOUBTFUL) & (batch.cues == 0)).numpy()
    chosen = []
    for one, begin, end in zip(batch.examples, batch.begins, batch.begins[1:], strict=False):
        wrong = np.flatnonzero(false[begin:end])[: len(one.heads) // 3 + 1]
        chosen.append(np.union1d(one.heads, wrong))
    cues, around, gold = batch.cells(chosen)
    roles = model.label(batch, hidden, around, cues)
    role_loss = -roles.gather(1, gold[:, None]).sum() / max(len(cues), 1) / 10
    return cue_loss + tag_loss + role_loss


@torch.no_grad()
def check(model: Model, examples: Sequence[Example], known: dict[str, Hashes]) -> str:
    """Say how well cues are found, and contents of the right cues, in examples that were not trained on."""
    right = found = gold_cues = both = either = 0
    for one in examples:
        batch = Batch([one], known)
        hidden = model.encode(batch)
        cues = torch.sigmoid(model.cue(hidden)[:, 0]) > 0.4
        right += int((cues & (batch.cues > 0)).sum())
        found += int(cues.sum())
        gold_cues += len(one.heads)
        heads, around, gold = batch.cells([one.heads])
        if len(heads):
            content = model.label(batch, hidden, around, heads).argmax(dim=1) == 1
            both += int((content & (gold == 1)).sum())
            either += int((content | (gold == 1)).sum())
    return f"cues P {right / max(found, 1):.3f} R {right / max(gold_cues, 1):.3f}, content tokens IoU {both / max(either, 1):.3f}"


def write(state: dict[str, Tensor], known: dict[str, Hashes], path: Path) -> None:
    """Write the weights for numpy, in half precision; what only training needs is left out."""
    weights: dict[str, Any] = {name: value.numpy().astype(np.float16) for name, value in state.items() if not name.startswith("tags.")}
    weights |= {f"known.{name}": hashes for name, hashes in known.items()}
    np.savez_compressed(path, **weights)


def train(examples: Sequence[Example], options: argparse.Namespace) -> None:
    """Train a network; the weights written are the running mean over the last steps."""
    ordered = sorted(examples, key=lambda one: hashlib.sha1(one.id.encode(), usedforsecurity=False).hexdigest())
    kept = int(len(ordered) * options.aside)
    aside, fitted = ordered[:kept], ordered[kept:]
    known = {name: vocabulary((one.features.keys[name] for one in fitted), MINIMUM.get(name, 1)) for name in ATTRIBUTES}
    vectors = np.concatenate([one.features.vectors for one in fitted[:100]])
    model = Model(known, (1 / (vectors.std(axis=0) + 1e-3)).astype(np.float32), options.size, options.pair_size, options.dropout)
    optimiser = torch.optim.AdamW(model.parameters(), lr=options.rate, weight_decay=0.02, betas=(0.9, 0.98))
    steps = options.epochs * math.ceil(len(fitted) / options.batch)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda step: min(1, (step + 1) / 200) * (0.02 + 0.49 * (1 + math.cos(math.pi * step / steps)))
    )
    mean = {name: value.clone() for name, value in model.state_dict().items()}
    step = 0
    for epoch in range(1, options.epochs + 1):
        began, total = time.monotonic(), 0.0
        model.train()
        random.shuffle(fitted)
        for first in range(0, len(fitted), options.batch):
            loss = loss_of(model, Batch(fitted[first : first + options.batch], known))
            optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            step += 1
            total += loss.item()
            keep = min(0.998, step / (step + 20))
            for name, value in model.state_dict().items():
                mean[name].mul_(keep).add_(value, alpha=1 - keep)
        last = {name: value.clone() for name, value in model.state_dict().items()}
        model.load_state_dict(mean)
        model.eval()
        seconds, mean_loss = time.monotonic() - began, total * options.batch / len(fitted)
        progress = f"; {check(model, aside, known)}" if aside else ""
        print(f"epoch {epoch}: {seconds:.0f} s, loss {mean_loss:.3f}{progress}", flush=True)
        write(mean, known, options.out)
        model.load_state_dict(last)


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description="Train the attribution network.")
    parser.add_argument("--corpora", type=Path, default=Path(os.environ.get("COPYDESK_CORPORA", "../shared/corpora")))
    parser.add_argument("--out", type=Path, default=WEIGHTS)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--epochs", type=int, default=10)
    parser.add_argument("--batch", type=int, default=3, help="articles in a step")
    parser.add_argument("--rate", type=float, default=2e-3, help="the highest learning rate")
    parser.add_argument("--size", type=int, default=96, help="width of the encoder")
    parser.add_argument("--pair-size", type=int, default=64, help="width of the labeller")
    parser.add_argument("--dropout", type=float, default=0.3)
    parser.add_argument("--aside", type=float, default=0.0, help="the share of the articles that is kept out of training, to measure on")
    parser.add_argument("--articles", type=int, help="train on the first so many articles only, to try something")
    options = parser.parse_args()
    torch.set_num_threads(1)
    random.seed(options.seed)
    torch.manual_seed(options.seed)
    examples = list(read(options.corpora / "attribution" / "polnear.train.jsonl", options.articles))
    train(examples, options)


if __name__ == "__main__":
    main()
