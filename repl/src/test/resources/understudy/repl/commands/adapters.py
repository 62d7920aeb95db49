#!/usr/bin/env python3
"""Writes adapters.json: what PEFT saves of adapters on networks of the sizes that Strangers.java writes, by the names and shapes of the tensors, and the fields that tell it how to
read them. TuningCommandsTest compares with it.

    python3 -m venv venv && venv/bin/pip install torch transformers peft
    venv/bin/python adapters.py
"""
import json
import tempfile
from pathlib import Path

from peft import LoraConfig, get_peft_model
from safetensors.torch import load_file
from transformers import GPT2Config, GPT2LMHeadModel, LlamaConfig, LlamaForCausalLM

RANK = 3
NETWORKS = {
    "GPT2": (GPT2LMHeadModel(GPT2Config(vocab_size=12, n_positions=16, n_embd=8, n_layer=2, n_head=2)), ["attn.c_attn", "attn.c_proj", "mlp.c_fc", "mlp.c_proj"]),
    "LLAMA": (LlamaForCausalLM(LlamaConfig(vocab_size=12, hidden_size=16, intermediate_size=24, num_hidden_layers=2, num_attention_heads=4, num_key_value_heads=2, head_dim=4,
                                           max_position_embeddings=16)),
              ["self_attn.q_proj", "self_attn.k_proj", "self_attn.v_proj", "self_attn.o_proj", "mlp.gate_proj", "mlp.up_proj", "mlp.down_proj"]),
}

result = {}
for name, (network, targets) in NETWORKS.items():
    model = get_peft_model(network, LoraConfig(task_type="CAUSAL_LM", r=RANK, lora_alpha=2 * RANK, target_modules=targets, fan_in_fan_out=name == "GPT2"))
    with tempfile.TemporaryDirectory() as folder:
        model.save_pretrained(folder)
        config = json.loads((Path(folder) / "adapter_config.json").read_text())
        tensors = load_file(Path(folder) / "adapter_model.safetensors")
    result[name] = {
        "config": {key: config[key] for key in ("peft_type", "task_type", "r", "lora_alpha", "bias", "fan_in_fan_out", "use_rslora", "use_dora")}
        | {"target_modules": sorted(config["target_modules"])},
        "tensors": {key: list(tensor.shape) for key, tensor in sorted(tensors.items())},
    }
(Path(__file__).parent / "adapters.json").write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")
