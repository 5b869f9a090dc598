"""The network of the library (`src/event/network.rs`) for training, and how its weights are written.

`Student` makes a state of each word, by two simple recurrent layers (Lei et al. 2018, without the state in the gates) over the
states of the language model's encoder; `Teacher` does so by a pretrained transformer. `Heads` scores both alike.
"""
import json

import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F

from targets import KINDS, rounded

FORM_ROWS, CLASS_ROWS, ROLE_ROWS, TIME_ROWS, STATES = 33098, 175, 1408, 576, 256
# The class of a word that names nobody, and the share of names whose form is hidden while learning: who somebody is should tell
# little about what he did.
UNNAMED, HIDDEN_NAMES = 85 + 18, 0.3
# What is known of other tellings that an actor takes part in.
ELSEWHERE = 8


def table(rows, width, scale=0.05):
    bag = nn.EmbeddingBag(rows, width, mode="sum")
    nn.init.normal_(bag.weight, 0, scale)
    return bag


def kinds(width):
    embedding = nn.Embedding(KINDS, width)
    nn.init.normal_(embedding.weight, 0, 0.05)
    return embedding


def summed(bag, indices):
    return bag(indices.flatten(0, 1)).view(*indices.shape[:2], -1)


def best_elsewhere(keys, values):
    """For each row of sorted keys the highest value of the rows of the same key before it, and the value of the one just before; zero
    where there is none."""
    same = torch.cat([keys.new_zeros(1, dtype=torch.bool), keys[1:] == keys[:-1]])
    before = torch.cat([values.new_zeros(1), values[:-1]]) * same
    highest, reach, step = before.clone(), same.clone(), 1
    while bool(reach.any()):
        highest[step:] = torch.where(reach[step:], torch.maximum(highest[step:], highest[:-step]), highest[step:])
        reach = torch.cat([reach.new_zeros(step), reach[step:] & reach[:-step]])
        step *= 2
    return highest, before


def scan(keep, new):
    """The sums c[t] = keep[t] c[t-1] + new[t] along the words, in log2(words) steps (Hillis and Steele 1986)."""
    step = 1
    while step < new.shape[1]:
        new = torch.cat([new[:, :step], new[:, step:] + keep[:, step:] * new[:, :-step]], 1)
        keep = torch.cat([keep[:, :step], keep[:, step:] * keep[:, :-step]], 1)
        step *= 2
    return new


class Recurrent(nn.Module):
    """One bidirectional layer, `half` numbers each way."""

    def __init__(self, half):
        super().__init__()
        self.half, self.gates = half, nn.Linear(2 * half, 6 * half)
        with torch.no_grad():
            self.gates.bias.zero_()
            self.gates.bias[half:2 * half] += 1
            self.gates.bias[4 * half:5 * half] += 1

    def forward(self, words, mask):
        gates, half, out = self.gates(words), self.half, []
        for way in range(2):
            candidate, forget, leave = gates[..., 3 * way * half:3 * (way + 1) * half].float().chunk(3, -1)
            forget, leave = torch.sigmoid(forget) * mask, torch.sigmoid(leave)
            new = (1 - forget) * candidate * mask
            state = scan(forget.flip(1), new.flip(1)).flip(1) if way else scan(forget, new)
            past = words[..., way * half:(way + 1) * half]
            out.append(past + leave * (state - past))
        return torch.cat(out, -1)


class Vectors(nn.Module):
    """What a pretrained transformer makes of words by themselves, without what tells an event least; zeros for other words."""

    def __init__(self, words, vectors, width=64):
        super().__init__()
        self.words = words
        self.register_buffer("whole", torch.from_numpy(vectors).float())
        self.project = nn.Linear(self.whole.shape[1], width, bias=False)
        _, sizes, axes = torch.linalg.svd(self.whole[1:], full_matrices=False)
        with torch.no_grad():
            self.project.weight.copy_(0.3 * axes[:width] * len(words) ** 0.5 / sizes[:width, None])

    @property
    def weight(self):
        return self.project(self.whole)

    def forward(self, rows):
        return self.project(self.whole[rows])

    def take(self, numbers):
        """Takes over what such vectors have come to."""
        self.project.weight.copy_(torch.linalg.lstsq(self.whole, numbers).solution.t())


class Student(nn.Module):
    def __init__(self, half=192, layers=2, form=64, drop=0.3, hide=0.0, vectors=None):
        super().__init__()
        self.width, self.hide, self.vectors = 2 * half, hide, vectors
        self.rows, self.classes = table(FORM_ROWS, form), table(CLASS_ROWS, 2 * half)
        self.input = nn.Linear(STATES + form + (vectors.project.out_features if vectors else 0), 2 * half)
        self.layers = nn.ModuleList(Recurrent(half) for _ in range(layers))
        self.drop = nn.Dropout(drop)

    def forward(self, batch, also=0):
        forms = summed(self.rows, batch["rows"])
        if self.training:
            hidden = torch.rand(batch["mask"].shape) < torch.where(batch["classes"][..., 3] != UNNAMED, HIDDEN_NAMES, self.hide)
            forms = forms * ~hidden[..., None]
        seen = [batch["states"], forms, *([self.vectors(batch["known"])] if self.vectors else [])]
        seen = torch.cat([self.drop(part) for part in seen], -1)
        words = torch.relu(self.input(seen) + summed(self.classes, batch["classes"]) + also)
        mask = batch["mask"][..., None].float()
        for layer in self.layers:
            words = layer(self.drop(words), mask)
        return self.drop(words)


class Teacher(Student):
    """The student, with a recurrent layer less, which sees besides what a pretrained transformer makes of the words: its first
    `transformer` layers, on windows of whole sentences."""

    # Numbers of a word's state.
    WIDTH = 384

    def __init__(self, path, transformer=8, frozen=2, window=400):
        super().__init__(self.WIDTH // 2, layers=1, drop=0.2)
        from transformers import AutoModel, AutoTokenizer
        self.tokenizer = AutoTokenizer.from_pretrained(path)
        self.model = AutoModel.from_pretrained(path, hidden_dropout_prob=0.0, attention_probs_dropout_prob=0.0)
        self.model.encoder.layer = self.model.encoder.layer[:transformer]
        for part in [self.model.embeddings, *self.model.encoder.layer[:frozen]]:
            part.requires_grad_(False)
        self.window = window
        self.project = nn.Linear(self.model.config.hidden_size, self.width)

    def windows(self, article):
        """(first word, pieces, the first piece of each word) of each window."""
        if "windows" in article:
            return article["windows"]
        text, words = article["bytes"], article["words"]
        forms = [text[first:last].decode(errors="ignore") or "." for first, last in words[:, 1:3]]
        pieces = [(ids or [self.tokenizer.unk_token_id])[:8] for ids in self.tokenizer(forms, add_special_tokens=False)["input_ids"]]
        groups, current, length, at = [], [], 0, 0
        while at < len(pieces):
            end = at
            while end < len(pieces) and words[end, 0] == words[at, 0]:
                end += 1
            if current and length + sum(map(len, pieces[at:end])) > self.window:
                groups.append(current)
                current, length = [], 0
            for word in range(at, end):
                if length + len(pieces[word]) > self.window:
                    groups.append(current)
                    current, length = [], 0
                current.append(word)
                length += len(pieces[word])
            at = end
        groups.append(current)
        article["windows"] = []
        for group in filter(None, groups):
            ids, first = [self.tokenizer.cls_token_id], []
            for word in group:
                first.append(len(ids))
                ids += pieces[word]
            article["windows"].append((group[0], torch.tensor(ids + [self.tokenizer.sep_token_id]), torch.tensor(first)))
        return article["windows"]

    def forward(self, batch):
        count, width = batch["mask"].shape
        states = torch.zeros(count * width, self.model.config.hidden_size)
        windows = [(at, *window) for at, article in enumerate(batch["articles"]) for window in self.windows(article) if window[0] < width]
        windows.sort(key=lambda window: len(window[2]))
        places, parts = [], []
        while windows:
            longest = rounded(len(windows[-1][2]))
            group = windows[-max(1, 4600 // longest):]
            del windows[-len(group):]
            ids = torch.full((len(group), longest), self.tokenizer.pad_token_id)
            seen = torch.zeros(len(group), longest, dtype=torch.long)
            for row, (_, _, pieces, _) in enumerate(group):
                ids[row, :len(pieces)], seen[row, :len(pieces)] = pieces, 1
            out = self.model(ids, attention_mask=seen).last_hidden_state.float()
            for row, (at, start, _, first) in enumerate(group):
                words = min(len(first), width - start)
                parts.append(out[row, first[:words]])
                places.append(torch.arange(words) + at * width + start)
        states = states.index_copy(0, torch.cat(places), torch.cat(parts))
        return super().forward(batch, self.project(self.drop(states)).view(count, width, -1))


def elsewhere(word, kind, entity, group, groups, part):
    """What other tellings say of each row's actor, by how likely it is to take part in them: in those of the same type before it, in
    those after it, and in the one just before; in any before; in any after; and the highest of the first, second and fourth for any
    actor of the same telling."""
    columns = torch.zeros(len(word), ELSEWHERE)
    for at, key in ((0, entity * KINDS + kind), (3, entity)):
        order = torch.argsort((key * 2 ** 24 + word) * KINDS + kind)
        keys, values = key[order], part[order]
        columns[order, at], just = best_elsewhere(keys, values)
        columns[order.flip(0), at + 1] = best_elsewhere(keys.flip(0), values.flip(0))[0]
        if at == 0:
            columns[order, 2] = just
    any_of = torch.zeros(groups, 3).scatter_reduce(0, group[:, None].expand(-1, 3), columns[:, [0, 1, 3]], "amax")
    columns[:, 5:] = any_of[group]
    return columns


class Heads(nn.Module):
    def __init__(self, width, hidden=128, small=64, role=192, role_small=96, drop=0.2):
        super().__init__()
        self.trigger1, self.trigger2 = nn.Linear(width, hidden), nn.Linear(hidden, KINDS)
        nn.init.constant_(self.trigger2.bias, -4.0)
        self.role_trigger = nn.Linear(width, role)
        self.role_near, self.role_far = nn.Linear(width, role, bias=False), nn.Linear(width, role, bias=False)
        self.role_asked, self.role_answer = nn.Linear(width, role), nn.Linear(width, role, bias=False)
        nn.init.zeros_(self.role_answer.weight)
        self.role_type, self.role_features = kinds(role), table(ROLE_ROWS, role)
        self.role_hidden, self.role_others = nn.Linear(role, role_small), nn.Linear(role, role_small, bias=False)
        self.role_hidden_type, self.role_output = kinds(role_small), nn.Linear(role_small, 3)
        self.role_elsewhere = nn.Linear(ELSEWHERE, role_small, bias=False)
        nn.init.zeros_(self.role_elsewhere.weight)
        self.time_trigger, self.time_word = nn.Linear(width, small), nn.Linear(width, small, bias=False)
        self.time_type, self.time_features, self.time_output = kinds(small), table(TIME_ROWS, small), nn.Linear(small, 1)
        self.status_trigger, self.status_type, self.status_output = nn.Linear(width, small), kinds(small), nn.Linear(small, 4)
        self.fullest_trigger, self.fullest_type, self.fullest_output = nn.Linear(width, small), kinds(small), nn.Linear(small, 1)
        self.drop = nn.Dropout(drop)

    def triggers(self, words):
        return self.trigger2(self.drop(torch.relu(self.trigger1(words))))

    @staticmethod
    def at(states, words):
        """The states of the words, zero where there is none."""
        return states[words.clamp(min=0)] * (words >= 0)[:, None]

    def roles(self, words, rows, features, told=None):
        """Scores of no part, source and target of each row of (word, nearest mention, one elsewhere, type, entity). `told` has how likely
        each row's word is to tell an event: by that what the others' first scores say of an actor counts in the second ones. Returns both."""
        word, near, far, kind, entity = rows.unbind(1)
        hidden = self.role_trigger(words)[word] + self.at(self.role_near(words), near) + self.at(self.role_far(words), far)
        # What the telling word asks of who takes part, as far as the word that names somebody answers to it.
        hidden = hidden + self.role_asked(words)[word] * self.at(self.role_answer(words), near)
        hidden = torch.relu(hidden + self.role_type(kind) + self.role_features(features))
        # What any of a word's candidates has: who else there is decides who is meant.
        names, group = torch.unique(word * KINDS + kind, return_inverse=True)
        others = torch.zeros(len(names), hidden.shape[1]).scatter_reduce(0, group[:, None].expand_as(hidden), hidden, "amax")
        hidden = self.role_hidden(self.drop(hidden)) + self.role_others(others)[group] + self.role_hidden_type(kind)
        first = self.role_output(self.drop(torch.relu(hidden)))
        part = (1 - torch.softmax(first.detach(), -1)[:, 0]) * told
        hidden = hidden + self.role_elsewhere(elsewhere(word, kind, entity, group, len(names), part))
        return first, self.role_output(self.drop(torch.relu(hidden)))

    def times(self, words, rows, features):
        word, place, kind = rows.unbind(1)
        hidden = self.time_trigger(words)[word] + self.at(self.time_word(words), place) + self.time_type(kind) + self.time_features(features)
        return self.time_output(self.drop(torch.relu(hidden)))[:, 0]

    def statuses(self, words, rows):
        return self.status_output(self.drop(torch.relu(self.status_trigger(words)[rows[:, 0]] + self.status_type(rows[:, 1]))))

    def fullest(self, words, rows):
        return self.fullest_output(self.drop(torch.relu(self.fullest_trigger(words)[rows[:, 0]] + self.fullest_type(rows[:, 1]))))[:, 0]

    def losses(self, words, batch, targets):
        """Cross-entropies of triggers, roles, times, statuses and the fullest telling, each by what there is to find."""
        share = lambda total, found: total / max(1.0, float(found))
        telling, triggers = batch["telling"], targets["triggers"]
        losses = [share(F.binary_cross_entropy_with_logits(self.triggers(words)[telling], triggers[telling], reduction="sum"), triggers.sum())]
        words = words.flatten(0, 1)
        weight = targets["role_weight"][:, None]
        both = self.roles(words, targets["roles"], targets["role_features"], targets["role_weight"])
        wrong = [-(targets["role_is"] * F.log_softmax(scores, -1) * weight).sum() for scores in both]
        losses.append(share(0.4 * wrong[0] + 0.6 * wrong[1], (targets["role_is"][:, 1:] * weight).sum()))
        scores, of = self.times(words, targets["times"], targets["time_features"]), targets["time_of"]
        highest = torch.full((targets["groups"],), -1e9).scatter_reduce(0, of, scores.detach(), "amax")
        total = torch.zeros(targets["groups"]).index_add(0, of, torch.exp(scores - highest[of]))
        likely = scores - highest[of] - torch.log(total + 1e-9)[of]
        losses.append(share(-(likely * targets["time_is"] * targets["time_weight"][of]).sum(), targets["time_weight"].sum()))
        likely = F.log_softmax(self.statuses(words, targets["statuses"]), -1)
        losses.append(share(-((likely * targets["status_is"]).sum(-1) * targets["status_weight"]).sum(), targets["status_weight"].sum()))
        rows = targets["fullest"]
        score = self.fullest(words, rows[:, :2].long())
        losses.append(share(F.binary_cross_entropy_with_logits(score, rows[:, 2], reduction="sum"), len(rows)))
        return torch.stack([loss if torch.isfinite(loss) else loss.detach() * 0 for loss in losses])


def brain(numbers):
    """Numbers as brain floats, rounded to the nearest."""
    bits = numbers.detach().float().contiguous().numpy().view(np.uint32)
    return ((bits + 0x7FFF + ((bits >> 16) & 1)) >> 16).astype("<u2").tobytes()


def small(numbers):
    """Rows as bytes behind their scales."""
    numbers = numbers.detach().float().numpy()
    scales = np.maximum(np.abs(numbers).max(1), 1e-6) / 127
    return scales.astype("<f4").tobytes() + np.rint(numbers / scales[:, None]).astype(np.int8).tobytes()


def named(student, heads):
    """The parts of a model file, each with the name that it has there."""
    parts = [("rows", student.rows), ("classes", student.classes), ("input", student.input)]
    parts += [("vectors", student.vectors)] if student.vectors else []
    parts += [(f"layer{at}", layer.gates) for at, layer in enumerate(student.layers)]
    return parts + [(name, part) for name, part in heads.named_children() if name != "drop"]


MARK = b"summitry events 1\n"


def load(path):
    """The header of a model file, and its tensors by name."""
    with open(path, "rb") as file:
        if file.read(len(MARK)) != MARK:
            raise ValueError(f"{path}: no model of events")
        header, found = json.loads(file.readline()), {}
        for tensor in header["tensors"]:
            shape = tensor["rows"], tensor["columns"]
            if tensor["bytes"]:
                scales = np.frombuffer(file.read(4 * shape[0]), "<f4")
                numbers = np.frombuffer(file.read(shape[0] * shape[1]), np.int8).reshape(shape) * scales[:, None]
            else:
                numbers = (np.frombuffer(file.read(2 * shape[0] * shape[1]), "<u2").astype(np.uint32) << 16).view(np.float32).reshape(shape)
            found[tensor["name"]] = torch.from_numpy(numbers)
    return header, found


def save(path, header, tensors):
    """Writes a model file: a mark, a line of JSON that names the tensors, and their numbers; tables of rows are kept as bytes."""
    is_table = {name: not name.endswith((".weight", ".bias")) for name in tensors}
    listed = [{"name": name, "rows": numbers.shape[0], "columns": numbers.shape[1], "bytes": is_table[name]} for name, numbers in tensors.items()]
    parts = [small(numbers) if is_table[name] else brain(numbers) for name, numbers in tensors.items()]
    with open(path, "wb") as file:
        file.write(MARK + json.dumps({**header, "tensors": listed}).encode() + b"\n" + b"".join(parts))


@torch.no_grad()
def read(path, student, heads):
    """Takes over the weights of a model file. A part that is wider than the file's, or that it does not have, begins as one that says
    nothing: it hears what the others say, and nobody hears it yet."""
    _, found = load(path)

    def take(own, numbers):
        shared = tuple(slice(min(sizes)) for sizes in zip(own.shape, numbers.shape))
        own[shared] = numbers[shared]

    for name, part in named(student, heads):
        if name in found and isinstance(part, Vectors):
            part.take(found[name])
        elif name in found:
            take(part.weight, found[name])
        elif f"{name}.weight" in found:
            numbers = found[f"{name}.weight"].t()
            part.weight[:len(numbers), numbers.shape[1]:] = 0
            take(part.weight, numbers)
            if part.bias is not None:
                take(part.bias, found[f"{name}.bias"][0])
        elif isinstance(part, nn.Linear) and name.startswith("layer"):
            # Nearly all of what comes from below passes at first.
            half = len(part.bias) // 6
            part.bias[2 * half:3 * half] = part.bias[5 * half:] = -3


@torch.no_grad()
def write(path, student, heads):
    """Writes the model file, with thresholds that let much pass."""
    tensors = {}
    for name, part in named(student, heads):
        if isinstance(part, nn.Linear):
            tensors[f"{name}.weight"] = part.weight.t()
            tensors |= {f"{name}.bias": part.bias[None]} if part.bias is not None else {}
        else:
            tensors[name] = part.weight
    words = " ".join(student.vectors.words) if student.vectors else ""
    save(path, {"thresholds": [0.2] * KINDS, "calibration": [[0.0, 0.0], [1.0, 1.0]], "words": words}, tensors)
