#!/usr/bin/env python3
"""Writes the numbers that RwkvTest compares with: RWKV-7's logits and gradients, token by token in double precision, from the formulas of its paper (arxiv.org/abs/2503.14456).

    venv/bin/pip install rwkv && venv/bin/python goose.py     (writes rwkv.json beside this file)

Where the package rwkv is installed, which holds the reference's own plain PyTorch model, its logits for the same weights must agree; the script ends otherwise.
"""
import json
import math
import os
import tempfile
from pathlib import Path

import torch
from torch.nn import functional as F

from make import IDS, TARGETS, VOCABULARY, WIDTH, summary, values

LAYERS, HEADS, RANK = 2, 2, 8
TEXT = [3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5, 8, 9, 7, 9, 3, 2, 3, 8, 4]


def shapes():
    out = {"emb.weight": (VOCABULARY, WIDTH), "head.weight": (VOCABULARY, WIDTH)}
    norms = ["ln_out", "blocks.0.ln0"] + [f"blocks.{i}.{n}" for i in range(LAYERS) for n in ("ln1", "ln2", "att.ln_x")]
    for name in norms:
        out[name + ".weight"] = out[name + ".bias"] = (WIDTH,)
    for i in range(LAYERS):
        att, ffn = f"blocks.{i}.att.", f"blocks.{i}.ffn."
        for letter in "rwkvag":
            out[att + "x_" + letter] = (WIDTH,)
        for name in ("k_k", "k_a", "r_k"):
            out[att + name] = (WIDTH,)
        for name, rank, offset in [("w", RANK, True), ("a", RANK, True), ("v", RANK, True), ("g", 2 * RANK, False)]:
            if name == "v" and i == 0:
                continue
            out[att + name + "1"] = (rank, WIDTH)
            out[att + name + "2"] = (WIDTH, rank)
            if offset:
                out[att + name + "0"] = (WIDTH,)
        for name in ("receptance", "key", "value", "output"):
            out[att + name + ".weight"] = (WIDTH, WIDTH)
        out[ffn + "x_k"] = (WIDTH,)
        out[ffn + "key.weight"] = (4 * WIDTH, WIDTH)
        out[ffn + "value.weight"] = (WIDTH, 4 * WIDTH)
    return out


def norm(p, name, x, groups=1, epsilon=1e-5):
    cut = x.view(groups, -1)
    cut = (cut - cut.mean(1, keepdim=True)) / torch.sqrt(cut.var(1, unbiased=False, keepdim=True) + epsilon)
    return cut.view(-1) * p[name + ".weight"] + p[name + ".bias"]


def logits(p, ids):
    """One sequence; the state is written as in the paper, one matrix a head."""
    before = {}
    states = [torch.zeros(HEADS, WIDTH // HEADS, WIDTH // HEADS) for _ in range(LAYERS)]
    out = []
    for token in ids:
        x = norm(p, "blocks.0.ln0", p["emb.weight"][token])
        first = None
        for i in range(LAYERS):
            w = lambda name: p[f"blocks.{i}.att.{name}"]
            h = norm(p, f"blocks.{i}.ln1", x)
            last = before.get(("att", i), torch.zeros(WIDTH))
            before["att", i] = h
            mix = {c: h + (last - h) * w("x_" + c) for c in "rwkvag"}
            r, k, v = w("receptance.weight") @ mix["r"], w("key.weight") @ mix["k"], w("value.weight") @ mix["v"]
            decay = torch.exp(-torch.exp(torch.tensor(-.5)) * torch.sigmoid(w("w0") + w("w2") @ torch.tanh(w("w1") @ mix["w"])))
            rate = torch.sigmoid(w("a0") + w("a2") @ (w("a1") @ mix["a"]))
            gate = w("g2") @ torch.sigmoid(w("g1") @ mix["g"])
            if i == 0:
                first = v
            else:
                v = v + (first - v) * torch.sigmoid(w("v0") + w("v2") @ (w("v1") @ mix["v"]))
            away = F.normalize((k * w("k_k")).view(HEADS, -1), dim=1)
            k = k * (1 + (rate - 1) * w("k_a"))
            heads = lambda t: t.view(HEADS, -1)
            s = states[i]
            s = s * heads(decay)[:, None, :] - (s @ away[:, :, None]) @ (away * heads(rate))[:, None, :] + heads(v)[:, :, None] @ heads(k)[:, None, :]
            states[i] = s
            y = norm(p, f"blocks.{i}.att.ln_x", (s @ heads(r)[:, :, None]).reshape(-1), HEADS, 64e-5)
            y = y + ((heads(r) * heads(k) * heads(w("r_k"))).sum(1, keepdim=True) * heads(v)).view(-1)
            x = x + w("output.weight") @ (y * gate)
            h = norm(p, f"blocks.{i}.ln2", x)
            last = before.get(("ffn", i), torch.zeros(WIDTH))
            before["ffn", i] = h
            mixed = h + (last - h) * p[f"blocks.{i}.ffn.x_k"]
            x = x + p[f"blocks.{i}.ffn.value.weight"] @ torch.relu(p[f"blocks.{i}.ffn.key.weight"] @ mixed) ** 2
        out.append(p["head.weight"] @ norm(p, "ln_out", x))
    return torch.stack(out)


def reference(p, ids):
    """The same through the package rwkv, in single precision."""
    os.environ["RWKV_V7_ON"] = "1"
    from rwkv.model import RWKV
    stored = {}
    for name, value in p.items():
        value = value.detach().float()
        last = name.split(".")[-1]
        if last in [c + d for c in "wavg" for d in "12"]:
            value = value.T.contiguous()  # there a row times a matrix
        stored[name] = value.view(HEADS, -1) if last == "r_k" else value
    for d, shape in (("0", (WIDTH,)), ("1", (WIDTH, RANK)), ("2", (RANK, WIDTH))):
        stored["blocks.0.att.v" + d] = torch.zeros(shape, dtype=torch.float)
    with tempfile.TemporaryDirectory() as folder:
        torch.save(stored, folder + "/x.pth")
        torch.set_default_dtype(torch.float32)
        model = RWKV(folder + "/x", "cpu fp32")
        found, _ = model.forward(list(ids), None, full_output=True)
        torch.set_default_dtype(torch.float64)
    return found.double()


def main():
    p = values(shapes())
    ours = logits(p, TEXT)
    try:
        difference = (reference(p, TEXT) - ours).abs().max().item()
        print(f"largest difference from the package rwkv: {difference:.2e}")
        assert difference < 1e-4
    except ImportError:
        print("the package rwkv is not installed: not compared with it")
    both = torch.cat([logits(p, row) for row in IDS])
    loss = F.cross_entropy(both, torch.tensor(TARGETS).view(-1))
    grads = dict(zip(p, torch.autograd.grad(loss, list(p.values()))))
    Path(__file__).with_name("rwkv.json").write_text(json.dumps({
        "logits": ours[-1].tolist(),
        "loss": loss.item(),
        "gradient_norm": math.sqrt(sum(g.square().sum().item() for g in grads.values())),
        "gradients": summary(dict(sorted(grads.items()))),
    }, indent=1) + "\n")


if __name__ == "__main__":
    main()
