"""Chooses the thresholds of a model on validation articles, calibrates its scores, and writes both into its header.

usage: tune.py MODEL SUMMITRY_TRAIN ARTICLES GOLD --scorer SCORE.py

For each type the threshold is the one with which the F of edges by name, over all types, is best, where recall weighs RECALL times as
much as precision (van Rijsbergen 1979). Scores are calibrated by isotonic regression (Zadrozny and Elkan 2002), in at most ten steps.
"""
import argparse
import json
import subprocess
import tempfile

import numpy as np

import gold

THRESHOLDS = [0.04, 0.07, 0.1, 0.14, 0.18, 0.22, 0.27, 0.33, 0.4, 0.5, 0.6, 0.72]
# By the model before it is calibrated.
PLAIN = [[0.0, 0.0], [1.0, 1.0]]
RECALL = 0.85


def split(model):
    mark, header, numbers = model.split(b"\n", 2)
    return mark, json.loads(header), numbers


def join(mark, header, numbers):
    return b"\n".join([mark, json.dumps(header).encode(), numbers])


class Tuner:
    def __init__(self, arguments):
        self.arguments = arguments
        self.score = gold.scorer(arguments.scorer)
        self.gold = {row["doc"]: self.score.edges(row["events"]) for row in gold.lines(arguments.gold)}
        with open(arguments.model, "rb") as file:
            self.parts = split(file.read())

    def read(self, **settings):
        """The events of each article with these settings."""
        mark, header, numbers = self.parts
        with tempfile.NamedTemporaryFile(suffix=".model") as file:
            file.write(join(mark, {**header, "calibration": PLAIN, **settings}, numbers))
            file.flush()
            command = [self.arguments.summitry_train, "read", file.name, self.arguments.articles]
            lines = subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()
        return {row["doc"]: row["events"] for row in map(json.loads, lines)}

    def compare(self, events):
        """For each article the edges of the gold and of the system, and the pairs that match."""
        for doc, wanted in self.gold.items():
            found = self.score.edges(events.get(doc, []))
            yield wanted, found, self.score.match(wanted, found, "name")

    def counts(self, events):
        """For each type the edges found and right."""
        counts = {kind: np.zeros(2) for kind in gold.TYPES}
        for _, found, matches in self.compare(events):
            for edge in found:
                counts[edge["type"]][1] += 1
            for _, at in matches:
                counts[found[at]["type"]][0] += 1
        return counts

    def choose(self):
        total = sum(map(len, self.gold.values()))
        tables = {threshold: self.counts(self.read(thresholds=[threshold] * len(gold.TYPES))) for threshold in THRESHOLDS}
        chosen = dict.fromkeys(gold.TYPES, 0.22)
        value = lambda chosen: (lambda right, found: (1 + RECALL) * right / (found + RECALL * total))(*sum(tables[chosen[kind]][kind] for kind in gold.TYPES))
        for _ in range(4):
            for kind in gold.TYPES:
                chosen[kind] = max(THRESHOLDS, key=lambda threshold: (value({**chosen, kind: threshold}), threshold))
        print(f"F {value(chosen):.4f}", flush=True)
        return [chosen[kind] for kind in gold.TYPES]

    def calibrate(self, **settings):
        """Points of (probability, share of right edges)."""
        rows = []
        for _, found, matches in self.compare(self.scored(self.read(**settings))):
            right = {at for _, at in matches}
            rows += [(edge["evidence"], at in right) for at, edge in enumerate(found)]
        rows.sort()
        blocks = []
        for probability, right in rows:
            blocks.append([1, probability, float(right)])
            while len(blocks) > 1 and (blocks[-2][2] / blocks[-2][0] >= blocks[-1][2] / blocks[-1][0] or blocks[-2][0] < len(rows) / 12):
                count, probability, right = blocks.pop()
                blocks[-1] = [a + b for a, b in zip(blocks[-1], (count, probability, right))]
        return [[round(probability / count, 4), round(right / count, 4)] for count, probability, right in blocks]

    @staticmethod
    def scored(events):
        """The events with their probability where the evidence stands, which the scorer hands through."""
        return {doc: [{**event, "evidence": event["factors"][0] * event["factors"][1]} for event in all] for doc, all in events.items()}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for place in ("model", "summitry_train", "articles", "gold"):
        parser.add_argument(place)
    parser.add_argument("--scorer", required=True)
    arguments = parser.parse_args()
    tuner = Tuner(arguments)
    settings = {"thresholds": tuner.choose()}
    settings["calibration"] = tuner.calibrate(**settings)
    mark, header, numbers = tuner.parts
    with open(arguments.model, "wb") as file:
        file.write(join(mark, {**header, **settings}, numbers))
    print(settings)


if __name__ == "__main__":
    main()
