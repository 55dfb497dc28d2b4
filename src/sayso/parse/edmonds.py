"""Scores of heads → the best tree with one root (Chu-Liu/Edmonds), and one tree a sentence.

>>> best_tree(np.log([[.1, .0001, .9], [.6, .4, .0001]]))
[2, 0]
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float64]
NEVER = -1e9
ROOTS_TRIED = 4


def sentence_trees(scores: NDArray[np.floating], starts: Sequence[bool]) -> list[int]:
    """Heads (1-based in the stretch, 0: a root) of words whose ``scores[i, h]`` has the root in column 0.

    A sentence begins at the first word and wherever ``starts`` says so; a head lies in its own sentence.
    """
    length = len(scores)
    borders = [i for i in range(length) if i == 0 or starts[i]] + [length]
    heads = [0] * length
    for start, past in pairwise(borders):
        inside = scores[start:past, [0, *range(start + 1, past + 1)]].astype(np.float64)
        for i, head in enumerate(best_tree(inside)):
            heads[start + i] = start + head if head else 0
    return heads


def best_tree(scores: Scores) -> list[int]:
    """Head of each word, 0 for the root; ``scores[i, h]``: word i+1 under word h, where 0 is the root."""
    length = scores.shape[0]
    square = np.full((length + 1, length + 1), NEVER)
    square[1:] = scores
    np.fill_diagonal(square, NEVER)
    heads = _greedy(square)
    if (heads[1:] == 0).sum() == 1 and not _cycle(heads):
        return [int(head) for head in heads[1:]]
    roots = np.argsort(-square[1:, 0], kind="stable")[:ROOTS_TRIED] + 1
    return max((_with_root(square, int(root)) for root in roots), key=lambda found: found[0])[1]


def _with_root(square: Scores, root: int) -> tuple[float, list[int]]:
    """Score and heads of the best tree below this root."""
    forced = square.copy()
    forced[:, 0] = NEVER
    forced[root] = NEVER
    forced[root, 0] = square[root, 0]
    heads = [int(head) for head in _edmonds(forced)[1:]]
    return float(sum(forced[i, head] for i, head in enumerate(heads, 1))), heads


def _greedy(square: Scores) -> NDArray[np.intp]:
    heads: NDArray[np.intp] = square.argmax(1)
    heads[0] = 0
    return heads


def _cycle(heads: NDArray[np.intp]) -> list[int]:
    """Some cycle of the head function; empty where there is none."""
    visited = [0] * len(heads)
    for start in range(1, len(heads)):
        at = start
        while at != 0 and visited[at] == 0:
            visited[at] = start
            at = int(heads[at])
        if at != 0 and visited[at] == start:
            cycle, following = [at], int(heads[at])
            while following != at:
                cycle.append(following)
                following = int(heads[following])
            return cycle
    return []


def _edmonds(square: Scores) -> NDArray[np.intp]:
    """Contract a cycle to one node, solve the smaller problem, open the cycle again."""
    heads = _greedy(square)
    cycle = _cycle(heads)
    if not cycle:
        return heads
    outside = [i for i in range(len(heads)) if i not in set(cycle)]
    own = square[cycle, heads[cycle]]
    gains = square[np.ix_(cycle, outside)] - own[:, None]  # of entering the cycle at a word, from a word outside
    into = [cycle[int(i)] for i in gains.argmax(0)]
    from_ = [cycle[int(i)] for i in square[np.ix_(outside, cycle)].argmax(1)]
    node = len(outside)  # number of the contracted cycle
    small = np.full((node + 1, node + 1), NEVER * 10)
    small[:node, :node] = square[np.ix_(outside, outside)]
    small[node, :node] = gains.max(0) + own.sum()
    small[:node, node] = square[outside, from_]
    small[0] = NEVER * 10
    np.fill_diagonal(small, NEVER * 10)
    solved = _edmonds(small)
    result = heads.copy()
    for k, word in enumerate(outside[1:], 1):  # outside[0] is the root: never in a cycle
        result[word] = from_[k] if solved[k] == node else outside[int(solved[k])]
    above = int(solved[node])
    result[into[above]] = outside[above]
    return result
