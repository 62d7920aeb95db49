#!/usr/bin/env python3
"""Writes the numbers that GoldenTest compares with: logits, losses, gradients and optimizer steps as PyTorch and Transformers compute them.

    python3 -m venv venv && venv/bin/pip install torch transformers numpy
    venv/bin/python make.py            (writes the .json files beside this one)

Parameters are not stored: both sides compute them by one formula from the sorted names of the Java side. Everything is in double precision here.
"""
import json
import math
from pathlib import Path

import torch
from torch import nn
from torch.nn import functional as F

torch.set_default_dtype(torch.float64)
VOCABULARY, LAYERS, HEADS, WIDTH, CONTEXT = 11, 2, 2, 8, 6
IDS = [[3, 1, 4, 1, 5, 9], [2, 6, 5, 3, 5, 8]]
TARGETS = [[1, 4, 1, 5, 9, 2], [6, 5, -100, 5, 8, 10]]
RATE, DECAY, BETA1, BETA2, MATRIX_RATE, MOMENTUM, CLIP = 1e-2, .1, .9, .95, .02, .95, .5


def shapes(biases, gains, tied, learned):
    """Names and shapes of the Java side's parameters."""
    out = {"wte.weight": (VOCABULARY, WIDTH)}
    if learned:
        out["wpe.weight"] = (CONTEXT, WIDTH)
    for i in range(LAYERS):
        for name, rows, columns in [("attn.c_attn", 3 * WIDTH, WIDTH), ("attn.c_proj", WIDTH, WIDTH),
                                    ("mlp.c_fc", 4 * WIDTH, WIDTH), ("mlp.c_proj", WIDTH, 4 * WIDTH)]:
            out[f"h.{i}.{name}.weight"] = (rows, columns)
            if biases:
                out[f"h.{i}.{name}.bias"] = (rows,)
    if gains:
        for norm in [f"h.{i}.ln_{k}" for i in range(LAYERS) for k in (1, 2)] + ["ln_f"]:
            out[norm + ".weight"] = (WIDTH,)
            if biases:
                out[norm + ".bias"] = (WIDTH,)
    if not tied:
        out["lm_head.weight"] = (VOCABULARY, WIDTH)
    return out


GROUPED = {"heads": 4, "keys": 2, "each": 4, "inner": 12}  # 4 heads of queries share 2 of keys, wider together than the network


def grouped_shapes(query_bias, query_key_gain, tied):
    """The same for Llama and Qwen: queries, keys and values are rows of one matrix, as are gates and values of the feed-forward layers."""
    joint, mixed = (GROUPED["heads"] + 2 * GROUPED["keys"]) * GROUPED["each"], GROUPED["heads"] * GROUPED["each"]
    out = {"wte.weight": (VOCABULARY, WIDTH), "ln_f.weight": (WIDTH,)}
    for i in range(LAYERS):
        out |= {f"h.{i}.ln_1.weight": (WIDTH,), f"h.{i}.ln_2.weight": (WIDTH,),
                f"h.{i}.attn.c_attn.weight": (joint, WIDTH), f"h.{i}.attn.c_proj.weight": (WIDTH, mixed),
                f"h.{i}.mlp.c_fc.weight": (2 * GROUPED["inner"], WIDTH), f"h.{i}.mlp.c_proj.weight": (WIDTH, GROUPED["inner"])}
        if query_bias:
            out[f"h.{i}.attn.c_attn.bias"] = (joint,)
        if query_key_gain:
            out |= {f"h.{i}.attn.ln_q.weight": (GROUPED["each"],), f"h.{i}.attn.ln_k.weight": (GROUPED["each"],)}
    if not tied:
        out["lm_head.weight"] = (VOCABULARY, WIDTH)
    return out


def values(shapes):
    result = {}
    for k, name in enumerate(sorted(shapes)):
        j = torch.arange(math.prod(shapes[name]))
        wave = 0.3 * torch.sin(1 + 0.37 * j + 1.7 * k)
        if "ln_" in name and name.endswith("weight"):
            wave = 1 + wave
        result[name] = wave.float().double().reshape(shapes[name]).requires_grad_(True)
    return result


def nanogpt(p, ids):
    """nanoGPT's model.py without biases: exact GELU, tied head."""
    x = p["wte.weight"][ids] + p["wpe.weight"][:ids.shape[1]]
    for i in range(LAYERS):
        h = F.layer_norm(x, (WIDTH,), p[f"h.{i}.ln_1.weight"])
        q, k, v = (t.view(*ids.shape, HEADS, -1).transpose(1, 2) for t in (h @ p[f"h.{i}.attn.c_attn.weight"].T).chunk(3, -1))
        mask = torch.triu(torch.full((ids.shape[1],) * 2, -math.inf), 1)
        y = torch.softmax(q @ k.transpose(2, 3) / math.sqrt(WIDTH / HEADS) + mask, -1) @ v
        x = x + y.transpose(1, 2).reshape(*ids.shape, WIDTH) @ p[f"h.{i}.attn.c_proj.weight"].T
        h = F.layer_norm(x, (WIDTH,), p[f"h.{i}.ln_2.weight"])
        x = x + F.gelu(h @ p[f"h.{i}.mlp.c_fc.weight"].T) @ p[f"h.{i}.mlp.c_proj.weight"].T
    return F.layer_norm(x, (WIDTH,), p["ln_f.weight"]) @ p["wte.weight"].T


def transformers_gpt2(p, ids):
    from transformers import GPT2Config, GPT2LMHeadModel
    config = GPT2Config(vocab_size=VOCABULARY, n_positions=CONTEXT, n_embd=WIDTH, n_layer=LAYERS, n_head=HEADS,
                        resid_pdrop=0, embd_pdrop=0, attn_pdrop=0, attn_implementation="eager")
    model = GPT2LMHeadModel(config).double()
    linear = ("c_attn.weight", "c_proj.weight", "c_fc.weight")  # Conv1D keeps its weights transposed
    state = {"transformer." + n: (v.T if n.endswith(linear) else v) for n, v in p.items()}
    state["lm_head.weight"] = state["transformer.wte.weight"]
    return torch.func.functional_call(model, state, (ids,), tie_weights=False).logits


def transformers_nanochat(p, ids):
    from transformers import NanoChatConfig, NanoChatForCausalLM
    config = NanoChatConfig(vocab_size=VOCABULARY, hidden_size=WIDTH, intermediate_size=4 * WIDTH, num_hidden_layers=LAYERS,
                            num_attention_heads=HEADS, num_key_value_heads=HEADS, max_position_embeddings=CONTEXT,
                            final_logit_softcapping=15.0, rms_norm_eps=1e-6, attention_bias=False,
                            pad_token_id=None,  # else the padding token's row has no gradient
                            attn_implementation="eager")
    model = NanoChatForCausalLM(config).double()
    state = {"model.embed_tokens.weight": p["wte.weight"], "lm_head.weight": p["lm_head.weight"]}
    for i in range(LAYERS):
        there, here = f"model.layers.{i}.", f"h.{i}."
        for letter, part in zip("qkv", p[here + "attn.c_attn.weight"].chunk(3, 0)):
            state[f"{there}self_attn.{letter}_proj.weight"] = part
        state[there + "self_attn.o_proj.weight"] = p[here + "attn.c_proj.weight"]
        state[there + "mlp.fc1.weight"] = p[here + "mlp.c_fc.weight"]
        state[there + "mlp.fc2.weight"] = p[here + "mlp.c_proj.weight"]
    return torch.func.functional_call(model, state, (ids,), tie_weights=False).logits


def transformers_grouped(family, rope):
    """Llama, Qwen2 or Qwen3 by Transformers."""
    def forward(p, ids):
        import transformers
        config = getattr(transformers, family + "Config")(
            vocab_size=VOCABULARY, hidden_size=WIDTH, intermediate_size=GROUPED["inner"], num_hidden_layers=LAYERS,
            num_attention_heads=GROUPED["heads"], num_key_value_heads=GROUPED["keys"], head_dim=GROUPED["each"],
            max_position_embeddings=CONTEXT, rms_norm_eps=1e-5, rope_parameters=rope, pad_token_id=None, attn_implementation="eager")
        model = getattr(transformers, family + "ForCausalLM")(config).double()
        heads, keys = GROUPED["heads"] * GROUPED["each"], GROUPED["keys"] * GROUPED["each"]
        state = {"model.embed_tokens.weight": p["wte.weight"], "model.norm.weight": p["ln_f.weight"],
                 "lm_head.weight": p.get("lm_head.weight", p["wte.weight"])}
        for i in range(LAYERS):
            there, here = f"model.layers.{i}.", f"h.{i}."
            for kind in ("weight", "bias"):
                if here + "attn.c_attn." + kind in p:
                    for letter, part in zip("qkv", p[here + "attn.c_attn." + kind].split([heads, keys, keys])):
                        state[f"{there}self_attn.{letter}_proj.{kind}"] = part
            for letter in "qk":
                if f"{here}attn.ln_{letter}.weight" in p:
                    state[f"{there}self_attn.{letter}_norm.weight"] = p[f"{here}attn.ln_{letter}.weight"]
            state |= {there + "input_layernorm.weight": p[here + "ln_1.weight"], there + "post_attention_layernorm.weight": p[here + "ln_2.weight"],
                      there + "self_attn.o_proj.weight": p[here + "attn.c_proj.weight"], there + "mlp.down_proj.weight": p[here + "mlp.c_proj.weight"]}
            state[there + "mlp.gate_proj.weight"], state[there + "mlp.up_proj.weight"] = p[here + "mlp.c_fc.weight"].chunk(2, 0)
        missing = set(model.state_dict()) - set(state)
        assert not missing, missing
        return torch.func.functional_call(model, state, (ids,), tie_weights=False).logits
    return forward


def loss_of(forward, p):
    logits = forward(p, torch.tensor(IDS))
    return F.cross_entropy(logits.reshape(-1, VOCABULARY), torch.tensor(TARGETS).reshape(-1)), logits


def gradients(forward, p):
    loss, _ = loss_of(forward, p)
    grads = torch.autograd.grad(loss, list(p.values()))
    norm = torch.sqrt(sum(g.square().sum() for g in grads))
    return loss, dict(zip(p, (g * min(1, CLIP / (norm + 1e-6)) for g in grads))), norm


def is_matrix(name):
    return name.startswith("h.") and name.endswith("weight") and "ln_" not in name


def adamw(forward, p, steps, only=lambda name: True):
    p = {n: v.detach().clone().requires_grad_(True) for n, v in p.items()}
    groups = [{"params": [v for n, v in p.items() if only(n) and v.dim() >= 2], "weight_decay": DECAY},
              {"params": [v for n, v in p.items() if only(n) and v.dim() < 2], "weight_decay": 0.}]
    optimizer = torch.optim.AdamW([g for g in groups if g["params"]], lr=RATE, betas=(BETA1, BETA2))
    momentum = {n: torch.zeros_like(v) for n, v in p.items()}
    losses = []
    for _ in range(steps):
        loss, grads, _ = gradients(forward, p)
        losses.append(loss.item())
        for n, v in p.items():
            if only(n):
                v.grad = grads[n]
            else:
                muon(v, grads[n], momentum[n])
        optimizer.step()
    return losses, p


def muon(v, g, buffer):
    """Keller Jordan's Muon, with the momentum fixed."""
    buffer.lerp_(g, 1 - MOMENTUM)
    x = g.lerp(buffer, MOMENTUM)
    tall = x.shape[0] > x.shape[1]
    x = x.T if tall else x
    x = x / (x.norm() + 1e-7)
    for _ in range(5):
        a = x @ x.T
        x = 3.4445 * x + (-4.7750 * a + 2.0315 * a @ a) @ x
    x = x.T if tall else x
    with torch.no_grad():
        v.mul_(1 - MATRIX_RATE * DECAY)
        v.add_(x, alpha=-MATRIX_RATE * max(1, v.shape[0] / v.shape[1]) ** .5)


def plain(make, p, steps, total=False, clip_value=0.):
    """Three steps of one of PyTorch's own optimizers on nanoGPT's network."""
    p = {n: v.detach().clone().requires_grad_(True) for n, v in p.items()}
    groups = [{"params": [v for v in p.values() if v.dim() >= 2], "weight_decay": DECAY},
              {"params": [v for v in p.values() if v.dim() < 2], "weight_decay": 0.}]
    optimizer = make(groups)
    losses = []
    for _ in range(steps):
        loss, _ = loss_of(nanogpt, p)
        losses.append(loss.item())
        counted = sum(t >= 0 for row in TARGETS for t in row)
        grads = torch.autograd.grad(loss * (counted / len(TARGETS) if total else 1), list(p.values()))
        norm = torch.sqrt(sum(g.square().sum() for g in grads))
        for v, g in zip(p.values(), grads):
            v.grad = g.clamp(-clip_value, clip_value) if clip_value else g * min(1, CLIP / (norm + 1e-6))
        optimizer.step()
    return {"losses": losses, "parameters": summary(p)}


def optimizers():
    """One entry for each optimizer; char-rnn's RMSprop is PyTorch's with alpha .95, min-char-rnn's Adagrad is PyTorch's begun at 1e-8 and without epsilon."""
    o = torch.optim
    return {
        "sgd": lambda g: o.SGD(g, lr=RATE, momentum=MOMENTUM),
        "nesterov": lambda g: o.SGD(g, lr=RATE, momentum=MOMENTUM, nesterov=True),
        "adagrad": lambda g: o.Adagrad(g, lr=RATE, initial_accumulator_value=1e-8, eps=0.),
        "rmsprop": lambda g: o.RMSprop(g, lr=RATE, alpha=BETA2, eps=1e-8),
    }


def summary(tensors):
    """A few numbers that a wrong tensor cannot match: first, last, sum and sum weighted by place."""
    result = {}
    for name, t in tensors.items():
        flat = t.detach().reshape(-1)
        result[name] = [flat[0].item(), flat[-1].item(), flat.sum().item(), (flat * torch.cos(torch.arange(len(flat)))).sum().item()]
    return result


def main():
    for name, forward, p in [("gpt2", transformers_gpt2, values(shapes(True, True, True, True))),
                             ("nanochat", transformers_nanochat, values(shapes(False, False, False, False))),
                             ("nanogpt", nanogpt, values(shapes(False, True, True, True))),
                             ("llama", transformers_grouped("Llama", {"rope_type": "llama3", "rope_theta": 500., "factor": 8., "low_freq_factor": 1.,
                                                                      "high_freq_factor": 4., "original_max_position_embeddings": 8}),
                              values(grouped_shapes(False, False, False))),
                             ("qwen2", transformers_grouped("Qwen2", {"rope_type": "default", "rope_theta": 1000.}),
                              values(grouped_shapes(True, False, True))),
                             ("qwen3", transformers_grouped("Qwen3", {"rope_type": "default", "rope_theta": 1000.}),
                              values(grouped_shapes(False, True, False)))]:
        loss, logits = loss_of(forward, p)
        _, grads, norm = gradients(forward, p)
        adam_losses, adam = adamw(forward, p, 3)
        muon_losses, muons = adamw(forward, p, 3, only=lambda n: not is_matrix(n))
        result = {"loss": loss.item(), "logits": logits[0, -1].tolist(), "gradient_norm": norm.item(), "gradients": summary(grads),
                  "adamw_losses": adam_losses, "adamw": summary(adam), "muon_losses": muon_losses, "muon": summary(muons)}
        (Path(__file__).parent / f"{name}.json").write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")
    p = values(shapes(False, True, True, True))
    result = {name: plain(make, p, 3) for name, make in optimizers().items()}
    result["sum"] = plain(optimizers()["sgd"], p, 3, total=True, clip_value=.05)
    (Path(__file__).parent / "optimizers.json").write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
