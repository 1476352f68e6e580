#!/usr/bin/env python3
"""Trains the weights by which two happenings of one kind are taken for one, and prints them.

    cargo run -qr -p variorum-bench -- coref --pairs pairs.txt ECBPLUS
    python3 training/happening.py pairs.txt

ECBPLUS is a folder of ECB+ (topics 1 to 35 were taken). The weights are printed as they stand in
`crates/variorum/src/resolve/corefer/happening.rs`: a logistic regression with L2, by Newton's method, so the same pairs give
the same weights. With --half 0 or 1 it is trained on every other topic only, to be measured on the others. Needs numpy.
"""

import argparse

import numpy

# The strength of L2, against a loss that is summed over all pairs; the bias is free.
PENALTY = 1.0
ROUNDS = 25


def read(path, half):
    """The features of the pairs with a bias, and whether each is one; of every other topic with `half`."""
    topics, same, rows = [], [], []
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            topic, label, *features = line.split()
            topics.append(topic)
            same.append(float(label))
            rows.append([float(feature) for feature in features] + [1.0])
    order = {topic: place for place, topic in enumerate(sorted(set(topics), key=int))}
    kept = numpy.array([half is None or order[topic] % 2 == half for topic in topics])
    return numpy.array(rows)[kept], numpy.array(same)[kept]


def train(rows, same):
    """The weights, the bias last."""
    penalty = numpy.full(rows.shape[1], PENALTY)
    penalty[-1] = 0.0
    weights = numpy.zeros(rows.shape[1])
    for _ in range(ROUNDS):
        likely = 1.0 / (1.0 + numpy.exp(-rows @ weights))
        slope = rows.T @ (likely - same) + penalty * weights
        curve = (rows * (likely * (1.0 - likely))[:, None]).T @ rows + numpy.diag(penalty)
        weights -= numpy.linalg.solve(curve, slope)
    return weights


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("pairs")
    parser.add_argument("--half", type=int, choices=(0, 1))
    arguments = parser.parse_args()
    rows, same = read(arguments.pairs, arguments.half)
    *weights, bias = train(rows, same)
    print(f"{len(rows)} pairs, {int(same.sum())} of them one")
    print("WEIGHTS:", ", ".join(f"{weight:.2f}" for weight in weights))
    print(f"BIAS: {bias:.2f}")


if __name__ == "__main__":
    main()
