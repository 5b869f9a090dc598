"""Trains the teacher, asks its opinion of raw articles, and trains the student that ships.

usage: train.py teacher TRANSFORMER OUTPUT.pt --gold FOLDER GOLD [--gold …] [--more FOLDER GOLD …] --scorer SCORE.py
       train.py opinion TRANSFORMER TEACHER.pt RAW_FOLDER OUTPUT_FOLDER
       train.py student OUTPUT.model --gold FOLDER GOLD [--gold …] [--more …] --raw RAW_FOLDER OPINION_FOLDER --scorer SCORE.py
"""
import argparse
import ctypes
import os
import pickle
import random

import numpy as np
import torch

import gold
import targets
from network import Heads, Student, Teacher, Vectors, read, write
from targets import KINDS, LONGEST

# Triggers, roles, times, statuses, the fullest telling.
WEIGHTS = torch.tensor([1.0, 1.0, 0.5, 0.5, 0.2])
# The teacher is less sure of roles than the annotation.
RAW_WEIGHTS = torch.tensor([1.0, 0.3, 0.5, 0.5, 0.0])
# Words that the teacher takes for less likely to tell an event than this are not asked for roles.
LEAST = 0.06


def give_back():
    """Has jemalloc, where it is the allocator, give back the pages that it would keep for ever."""
    control = getattr(ctypes.CDLL(None), "mallctl", None)
    if control:
        control(b"arena.4096.purge", None, None, None, 0)


def autocast():
    return torch.autocast("cpu", dtype=torch.bfloat16)


def step(encoder, heads, optimizer, articles, weights, alike=None):
    batch = targets.batch(articles, LONGEST)
    wanted = targets.gather(batch)
    with autocast():
        words = encoder(batch)
    losses = heads.losses(words.float(), batch, wanted)
    loss = (losses * weights).sum()
    if alike:
        likeness = unlike(alike(words.float()), articles, batch["mask"])
        losses = torch.cat([losses, likeness[None]])
        loss = loss + likeness
    optimizer.zero_grad()
    loss.backward()
    torch.nn.utils.clip_grad_norm_([number for group in optimizer.param_groups for number in group["params"]], 1.0)
    optimizer.step()
    return losses.detach().numpy()


def unlike(words, articles, mask):
    """How far the words' states are from the teacher's, by the variance of those."""
    wanted = torch.zeros_like(words)
    for at, article in enumerate(articles):
        states = torch.from_numpy(np.array(article["teacher"][:words.shape[1]])).float()
        wanted[at, :len(states)] = states
    wanted = wanted[mask]
    return ((words[mask] - wanted) ** 2).mean() / wanted.var()


def annotated(arguments, sets):
    score = gold.scorer(arguments.scorer)
    sets = [gold.annotated(folder, file, score) for folder, file in sets]
    articles = [article for part in sets for article in random.sample(part, min(arguments.articles, len(part)))]
    for article in articles:
        targets.by_annotation(article)
    return articles


@torch.no_grad()
def take_over(part, state):
    """Takes over the weights of a former part. What is wider now begins as what says nothing, as `network.read` has it."""
    for name, own in part.state_dict().items():
        if name not in state:
            continue
        old = state[name]
        if name.endswith("weight") and old.dim() == 2 and "features" not in name and "type" not in name:
            own[:len(old), old.shape[1]:] = 0
        own[tuple(slice(size) for size in old.shape)] = old


def teach(arguments):
    articles = annotated(arguments, arguments.gold + arguments.more)
    teacher = Teacher(arguments.transformer)
    heads = Heads(teacher.width)
    if arguments.start:
        for part, state in zip((teacher, heads), torch.load(arguments.start)):
            take_over(part, state)
    large = [number for number in teacher.model.parameters() if number.requires_grad]
    small = [number for name, number in teacher.named_parameters() if not name.startswith("model.")] + [*heads.parameters()]
    optimizer = torch.optim.AdamW([{"params": large, "base": 6e-5}, {"params": small, "base": 1.5e-3}], weight_decay=0.01, fused=True)
    batches = targets.stream(articles, 3200, random.Random(arguments.seed))
    for at in range(arguments.steps):
        for group in optimizer.param_groups:
            group["lr"] = arguments.pace * group["base"] * min(1, (at + 1) / 40) * max(0.02, 1 - at / arguments.steps)
        losses = step(teacher, heads, optimizer, next(batches), WEIGHTS)
        if at % 20 == 0:
            print(at, losses.round(3), flush=True)
            give_back()
        if at % 100 == 99:
            torch.save((teacher.state_dict(), heads.state_dict()), arguments.output)
    torch.save((teacher.state_dict(), heads.state_dict()), arguments.output)


@torch.no_grad()
def opine(arguments):
    teacher = Teacher(arguments.transformer)
    heads = Heads(teacher.width)
    for part, state in zip((teacher, heads), torch.load(arguments.teacher)):
        part.load_state_dict(state)
        part.eval()
    os.makedirs(arguments.output, exist_ok=True)
    opinions, states = {}, open(f"{arguments.output}/states.f16", "wb")
    for at, article in enumerate(gold.load(arguments.raw)):
        if not 20 < len(article["words"]) <= 1200:
            continue
        batch = targets.batch([article], LONGEST)
        with autocast():
            words = teacher(batch)
        words = words.float()[0, :len(article["words"])]
        states.write(words.numpy().astype(np.float16).tobytes())
        triggers = torch.sigmoid(heads.triggers(words)).numpy() * batch["telling"][0, :len(words)].numpy()[:, None]
        told = [(word, kind) for word, kind in np.argwhere(triggers > LEAST).tolist() if word in article["roles_of"]]
        pairs = lambda of: np.array([(*pair, row) for pair in told for row in range(*article[of][pair[0]])], np.int64).reshape(-1, 3)
        roles, times, statuses = pairs("roles_of"), pairs("times_of"), np.array(told, np.int64).reshape(-1, 2)
        rows = np.asarray(article["roles"])[roles[:, 2]].astype(np.int64)
        likely = torch.from_numpy(triggers[roles[:, 0], roles[:, 1]])
        tensor = lambda *columns: torch.from_numpy(np.stack(columns, 1))
        role_is = torch.softmax(heads.roles(words, tensor(roles[:, 0], rows[:, 2], rows[:, 3], roles[:, 1], rows[:, 1]), torch.from_numpy(rows[:, 4:]), likely)[1], -1)
        rows = np.asarray(article["times"])[times[:, 2]].astype(np.int64)
        time_scores = heads.times(words, tensor(times[:, 0], rows[:, 3], times[:, 1]), torch.from_numpy(rows[:, 4:]))
        status_is = torch.softmax(heads.statuses(words, torch.from_numpy(statuses)), -1)
        opinions[at] = {"triggers": triggers.astype(np.float16), "roles": roles, "role_is": role_is.numpy(), "times": times,
                        "time_scores": time_scores.numpy(), "statuses": statuses, "status_is": status_is.numpy()}
    states.close()
    with open(f"{arguments.output}/opinions.pickle", "wb") as file:
        pickle.dump(opinions, file)


def known(words, vectors):
    with open(words, encoding="utf-8") as file:
        return Vectors(file.read().split(), np.load(vectors))


def study(arguments):
    articles, more = annotated(arguments, arguments.gold), annotated(arguments, arguments.more)
    vectors = known(*arguments.vectors) if arguments.vectors else None
    student = Student(arguments.half, arguments.layers, drop=arguments.drop, hide=arguments.hide, vectors=vectors)
    heads, alike = Heads(student.width), torch.nn.Linear(student.width, Teacher.WIDTH)
    if arguments.start:
        read(arguments.start, student, heads)
    raw = []
    for folder, opinions in arguments.raw:
        every, first = gold.load(folder), 0
        states = np.memmap(f"{opinions}/states.f16", np.float16, "r").reshape(-1, Teacher.WIDTH)
        with open(f"{opinions}/opinions.pickle", "rb") as file:
            for at, opinion in pickle.load(file).items():
                article = every[at]
                targets.by_teacher(article, opinion)
                article["teacher"] = states[first:first + len(article["words"])]
                first += len(article["words"])
                raw.append(article)
    if vectors:
        rows = {word: row for row, word in enumerate(vectors.words, 1)}
        for article in articles + more + raw:
            forms = (article["bytes"][first:last].decode(errors="ignore") for first, last in article["words"][:, 1:3])
            article["known"] = np.fromiter((rows.get(form.lower(), 0) for form in forms), np.int32, len(article["words"]))
    optimizer = torch.optim.AdamW([*student.parameters(), *heads.parameters(), *alike.parameters()], weight_decay=0.02, fused=True)
    chance = random.Random(arguments.seed)
    sources = [targets.stream(part, 8000, chance) for part in (articles, articles + more, raw)]
    parts = [number.data for number in (*student.parameters(), *heads.parameters())]
    mean, counted = [torch.zeros_like(part) for part in parts], 0
    for at in range(arguments.steps):
        gone = at / arguments.steps
        optimizer.param_groups[0]["lr"] = arguments.rate * min(1, at / 60) * max(0.01, min(1, (1 - gone) * 1.15 + 0.5 * bool(arguments.mean)))
        # The teacher's share shrinks to nothing at the end, where those alone teach whose annotation is the measure.
        of_teacher = bool(raw) and chance.random() < arguments.share * (1 - gone) ** 0.5
        source = 2 if of_teacher else int(gone < 0.85)
        losses = step(student, heads, optimizer, next(sources[source]), *((RAW_WEIGHTS, alike) if of_teacher else (WEIGHTS,)))
        if at % 20 == 0:
            print(at, "teacher" if of_teacher else "gold", losses.round(3), flush=True)
            give_back()
        if gone >= 1 - arguments.mean and at % 10 == 9:
            counted += 1
            for whole, part in zip(mean, parts):
                whole += (part - whole) / counted
        if at % 200 == 199:
            write(f"{arguments.output}.part", student, heads)
    for whole, part in zip(mean, parts):
        part.copy_(whole if counted else part)
    write(arguments.output, student, heads)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    verbs = parser.add_subparsers(required=True)
    for name, function, places in (("teacher", teach, ["transformer", "output"]), ("opinion", opine, ["transformer", "teacher", "raw", "output"]),
                                   ("student", study, ["output"])):
        verb = verbs.add_parser(name)
        verb.set_defaults(run=function)
        for place in places:
            verb.add_argument(place)
        if name != "opinion":
            verb.add_argument("--gold", nargs=2, action="append", required=True)
            verb.add_argument("--more", nargs=2, action="append", default=[], help="annotated by others, not learned from at the end")
            verb.add_argument("--scorer", required=True)
            verb.add_argument("--articles", type=int, default=10 ** 6, help="at most so many of each --gold, for a learning curve")
            verb.add_argument("--steps", type=int, default=800 if name == "teacher" else 1400)
            verb.add_argument("--start", help="a model to go on from")
        if name == "teacher":
            verb.add_argument("--pace", type=float, default=1.0, help="of learning, of the usual")
        if name == "student":
            verb.add_argument("--raw", nargs=2, action="append", default=[], help="texts and the teacher's opinion of them")
            verb.add_argument("--vectors", nargs=2, metavar=("WORDS", "VECTORS"), help="words, and what `vectors.py` has made of them")
            verb.add_argument("--hide", type=float, default=0.0, help="share of words, beside names, whose forms are hidden while learning")
            verb.add_argument("--half", type=int, default=192)
            verb.add_argument("--layers", type=int, default=2)
            verb.add_argument("--rate", type=float, default=2.5e-3, help="of learning, at its highest")
            verb.add_argument("--share", type=float, default=0.6, help="of steps that the teacher's opinion takes at the beginning")
            verb.add_argument("--mean", type=float, default=0.0, help="the share of the steps, at the end, whose weights are averaged")
            verb.add_argument("--drop", type=float, default=0.3, help="share of numbers left out while learning")
        if name != "opinion":
            verb.add_argument("--seed", type=int, default=1, help="of chance")
    arguments = parser.parse_args()
    seed = getattr(arguments, "seed", 0)
    torch.manual_seed(seed)
    random.seed(seed)
    np.random.seed(seed)
    arguments.run(arguments)


if __name__ == "__main__":
    main()
