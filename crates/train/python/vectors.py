"""Gathers the words of texts that name nobody, and asks the transformer for a vector of each, as it reads it by itself.

usage: vectors.py TRANSFORMER OUTPUT ARTICLES…

Writes `OUTPUT.txt`, a word a line, and `OUTPUT.npy`, their vectors behind one of zeros, that of all other words. Articles are JSON lines.
"""
import argparse
import collections
import re

import numpy as np
import torch
from transformers import AutoModel, AutoTokenizer

from gold import lines

AT_ONCE = 256
WORD = re.compile(r"[A-Za-zÀ-ÿ]+(?:[-'’][A-Za-zÀ-ÿ]+)*")


def gather(texts, own):
    """Words that stand in small letters twice or more, five times if they have a hyphen, and at least once in four times; and the
    transformer's own, unless the texts have them with a capital mostly."""
    small, raised = collections.Counter(), collections.Counter()
    for text in texts:
        for word in WORD.findall(text):
            if word.islower():
                small[word] += 1
            else:
                raised[word.lower()] += 1
    words = {word for word, count in small.items()
             if len(word) > 1 and 3 * count >= raised[word] and (count >= 5 or count >= 2 and "-" not in word)}
    return sorted(words | {word for word in own if re.fullmatch("[a-z]{2,}", word) and raised[word] <= 3 * small[word]})


@torch.no_grad()
def ask(transformer, words):
    """A vector of each word behind one of zeros, without what all of them have in common."""
    tokenizer = AutoTokenizer.from_pretrained(transformer)
    model = AutoModel.from_pretrained(transformer).eval()
    vectors = np.zeros((1 + len(words), model.config.hidden_size), np.float32)
    order = sorted(range(len(words)), key=lambda at: len(words[at]))
    for first in range(0, len(order), AT_ONCE):
        some = order[first:first + AT_ONCE]
        pieces = tokenizer([words[at] for at in some], padding=True, return_tensors="pt")
        states, seen = model(**pieces).last_hidden_state, pieces["attention_mask"][..., None]
        vectors[[1 + at for at in some]] = torch.nn.functional.normalize((states * seen).sum(1) / seen.sum(1), dim=-1).numpy()
        print(first, len(order), flush=True)
    vectors[1:] -= vectors[1:].mean(0)
    return vectors


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for place in ("transformer", "output"):
        parser.add_argument(place)
    parser.add_argument("articles", nargs="+")
    arguments = parser.parse_args()
    own = AutoTokenizer.from_pretrained(arguments.transformer).get_vocab()
    words = gather((article["text"] for file in arguments.articles for article in lines(file)), own)
    with open(f"{arguments.output}.txt", "w", encoding="utf-8") as file:
        file.write("\n".join(words))
    np.save(f"{arguments.output}.npy", ask(arguments.transformer, words).astype(np.float16))


if __name__ == "__main__":
    main()
