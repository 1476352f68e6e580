#!/usr/bin/env python3
"""Trains the models that weigh attribution frames and tell how far cues and sources reach, and writes their weights.

    cargo run -qr -p variorum-bench -- attribution --features TRAIN > train.txt
    python3 training/attribution.py train.txt crates/variorum/src/claim/attribution.weights

TRAIN is the training part of PolNeAR (or any folder in its layout). Each model is a logistic regression over hashed
features, by AdaGrad with L2. With --held, the last part of the lines is left out of the training and the F1 of single
decisions on it is told, to choose settings by. Needs numpy. The same input and seed give the same bytes.
"""

import argparse
import struct

import numpy

# How many buckets the features of each model are hashed into.
MODELS = {"Frame": 1 << 20, "Left": 1 << 17, "Right": 1 << 17, "Rider": 1 << 17}
# Added to the biases: a frame, or a part of a source, is worth having from less than an even chance on, as F1 counts.
SHIFTS = {"Frame": 0.35, "Rider": 0.4}


def read(path):
    """For each model its labels, and its features as rows padded with the number of its buckets."""
    labels = {model: [] for model in MODELS}
    rows = {model: [] for model in MODELS}
    with open(path, encoding="ascii") as lines:
        for line in lines:
            model, label, *features = line.split()
            labels[model].append(float(label))
            rows[model].append(numpy.array(features, dtype=numpy.int32))
    return {model: (numpy.array(labels[model], dtype=numpy.float32), pad(rows[model], MODELS[model])) for model in MODELS}


def pad(rows, buckets):
    features = numpy.full((len(rows), max(map(len, rows))), buckets, dtype=numpy.int32)
    for row, values in zip(features, rows):
        row[: len(values)] = values
    return features


def train(labels, features, buckets, arguments):
    """The mean of several trainings that differ in the order of the rows: one alone tips close calls by chance."""
    draws = [train_once(labels, features, buckets, arguments, arguments.seed + draw) for draw in range(arguments.draws)]
    return sum(weights for weights, _ in draws) / len(draws), sum(bias for _, bias in draws) / len(draws)


def train_once(labels, features, buckets, arguments, seed):
    """Weights, one a bucket, and the bias."""
    random = numpy.random.default_rng(seed)
    weights = numpy.zeros(buckets + 1, dtype=numpy.float64)
    squares = numpy.full(buckets + 1, 1e-2)
    bias, bias_square = 0.0, 1e-2
    size = 256
    for epoch in range(arguments.epochs):
        order = random.permutation(len(labels))
        loss = 0.0
        for start in range(0, len(order), size):
            batch = order[start : start + size]
            rows, wanted = features[batch], labels[batch]
            scores = weights[rows].sum(axis=1) + bias
            chance = 1.0 / (1.0 + numpy.exp(-scores))
            loss -= (wanted * numpy.log(chance + 1e-9) + (1 - wanted) * numpy.log(1 - chance + 1e-9)).sum()
            error = chance - wanted
            touched, place = numpy.unique(rows, return_inverse=True)
            gradient = numpy.bincount(place.ravel(), numpy.repeat(error, rows.shape[1]), len(touched)) / len(batch)
            gradient += arguments.decay * weights[touched]
            squares[touched] += gradient**2
            weights[touched] -= arguments.rate * gradient / numpy.sqrt(squares[touched])
            weights[buckets] = 0.0
            slope = error.mean()
            bias_square += slope**2
            bias -= arguments.rate * slope / numpy.sqrt(bias_square)
    print(f"  mean loss {loss / len(labels):.4f}")
    return weights, bias


def tell(scores, labels):
    """Prints F1 at a few log-odds."""
    for threshold in (-0.6, -0.3, 0.0, 0.3):
        hits = ((scores > threshold) & (labels > 0.5)).sum()
        f1 = 2 * hits / ((scores > threshold).sum() + (labels > 0.5).sum())
        print(f"  held out: F1 {f1:.4f} at log-odds {threshold}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("train")
    parser.add_argument("weights")
    parser.add_argument("--held", type=float, default=0.0, help="the part of the lines to hold out")
    parser.add_argument("--epochs", type=int, default=12)
    parser.add_argument("--rate", type=float, default=0.1)
    parser.add_argument("--decay", type=float, default=1e-4)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--draws", type=int, default=6, help="how many trainings to take the mean of")
    arguments = parser.parse_args()

    tables = []
    for model, (labels, features) in read(arguments.train).items():
        print(f"{model}: {len(labels)} decisions, {int((labels > 0.5).sum())} hold")
        kept = round(len(labels) * (1 - arguments.held))
        weights, bias = train(labels[:kept], features[:kept], MODELS[model], arguments)
        if kept < len(labels):
            tell(weights[features[kept:]].sum(axis=1) + bias, labels[kept:])
        scale = float(numpy.abs(weights).max()) / 127
        bias += SHIFTS.get(model, 0.0)
        whole = numpy.round(weights / scale).astype(numpy.int8)
        tables.append(struct.pack("<ff", scale, bias) + whole[: MODELS[model]].tobytes())
    with open(arguments.weights, "wb") as file:
        file.write(b"".join(tables))


if __name__ == "__main__":
    main()
