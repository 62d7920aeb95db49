#!/usr/bin/env python3
"""Writes the numbers that RecurrentTest compares with: what torch.nn's RNN, GRU and LSTM compute from the same parameters, in double precision.

    venv/bin/python recurrent.py       (writes rnn.json, rnn-one-hot.json, gru.json and lstm.json beside this file)

Two chunks are read one after the other; all numbers are of the second, into which the state of the first is carried without its gradient.
"""
import json
from pathlib import Path

import torch
from torch import nn
from torch.nn import functional as F

from make import IDS, TARGETS, VOCABULARY, WIDTH, summary, values

LAYERS = 2
NEXT_IDS = [[2, 7, 1, 8, 2, 8], [10, 5, 8, 9, 7, 9]]
NEXT_TARGETS = [[7, 1, 8, 2, 8, 1], [5, -100, 9, 7, 9, 3]]


def network(kind, one_hot):
    cell, gates = {"rnn": (nn.RNN, 1), "gru": (nn.GRU, 3), "lstm": (nn.LSTM, 4)}[kind]
    columns = VOCABULARY if one_hot else WIDTH
    shapes = {} if one_hot else {"tokens.weight": (VOCABULARY, WIDTH)}
    shapes |= {"head.weight": (VOCABULARY, WIDTH), "head.bias": (VOCABULARY,)}
    for layer in range(LAYERS):
        shapes[f"cells.weight_ih_l{layer}"] = (gates * WIDTH, columns if layer == 0 else WIDTH)
        shapes[f"cells.weight_hh_l{layer}"] = (gates * WIDTH, WIDTH)
        shapes[f"cells.bias_ih_l{layer}"] = (gates * WIDTH,)
        if kind == "gru":
            shapes[f"cells.bias_hh_l{layer}"] = (gates * WIDTH,)
    cells = cell(columns, WIDTH, LAYERS, batch_first=True)
    p = values(shapes)

    def forward(ids, state):
        x = F.one_hot(torch.tensor(ids), VOCABULARY).double() if one_hot else p["tokens.weight"][torch.tensor(ids)]
        own = {n: p.get("cells." + n, torch.zeros(gates * WIDTH)) for n, _ in cells.named_parameters()}
        y, state = torch.func.functional_call(cells, own, (x, state))
        return y @ p["head.weight"].T + p["head.bias"], state

    return p, forward


def detached(state):
    return tuple(s.detach() for s in state) if isinstance(state, tuple) else state.detach()


def loss_of(logits, targets):
    return F.cross_entropy(logits.reshape(-1, VOCABULARY), torch.tensor(targets).reshape(-1))


for name in ("rnn", "rnn-one-hot", "gru", "lstm"):
    p, forward = network(name.split("-")[0], name.endswith("one-hot"))
    first, state = forward(IDS, None)
    logits, _ = forward(NEXT_IDS, detached(state))
    loss = loss_of(logits, NEXT_TARGETS)
    grads = dict(zip(p, torch.autograd.grad(loss, list(p.values()))))
    Path(__file__).with_name(name + ".json").write_text(json.dumps({
        "first_loss": loss_of(first, TARGETS).item(),
        "loss": loss.item(),
        "logits": logits[0, -1].tolist(),
        "gradient_norm": torch.sqrt(sum(g.square().sum() for g in grads.values())).item(),
        "gradients": summary(dict(sorted(grads.items()))),
    }, indent=1) + "\n")
