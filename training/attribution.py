#!/usr/bin/env python3
"""Trains the model that weighs attribution frames, and writes its weights.

    cargo run -qr -p variorum-bench -- attribution --features TRAIN > train.txt
    cargo run -qr -p variorum-bench -- attribution --features DEV > dev.txt
    python3 training/attribution.py train.txt dev.txt crates/variorum/src/claim/attribution.weights

TRAIN and DEV are parts of PolNeAR (or any folder in its layout). A logistic regression over hashed features, by
AdaGrad with L2; the bias is then shifted to where F1 on DEV is best. Needs numpy. The same input and seed give the
same bytes.
"""

import argparse
import struct

import numpy

BUCKETS = 1 << 16


def read(path):
    """Labels, and features as rows padded with BUCKETS."""
    labels, rows = [], []
    with open(path, encoding="ascii") as lines:
        for line in lines:
            fields = line.split()
            labels.append(int(fields[0]))
            rows.append(numpy.array(fields[1:], dtype=numpy.int32))
    width = max(map(len, rows))
    features = numpy.full((len(rows), width), BUCKETS, dtype=numpy.int32)
    for row, values in zip(features, rows):
        row[: len(values)] = values
    return numpy.array(labels, dtype=numpy.float32), features


def train(labels, features, epochs, rate, decay, seed):
    """Weights with the bias last."""
    random = numpy.random.default_rng(seed)
    weights = numpy.zeros(BUCKETS + 1, dtype=numpy.float64)
    squares = numpy.full(BUCKETS + 1, 1e-2)
    bias, bias_square = 0.0, 1e-2
    size = 256
    for epoch in range(epochs):
        order = random.permutation(len(labels))
        loss = 0.0
        for start in range(0, len(order), size):
            batch = order[start : start + size]
            rows, wanted = features[batch], labels[batch]
            scores = weights[rows].sum(axis=1) + bias
            chance = 1.0 / (1.0 + numpy.exp(-scores))
            loss -= numpy.log(numpy.where(wanted > 0, chance, 1 - chance) + 1e-9).sum()
            error = chance - wanted
            touched, place = numpy.unique(rows, return_inverse=True)
            gradient = numpy.bincount(place.ravel(), numpy.repeat(error, rows.shape[1]), len(touched)) / len(batch)
            gradient += decay * weights[touched]
            squares[touched] += gradient**2
            weights[touched] -= rate * gradient / numpy.sqrt(squares[touched])
            weights[BUCKETS] = 0.0
            slope = error.mean()
            bias_square += slope**2
            bias -= rate * slope / numpy.sqrt(bias_square)
        print(f"epoch {epoch + 1}: mean loss {loss / len(labels):.4f}")
    return weights, bias


def best_shift(scores, labels):
    """The threshold at which F1 is best, and that F1."""
    order = numpy.argsort(-scores)
    hits = numpy.cumsum(labels[order])
    f1 = 2 * hits / (numpy.arange(1, len(order) + 1) + labels.sum())
    best = int(numpy.argmax(f1))
    return float(scores[order[best]]), float(f1[best])


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("train")
    parser.add_argument("dev")
    parser.add_argument("weights")
    parser.add_argument("--epochs", type=int, default=12)
    parser.add_argument("--rate", type=float, default=0.1)
    parser.add_argument("--decay", type=float, default=2e-6)
    parser.add_argument("--shift", type=float, default=0.3, help="added to the bias at last")
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()

    labels, features = read(arguments.train)
    print(f"{len(labels)} candidates, {int(labels.sum())} hold")
    weights, bias = train(labels, features, arguments.epochs, arguments.rate, arguments.decay, arguments.seed)
    scale = float(numpy.abs(weights).max()) / 127
    whole = numpy.round(weights / scale).astype(numpy.int8)

    labels, features = read(arguments.dev)
    scores = scale * whole.astype(numpy.float64)[features].sum(axis=1)
    threshold, f1 = best_shift(scores + bias, labels)
    print(f"best F1 of candidates on dev {f1:.4f} at log-odds {threshold:.2f}")
    bias += arguments.shift - threshold
    with open(arguments.weights, "wb") as file:
        file.write(struct.pack("<ff", scale, bias))
        file.write(whole[:BUCKETS].tobytes())


if __name__ == "__main__":
    main()
