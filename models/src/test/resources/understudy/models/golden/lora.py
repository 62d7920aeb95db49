#!/usr/bin/env python3
"""Writes lora.json, the numbers that LoraTest compares with: logits, loss and gradients of PEFT's LoRA around Transformers' networks.

    python3 -m venv venv && venv/bin/pip install torch transformers peft numpy
    venv/bin/python lora.py

Parameters are waves by the sorted names of the Java side, as in make.py. Where Transformers has queries, keys and values apart, all three have one A, and
their B are rows of the Java side's. Everything is in double precision.
"""
import json
import warnings
from pathlib import Path

import torch
from make import CONTEXT, GROUPED, HEADS, IDS, LAYERS, TARGETS, VOCABULARY, WIDTH, grouped_shapes, shapes, summary, values
from peft import LoraConfig, get_peft_model
from torch.nn import functional as F
from transformers import GPT2Config, GPT2LMHeadModel, Qwen2Config, Qwen2ForCausalLM

warnings.filterwarnings("ignore")
RANK, ALPHA = 3, 6


def adapted(shapes, layers):
    """With both thin matrices beside each of these layers of a block."""
    out = dict(shapes)
    for i in range(LAYERS):
        for layer in layers:
            rows, columns = shapes[f"h.{i}.{layer}.weight"]
            out[f"h.{i}.{layer}.lora_A.weight"] = (RANK, columns)
            out[f"h.{i}.{layer}.lora_B.weight"] = (rows, RANK)
    return out


def gpt2(p):
    network = GPT2LMHeadModel(GPT2Config(vocab_size=VOCABULARY, n_positions=CONTEXT, n_embd=WIDTH, n_layer=LAYERS, n_head=HEADS,
                                         resid_pdrop=0, embd_pdrop=0, attn_pdrop=0, attn_implementation="eager")).double()
    targets = ["attn.c_attn", "attn.c_proj", "mlp.c_fc", "mlp.c_proj"]
    model = get_peft_model(network, LoraConfig(r=RANK, lora_alpha=ALPHA, target_modules=targets, fan_in_fan_out=True)).double()
    state = {}
    for name, v in p.items():
        there = "base_model.model.transformer." + name
        if ".lora_" in name:
            state[there.replace(".weight", ".default.weight")] = v
        elif any(f".{t}." in name for t in targets):
            module, kind = there.rsplit(".", 1)
            state[f"{module}.base_layer.{kind}"] = v.T if kind == "weight" else v
        else:
            state[there] = v
    state["base_model.model.lm_head.weight"] = p["wte.weight"]
    return model, state


def qwen2(p):
    network = Qwen2ForCausalLM(Qwen2Config(
        vocab_size=VOCABULARY, hidden_size=WIDTH, intermediate_size=GROUPED["inner"], num_hidden_layers=LAYERS, num_attention_heads=GROUPED["heads"],
        num_key_value_heads=GROUPED["keys"], head_dim=GROUPED["each"], max_position_embeddings=CONTEXT, rms_norm_eps=1e-5,
        rope_parameters={"rope_type": "default", "rope_theta": 1000.}, pad_token_id=None, tie_word_embeddings=True, attn_implementation="eager")).double()
    targets = ["q_proj", "k_proj", "v_proj", "o_proj"]
    model = get_peft_model(network, LoraConfig(r=RANK, lora_alpha=ALPHA, target_modules=targets)).double()
    heads, keys = GROUPED["heads"] * GROUPED["each"], GROUPED["keys"] * GROUPED["each"]
    there = "base_model.model.model."
    state = {there + "embed_tokens.weight": p["wte.weight"], there + "norm.weight": p["ln_f.weight"], "base_model.model.lm_head.weight": p["wte.weight"]}
    for i in range(LAYERS):
        block, here = f"{there}layers.{i}.", f"h.{i}."
        for kind in ("weight", "bias"):
            for letter, part in zip("qkv", p[f"{here}attn.c_attn.{kind}"].split([heads, keys, keys])):
                state[f"{block}self_attn.{letter}_proj.base_layer.{kind}"] = part
        for letter, part in zip("qkv", p[here + "attn.c_attn.lora_B.weight"].split([heads, keys, keys])):
            state[f"{block}self_attn.{letter}_proj.lora_A.default.weight"] = p[here + "attn.c_attn.lora_A.weight"]
            state[f"{block}self_attn.{letter}_proj.lora_B.default.weight"] = part
        state |= {f"{block}self_attn.o_proj.base_layer.weight": p[here + "attn.c_proj.weight"],
                  f"{block}self_attn.o_proj.lora_A.default.weight": p[here + "attn.c_proj.lora_A.weight"],
                  f"{block}self_attn.o_proj.lora_B.default.weight": p[here + "attn.c_proj.lora_B.weight"],
                  block + "input_layernorm.weight": p[here + "ln_1.weight"], block + "post_attention_layernorm.weight": p[here + "ln_2.weight"],
                  block + "mlp.down_proj.weight": p[here + "mlp.c_proj.weight"]}
        state[block + "mlp.gate_proj.weight"], state[block + "mlp.up_proj.weight"] = p[here + "mlp.c_fc.weight"].chunk(2, 0)
    return model, state


def main():
    result = {}
    for name, network, p in [("gpt2", gpt2, values(adapted(shapes(True, True, True, True), ["attn.c_attn", "attn.c_proj", "mlp.c_fc", "mlp.c_proj"]))),
                             ("qwen2", qwen2, values(adapted(grouped_shapes(True, False, True), ["attn.c_attn", "attn.c_proj"])))]:
        model, state = network(p)
        missing = set(model.state_dict()) - set(state)
        assert not missing, missing
        logits = torch.func.functional_call(model, state, (torch.tensor(IDS),), tie_weights=False).logits
        loss = F.cross_entropy(logits.reshape(-1, VOCABULARY), torch.tensor(TARGETS).reshape(-1))
        adapters = {n: v for n, v in p.items() if ".lora_" in n}
        gradients = dict(zip(adapters, torch.autograd.grad(loss, list(adapters.values()))))
        result[name] = {"loss": loss.item(), "logits": logits[0, -1].tolist(), "gradients": summary(gradients)}
    (Path(__file__).parent / "lora.json").write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
