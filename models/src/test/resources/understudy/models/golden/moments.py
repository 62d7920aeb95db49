#!/usr/bin/env python3
"""Writes the numbers that MomentsTest compares with: makemore's MLP and WaveNet in PyTorch, with batch norm, three steps of SGD.

    python3 -m venv venv && venv/bin/pip install torch
    venv/bin/python moments.py            (writes mlp.json and wavenet.json beside this file)

Parameters are waves by the formula of make.py over the sorted names of the Java side. Everything is in double precision.
"""
import json
import math
from pathlib import Path

import torch
from torch import nn
from torch.nn import functional as F

torch.set_default_dtype(torch.float64)
VOCABULARY, WIDTH, EMBEDDING, CONTEXT = 11, 6, 4, 4
IDS = [[3, 1, 4, 1], [5, 9, 2, 6], [5, 3, 5, 8], [9, 7, 9, 3]]
TARGETS = [5, 5, 9, 2]
TEXT = [3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5, 8]
RATE, MOMENTUM = 1e-1, .9


class Hidden(nn.Module):
    def __init__(self, inside):
        super().__init__()
        self.linear = nn.Linear(inside, WIDTH, bias=False)
        self.norm = nn.BatchNorm1d(WIDTH)

    def forward(self, x):
        return torch.tanh(self.norm(self.linear(x)))


class Mlp(nn.Module):
    def __init__(self):
        super().__init__()
        self.tokens = nn.Embedding(VOCABULARY, EMBEDDING)
        self.hidden = nn.ModuleList([Hidden(CONTEXT * EMBEDDING), Hidden(WIDTH)])
        self.head = nn.Linear(WIDTH, VOCABULARY)

    def forward(self, ids):
        x = self.tokens(ids).flatten(1)
        for layer in self.hidden:
            x = layer(x)
        return self.head(x)


class WaveNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.tokens = nn.Embedding(VOCABULARY, EMBEDDING)
        self.levels = nn.ModuleList([Hidden(2 * EMBEDDING), Hidden(2 * WIDTH)])
        self.head = nn.Linear(WIDTH, VOCABULARY)

    def forward(self, ids):
        x = self.tokens(ids)
        for level in self.levels:
            n, length, each = x.shape
            x = level(x.reshape(n * length // 2, 2 * each)).reshape(n, length // 2, -1)
        return self.head(x.squeeze(1))


def fill(model):
    state = {n: v for n, v in model.state_dict().items() if not n.endswith("num_batches_tracked")}
    for k, name in enumerate(sorted(state)):
        j = torch.arange(state[name].numel())
        wave = 0.3 * torch.sin(1 + 0.37 * j + 1.7 * k)
        if "norm.weight" in name or "running_var" in name:
            wave = 1 + wave
        state[name].copy_(wave.float().double().reshape(state[name].shape))


def summary(model):
    result = {}
    for name, t in model.state_dict().items():
        if not name.endswith("num_batches_tracked"):
            flat = t.detach().reshape(-1)
            result[name] = [flat[0].item(), flat[-1].item(), flat.sum().item(), (flat * torch.cos(torch.arange(len(flat)))).sum().item()]
    return result


def main():
    for name, model in ("mlp", Mlp()), ("wavenet", WaveNet()):
        fill(model)
        model.eval()
        padded = [TEXT[0]] * (CONTEXT - 1) + TEXT
        windows = torch.tensor([padded[i:i + CONTEXT] for i in range(len(TEXT))])
        logits = model(windows).detach()
        scores = torch.log_softmax(logits, -1)[range(len(TEXT) - 1), TEXT[1:]]
        model.train()
        optimizer = torch.optim.SGD(model.parameters(), lr=RATE, momentum=MOMENTUM)
        losses = []
        for _ in range(3):
            loss = F.cross_entropy(model(torch.tensor(IDS)), torch.tensor(TARGETS))
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            losses.append(loss.item())
        result = {"logits": logits[-1].tolist(), "scores": scores.tolist(), "losses": losses, "stepped": summary(model)}
        (Path(__file__).parent / f"{name}.json").write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
