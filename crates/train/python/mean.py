"""Writes the mean of models of one shape, such as the last states of a training: it errs less than each of them.

usage: mean.py OUTPUT.model MODEL…
"""
import sys

import torch

from network import Heads, Student, read, write


@torch.no_grad()
def main():
    output, *models = sys.argv[1:]
    parts = []
    for model in models:
        student = Student()
        heads = Heads(student.width)
        read(model, student, heads)
        parts.append((student, heads))
    for part, others in zip(parts[0], zip(*parts)):
        states = [other.state_dict() for other in others]
        part.load_state_dict({name: sum(state[name] for state in states) / len(states) for name in states[0]})
    write(output, *parts[0])


if __name__ == "__main__":
    main()
