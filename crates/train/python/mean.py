"""Writes the mean of models, such as the last states of a training: it errs less than each of them.

usage: mean.py OUTPUT.model MODEL…

What a model lacks that another has, such as the vectors of words, counts as if nobody had listened to it there.
"""
import sys

import torch

from network import load, save


def mean(name, models):
    """The mean of a tensor; one with fewer rows or columns than another says nothing in them."""
    all = [model[name] for model in models if name in model]
    if name == "vectors":
        return sum(all) / len(all)
    shape = [max(sizes) for sizes in zip(*(numbers.shape for numbers in all))]
    whole = torch.zeros(shape)
    for numbers in all:
        whole[tuple(slice(size) for size in numbers.shape)] += numbers / len(models)
    return whole


def main():
    output, *paths = sys.argv[1:]
    headers, models = zip(*map(load, paths))
    names = dict.fromkeys(name for model in models for name in model)
    header = next((header for header in headers if header.get("words")), headers[0])
    save(output, header, {name: mean(name, models) for name in names})


if __name__ == "__main__":
    main()
