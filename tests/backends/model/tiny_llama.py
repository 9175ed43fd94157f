"""A tiny llama of random weights, written in milliseconds: a real server that speaks the protocol and means nothing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

TEMPLATE = (
    "{% if tools %}<|im_start|>system\n# Tools\n<tools>{% for t in tools %}\n{{ t | tojson }}{% endfor %}\n</tools>\n"
    'For each call return <tool_call>\n{"name": <function-name>, "arguments": <args-json-object>}\n</tool_call>'
    "<|im_end|>\n{% endif %}{% for m in messages %}<|im_start|>{{ m.role }}{% if m.content %}\n{{ m.content }}{% endif %}"
    "{% for c in m.tool_calls or [] %}\n<tool_call>\n"
    '{"name": "{{ c.function.name }}", "arguments": {{ c.function.arguments | tojson }}}\n</tool_call>{% endfor %}'
    "<|im_end|>\n{% endfor %}{% if add_generation_prompt %}<|im_start|>assistant\n{% endif %}"
)
SPECIAL = ["<|endoftext|>", "<|im_start|>", "<|im_end|>", "<tool_call>", "</tool_call>"]


def write(path: Path, *, seed: int = 0, width: int = 64, context: int = 32_768) -> None:
    """Write the model; its byte tokens close JSON soon, and a line break leads it to a tool call and back."""
    import gguf
    import numpy as np

    random = np.random.default_rng(seed)

    def weights(*shape: int) -> Any:
        return (random.standard_normal(shape) * 0.02).astype("f4")

    vocabulary = [*_bytes(), *SPECIAL]
    out = gguf.GGUFWriter(str(path), "llama")
    out.add_context_length(context)
    out.add_embedding_length(width)
    out.add_block_count(1)
    out.add_feed_forward_length(2 * width)
    out.add_head_count(2)
    out.add_head_count_kv(2)
    out.add_layer_norm_rms_eps(1e-5)
    out.add_rope_dimension_count(width // 2)
    out.add_vocab_size(len(vocabulary))
    out.add_tokenizer_model("gpt2")
    out.add_tokenizer_pre("gpt-2")
    out.add_token_list(vocabulary)
    out.add_token_types([1] * 256 + [3] * 3 + [4] * 2)
    out.add_token_merges(["Ġ Ġ"])
    out.add_bos_token_id(256)
    out.add_eos_token_id(258)
    out.add_add_bos_token(False)
    out.add_chat_template(TEMPLATE)
    embedding, output = weights(len(vocabulary), width) * 50, weights(len(vocabulary), width) * 12
    embedding[:, :3] = 0
    output[:, :3] = 0
    embedding[:, 0] = 8  # a feature that never changes: the bias of each token
    for character in '"}]':
        output[ord(character), 0] = 0.53
    output[[*range(32), *range(127, 256), ord("\\"), 259, 260], 0] = -3
    output[258, 0] = 0.5
    embedding[10, 1] = embedding[259, 2] = 20
    output[259, 1] = output[10, 2] = 3
    out.add_tensor("token_embd.weight", embedding)
    out.add_tensor("output.weight", output)
    out.add_tensor("output_norm.weight", np.ones(width, "f4"))
    for name in ("attn_norm", "ffn_norm"):
        out.add_tensor(f"blk.0.{name}.weight", np.ones(width, "f4"))
    for name in ("attn_q", "attn_k", "attn_v", "attn_output"):
        out.add_tensor(f"blk.0.{name}.weight", weights(width, width))
    for name, shape in (("gate", (2 * width, width)), ("up", (2 * width, width)), ("down", (width, 2 * width))):
        out.add_tensor(f"blk.0.ffn_{name}.weight", weights(*shape))
    out.write_header_to_file()
    out.write_kv_data_to_file()
    out.write_tensors_to_file()
    out.close()


def _bytes() -> list[str]:
    kept = [*range(33, 127), *range(161, 173), *range(174, 256)]
    spare = iter(range(256, 400))
    byte_to_token = {byte: chr(byte) if byte in kept else chr(next(spare)) for byte in range(256)}
    return [byte_to_token[byte] for byte in range(256)]
