"""What the network is to say of an article: by the annotation, or by the teacher.

Both have one form, `article["targets"]`: probabilities of triggers, and for each (word, type) weighed those of roles, times
and statuses.
"""
import numpy as np
import torch

from gold import ARTICLE_DAY, CLASSES, FIRST_CLASS, FIRST_ROW, ROLE_FEATURES, ROWS, STATES, TELLING, TIME_FEATURES, TYPES, UNTOLD, UPOS

KINDS = len(TYPES)


def by_annotation(article):
    """Certainties, from the tellings."""
    triggers = np.zeros((len(article["words"]), KINDS), np.float32)
    roles, role_is, times, time_is, time_of, statuses, status_is, fullest = [], [], [], [], [], [], [], []
    by_word = {}
    for telling in article["tellings"]:
        by_word.setdefault((telling["word"], telling["type"]), []).append(telling)
    for (word, kind), told in by_word.items():
        triggers[word, kind] = 1
        if word not in article["roles_of"]:
            continue
        full = [telling for telling in told if telling["fullest"]]
        parts = {}
        for telling in full or told:
            for entity, side in telling["roles"].items():
                parts.setdefault(entity, side)
        for row in range(*article["roles_of"][word]):
            side = parts.get(int(article["roles"][row, 1]), 0)
            # A telling again may leave out whom its sentence does not name.
            if full or not side or article["roles"][row, 2] >= 0:
                roles.append((word, kind, row))
                role_is.append(np.eye(3, dtype=np.float32)[side])
        statuses.append((word, kind))
        status_is.append(np.eye(4, dtype=np.float32)[(full or told)[0]["status"]])
        fullest.append((word, kind, float(bool(full))))
        if full:
            first, last = article["times_of"][word]
            keys = [(int(row[1]), int(row[2])) for row in article["times"][first:last]]
            good = right_times(keys, full[0]["time"])
            for at, row in enumerate(range(first, last)):
                if good:
                    times.append((word, kind, row))
                    time_is.append(float(at in good) / len(good))
                    time_of.append(len(statuses) - 1)
    article["targets"] = pack(triggers, roles, role_is, times, time_is, time_of, statuses, status_is, fullest)


def right_times(keys, time):
    """The places among the candidates that give the event's date, the best kind of them alone."""
    of = lambda wanted: [at for at, key in enumerate(keys) if wanted(key)]
    if time["date"] is None:
        return of(lambda key: key[0] == UNTOLD)
    today = of(lambda key: key[0] == ARTICLE_DAY)
    return (of(lambda key: key in time["words"]) or (today if time["implied"] else []) or of(lambda key: key in time["right"])
            or (today if time["today"] else []))


def pack(triggers, roles, role_is, times, time_is, time_of, statuses, status_is, fullest, weights=None):
    array = lambda rows, width, kind=np.int64: np.asarray(rows, kind).reshape(-1, width)
    names, group = np.unique(np.asarray(time_of, np.int64), return_inverse=True)
    weight = lambda rows: np.ones(len(rows), np.float32) if weights is None else triggers[rows[:, 0], rows[:, 1]]
    roles, times, statuses = array(roles, 3), array(times, 3), array(statuses, 2)
    first = np.zeros(len(names), np.int64)
    first[group[::-1]] = np.arange(len(group))[::-1]
    return {"triggers": triggers, "roles": roles, "role_is": array(role_is, 3, np.float32), "role_weight": weight(roles),
            "times": times, "time_is": np.asarray(time_is, np.float32), "time_of": group, "time_weight": weight(times[first]) if len(first) else np.zeros(0, np.float32),
            "statuses": statuses, "status_is": array(status_is, 4, np.float32), "status_weight": weight(statuses),
            "fullest": array(fullest, 3, np.float32)}


def by_teacher(article, opinion):
    """The teacher's probabilities, each pair weighed by that of its trigger."""
    triggers = opinion["triggers"].astype(np.float32)
    times = opinion["times"].astype(np.int64)
    key = times[:, 0] * KINDS + times[:, 1]
    _, of = np.unique(key, return_inverse=True)
    scores = opinion["time_scores"].astype(np.float32)
    highest = np.full(of.max(initial=-1) + 1, -np.inf, np.float32)
    np.maximum.at(highest, of, scores)
    likely = np.exp(scores - highest[of])
    total = np.zeros_like(highest)
    np.add.at(total, of, likely)
    article["targets"] = pack(triggers, opinion["roles"], opinion["role_is"], times, likely / total[of], of,
                              opinion["statuses"], opinion["status_is"], [], weights=True)


def rounded(count):
    """The next multiple of 64: memory is used again where few sizes occur."""
    return -(-count // 64) * 64


def batch(articles, longest):
    """Articles of different lengths, padded, as tensors; what is longer is cut."""
    width = rounded(min(longest, max(len(article["words"]) for article in articles)))
    shape = (len(articles), width)
    states, mask, telling = np.zeros((*shape, STATES), np.float32), np.zeros(shape, bool), np.zeros(shape, bool)
    rows, classes = np.zeros((*shape, ROWS), np.int64), np.zeros((*shape, CLASSES), np.int64)
    known = np.zeros(shape, np.int64)
    for at, article in enumerate(articles):
        words = article["words"][:width]
        count = len(words)
        states[at, :count] = (np.asarray(article["states"][:count]).astype(np.uint32) << 16).view(np.float32)
        rows[at, :count] = words[:, FIRST_ROW:FIRST_ROW + ROWS]
        classes[at, :count] = words[:, FIRST_CLASS:FIRST_CLASS + CLASSES]
        known[at, :count] = article["known"][:count] if "known" in article else 0
        mask[at, :count] = True
        telling[at, :count] = np.isin(words[:, UPOS], TELLING)
    tensors = {"states": states, "rows": rows, "classes": classes, "known": known, "mask": mask, "telling": telling}
    return {"articles": articles, "width": width, **{name: torch.from_numpy(array) for name, array in tensors.items()}}


def gather(batch):
    """The targets of a batch, with words counted through the whole batch."""
    width, out = batch["width"], {name: [] for name in ("roles", "role_is", "role_weight", "role_features", "times", "time_is", "time_of",
                                                        "time_weight", "time_features", "statuses", "status_is", "status_weight", "fullest")}
    triggers = np.zeros((len(batch["articles"]), width, KINDS), np.float32)
    groups = 0
    for at, article in enumerate(batch["articles"]):
        targets, shift = article["targets"], at * width
        count = min(width, len(targets["triggers"]))
        triggers[at, :count] = targets["triggers"][:count]
        place = lambda words: np.where((words >= 0) & (words < width), words + shift, -1)
        keep = targets["roles"][:, 0] < width
        roles = targets["roles"][keep]
        rows = np.asarray(article["roles"])[roles[:, 2]].astype(np.int64)
        # Entities are told apart through the whole batch.
        out["roles"].append(np.stack([roles[:, 0] + shift, place(rows[:, 2]), place(rows[:, 3]), roles[:, 1], rows[:, 1] + 10000 * at], 1))
        out["role_features"].append(rows[:, 4:])
        out["role_is"].append(targets["role_is"][keep])
        out["role_weight"].append(targets["role_weight"][keep])
        keep = targets["times"][:, 0] < width
        times = targets["times"][keep]
        rows = np.asarray(article["times"])[times[:, 2]].astype(np.int64)
        out["times"].append(np.stack([times[:, 0] + shift, place(rows[:, 3]), times[:, 1]], 1))
        out["time_features"].append(rows[:, 4:])
        out["time_is"].append(targets["time_is"][keep])
        out["time_of"].append(targets["time_of"][keep] + groups)
        out["time_weight"].append(targets["time_weight"])
        groups += len(targets["time_weight"])
        for name in ("statuses", "fullest"):
            keep = targets[name][:, 0] < width
            rows = targets[name][keep].copy()
            rows[:, 0] += shift
            out[name].append(rows)
            if name == "statuses":
                out["status_is"].append(targets["status_is"][keep])
                out["status_weight"].append(targets["status_weight"][keep])
    tensors = {name: torch.from_numpy(np.concatenate(parts)) for name, parts in out.items()}
    return {"triggers": torch.from_numpy(triggers), "groups": groups, **tensors}


def stream(articles, size, random):
    """Batches of articles of like length without end, about `size` words each."""
    while True:
        order = sorted(articles, key=lambda article: len(article["words"]) + 100 * random.random())
        batches, current = [], []
        for article in order:
            if current and (len(current) + 1) * min(LONGEST, len(article["words"])) > size:
                batches.append(current)
                current = []
            current.append(article)
        batches.append(current)
        random.shuffle(batches)
        yield from batches


# Words of an article beyond these are not learned from.
LONGEST = 1600
