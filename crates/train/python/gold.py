"""Annotated articles, and what the library sees of them.

`load` reads a folder that `summitry-train candidates` has written; `annotate` ties the annotation to it: which word tells which
event, which entities take part, which time dates it.
"""
import gzip
import importlib.util
import json
import re

import numpy as np

TYPES = ["met", "visited", "called", "mediated", "agreed", "supported", "cooperated", "aided", "yielded", "requested",
         "accused", "rejected", "threatened", "protested", "sanctioned", "mobilized", "coerced", "attacked"]
STATUSES = ["occurred", "planned", "possible", "denied"]
SYMMETRIC = {"met", "called", "cooperated"}

ROWS, CLASSES, ROLE_FEATURES, TIME_FEATURES, STATES = 10, 8, 19, 11, 256
# Of a word: sentence, first and last byte, part of speech in both sets, the rows of its form, its classes.
SENTENCE, START, END, UPOS = 0, 1, 2, 3
FIRST_ROW, FIRST_CLASS = 5, 5 + ROWS
WORD = 5 + ROWS + CLASSES
# Of a candidate: the word, who or when (two numbers), where it is named (one or two words), its features.
ROLE, TIME = 4 + ROLE_FEATURES, 4 + TIME_FEATURES
# Adjective, noun, proper noun, verb: the parts of speech that may tell an event.
TELLING = np.array([0, 7, 11, 15])
ARTICLE_DAY, UNTOLD = -1, -2


def scorer(path):
    """The scoring program as a module."""
    spec = importlib.util.spec_from_file_location("scorer", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def load(folder):
    """The articles of a folder, each a dictionary with the arrays `words`, `states`, `roles`, `times`."""
    words = np.fromfile(f"{folder}/words.u32", np.uint32).reshape(-1, WORD)
    states = np.memmap(f"{folder}/states.bf16", np.uint16, "r").reshape(-1, STATES)
    roles = np.memmap(f"{folder}/roles.i32", np.int32, "r").reshape(-1, ROLE)
    times = np.memmap(f"{folder}/times.i32", np.int32, "r").reshape(-1, TIME)
    articles, at = [], [0, 0, 0]
    for line in open(f"{folder}/meta.jsonl", encoding="utf-8"):
        article = json.loads(line)
        counts = [article["words"], article["roles"] // ROLE, article["times"] // TIME]
        (w, r, t), at = at, [a + n for a, n in zip(at, counts)]
        article.update(words=words[w:at[0]], states=states[w:at[0]], roles=roles[r:at[1]], times=times[t:at[2]],
                       bytes=article["content"].encode())
        for name in ("roles", "times"):
            article[f"{name}_of"] = rows_of(np.asarray(article[name][:, 0]))
        articles.append(article)
    return articles


def rows_of(column):
    """For each word the first and last row of a sorted column."""
    if not len(column):
        return {}
    cuts = np.flatnonzero(np.diff(column)) + 1
    return {int(column[a]): (int(a), int(b)) for a, b in zip(np.r_[0, cuts], np.r_[cuts, len(column)])}


def lines(path):
    """The JSON objects of a file, a line each, perhaps gzipped."""
    with (gzip.open if str(path).endswith(".gz") else open)(path, "rt", encoding="utf-8") as file:
        return [json.loads(line) for line in file if line.strip()]


def annotated(folder, gold, score):
    """The articles of a folder with `tellings`, by the annotation in `gold`."""
    by_id = {row.get("doc") or row["id"]: row["events"] for row in lines(gold)}
    articles = [article for article in load(folder) if article["words"].size and article["id"] in by_id]
    for article in articles:
        article["events"] = by_id[article["id"]]
        article["tellings"] = [telling for event in article["events"] for telling in tellings(article, event, score)]
    return articles


def pattern(text):
    return rb"\s+".join(re.escape(word) for word in text.encode().split())


def trigger_word(article, evidence, trigger):
    """The place of the word that tells it; none where it is not among the words read."""
    found = re.search(pattern(evidence), article["bytes"])
    if not found or not trigger.split():
        return None
    inside = found.group()
    at = re.search(rb"(?<![A-Za-z])" + pattern(trigger) + rb"(?![A-Za-z])", inside) or re.search(pattern(trigger), inside)
    if not at:
        return None
    return word_at(article, found.start() + at.start(), found.start() + at.end())


def word_at(article, first, last):
    """The word between two bytes that may tell an event, else the first word there."""
    words = article["words"]
    here = np.flatnonzero((words[:, START] < last) & (words[:, END] > first))
    telling = [word for word in here if words[word, UPOS] in TELLING]
    return int((telling or list(here))[0]) if len(here) else None


def tellings(article, event, score):
    """Each telling of an event: word, type, status, roles by entity, time, and whether it is the fullest."""
    roles = {}
    for side, number in (("source", 1), ("target", 2)):
        for party in event[side]:
            for index, entity in enumerate(article["entities"]):
                if score.same(party, entity, "name"):
                    roles[index] = number
    if "tellings" in event:
        words = [word_at(article, *span) for span in event["tellings"]]
    else:
        words = [trigger_word(article, telling["evidence"], telling["trigger"]) for telling in [event, *event.get("again", [])]]
    for at, word in enumerate(words):
        if word is not None:
            yield {"word": word, "type": TYPES.index(event["type"]), "status": STATUSES.index(event["status"]),
                   "roles": roles, "fullest": at == 0, "time": time(article, event, score) if at == 0 else None}


def time(article, event, score):
    """Which expressions have the event's date, which of them are its date words, and whether the article's day is it."""
    date, told = event["date"], event.get("date_words")
    if isinstance(told, list):
        told = article["bytes"][told[0]:told[1]].decode()
    if date is None:
        return {"date": None}
    right, words = [], []
    for sentence, index, first, last, value, _ in article["timexes"]:
        text = article["bytes"][first:last].decode(errors="ignore")
        if value and score.date_ok({"date": date}, {"date": value}):
            right.append((sentence, index))
            if told and text and (text in told or told in text):
                words.append((sentence, index))
    today = bool(article["date"]) and score.date_ok({"date": date}, {"date": article["date"]})
    return {"date": date, "right": right, "words": words, "today": today, "implied": today and not told}
