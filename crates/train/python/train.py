"""Trains the teacher, asks its opinion of raw articles, and trains the student that ships.

usage: train.py teacher TRANSFORMER OUTPUT.pt --gold FOLDER GOLD [--gold …] --scorer SCORE.py
       train.py opinion TRANSFORMER TEACHER.pt RAW_FOLDER OUTPUT.pickle
       train.py student OUTPUT.model --gold FOLDER GOLD [--gold …] --raw FOLDER OPINION.pickle --scorer SCORE.py
"""
import argparse
import pickle
import random

import numpy as np
import torch

import gold
import targets
from network import Heads, Student, Teacher, write
from targets import KINDS, LONGEST

SEED = 1
# Triggers, roles, times, statuses, the fullest telling.
WEIGHTS = torch.tensor([1.0, 1.0, 0.5, 0.5, 0.2])
# The teacher is less sure of roles than the annotation.
RAW_WEIGHTS = torch.tensor([1.0, 0.3, 0.5, 0.5, 0.0])
# Words that the teacher takes for less likely to tell an event than this are not asked for roles.
LEAST = 0.06


def autocast():
    return torch.autocast("cpu", dtype=torch.bfloat16)


def step(encoder, heads, optimizer, articles, weights):
    batch = targets.batch(articles, LONGEST)
    wanted = targets.gather(batch)
    with autocast():
        words = encoder(batch)
    losses = heads.losses(words.float(), batch, wanted)
    optimizer.zero_grad()
    (losses * weights).sum().backward()
    torch.nn.utils.clip_grad_norm_([number for group in optimizer.param_groups for number in group["params"]], 1.0)
    optimizer.step()
    return losses.detach().numpy()


def annotated(arguments):
    score = gold.scorer(arguments.scorer)
    articles = [article for folder, file in arguments.gold for article in gold.annotated(folder, file, score)]
    for article in articles:
        targets.by_annotation(article)
    return articles


def teach(arguments):
    articles = annotated(arguments)
    teacher = Teacher(arguments.transformer)
    heads = Heads(teacher.width)
    large = [number for number in teacher.model.parameters() if number.requires_grad]
    small = [*teacher.project.parameters(), *teacher.classes.parameters(), *heads.parameters()]
    optimizer = torch.optim.AdamW([{"params": large, "base": 8e-5}, {"params": small, "base": 1e-3}], weight_decay=0.01, fused=True)
    batches = targets.stream(articles, 3200, random.Random(SEED))
    for at in range(arguments.steps):
        for group in optimizer.param_groups:
            group["lr"] = group["base"] * min(1, (at + 1) / 40) * max(0.02, 1 - at / arguments.steps)
        losses = step(teacher, heads, optimizer, next(batches), WEIGHTS)
        if at % 20 == 0:
            print(at, losses.round(3), flush=True)
    torch.save((teacher.state_dict(), heads.state_dict()), arguments.output)


@torch.no_grad()
def opine(arguments):
    teacher = Teacher(arguments.transformer)
    heads = Heads(teacher.width)
    for part, state in zip((teacher, heads), torch.load(arguments.teacher)):
        part.load_state_dict(state)
        part.eval()
    opinions = {}
    for at, article in enumerate(gold.load(arguments.raw)):
        if not 20 < len(article["words"]) <= 1200:
            continue
        batch = targets.batch([article], LONGEST)
        with autocast():
            words = teacher(batch)
        words = words.float()[0]
        triggers = torch.sigmoid(heads.triggers(words)).numpy() * batch["telling"][0].numpy()[:, None]
        told = [(word, kind) for word, kind in np.argwhere(triggers > LEAST).tolist() if word in article["roles_of"]]
        pairs = lambda of: np.array([(*pair, row) for pair in told for row in range(*article[of][pair[0]])], np.int64).reshape(-1, 3)
        roles, times, statuses = pairs("roles_of"), pairs("times_of"), np.array(told, np.int64).reshape(-1, 2)
        rows = np.asarray(article["roles"])[roles[:, 2]].astype(np.int64)
        tensor = lambda *columns: torch.from_numpy(np.stack(columns, 1))
        role_is = torch.softmax(heads.roles(words, tensor(roles[:, 0], rows[:, 2], rows[:, 3], roles[:, 1]), torch.from_numpy(rows[:, 4:])), -1)
        rows = np.asarray(article["times"])[times[:, 2]].astype(np.int64)
        time_scores = heads.times(words, tensor(times[:, 0], rows[:, 3], times[:, 1]), torch.from_numpy(rows[:, 4:]))
        status_is = torch.softmax(heads.statuses(words, torch.from_numpy(statuses)), -1)
        opinions[at] = {"triggers": triggers.astype(np.float16), "roles": roles, "role_is": role_is.numpy(), "times": times,
                        "time_scores": time_scores.numpy(), "statuses": statuses, "status_is": status_is.numpy()}
    with open(arguments.output, "wb") as file:
        pickle.dump(opinions, file)


def study(arguments):
    articles = annotated(arguments)
    raw = []
    if arguments.raw:
        folder, file = arguments.raw
        every = gold.load(folder)
        with open(file, "rb") as opinions:
            for at, opinion in pickle.load(opinions).items():
                targets.by_teacher(every[at], opinion)
                raw.append(every[at])
    student = Student(arguments.half, arguments.layers)
    heads = Heads(student.width)
    optimizer = torch.optim.AdamW([*student.parameters(), *heads.parameters()], weight_decay=0.02, fused=True)
    chance = random.Random(SEED)
    sources = [targets.stream(part, 8000, chance) for part in (articles, raw)]
    for at in range(arguments.steps):
        gone = at / arguments.steps
        optimizer.param_groups[0]["lr"] = 2.5e-3 * min(1, at / 60) * max(0.01, min(1, (1 - gone) * 1.15))
        # The teacher's share shrinks to nothing at the end.
        of_teacher = bool(raw) and chance.random() < 0.6 * (1 - gone) ** 0.5
        losses = step(student, heads, optimizer, next(sources[of_teacher]), RAW_WEIGHTS if of_teacher else WEIGHTS)
        if at % 50 == 0:
            print(at, "teacher" if of_teacher else "gold", losses.round(3), flush=True)
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
            verb.add_argument("--scorer", required=True)
            verb.add_argument("--steps", type=int, default=400 if name == "teacher" else 1300)
        if name == "student":
            verb.add_argument("--raw", nargs=2)
            verb.add_argument("--half", type=int, default=192)
            verb.add_argument("--layers", type=int, default=2)
    arguments = parser.parse_args()
    torch.manual_seed(SEED)
    random.seed(SEED)
    np.random.seed(SEED)
    arguments.run(arguments)


if __name__ == "__main__":
    main()
