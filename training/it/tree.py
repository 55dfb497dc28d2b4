"""Head scores in, the best tree with one root out (Chu-Liu/Edmonds).

>>> best_tree(np.log(np.array([[.1, .0001, .9], [.6, .4, .0001]], dtype="f4")))
[2, 0]
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float32]
NEVER = np.float32(-1e9)
ROOTS_TRIED = 4


def best_tree(scores: Scores) -> list[int]:
    """Head of each word, 0 for the root; scores[i, h]: word i+1 under word h (0 is the root)."""
    length = scores.shape[0]
    square = np.full((length + 1, length + 1), NEVER, dtype=np.float32)
    square[1:] = scores
    np.fill_diagonal(square, NEVER)
    heads = _greedy(square)
    if (heads[1:] == 0).sum() == 1 and _cycle(heads) is None:
        return [int(head) for head in heads[1:]]
    roots = np.argsort(-square[1:, 0])[:ROOTS_TRIED] + 1
    trees = [_with_root(square, int(root)) for root in roots]
    return max(trees)[1]


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


def _cycle(heads: NDArray[np.intp]) -> list[int] | None:
    """Some cycle of the head function, if there is one."""
    visited = np.zeros(len(heads), dtype=np.int64)
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
    return None


def _edmonds(square: Scores) -> NDArray[np.intp]:
    """Contract a cycle to one node, solve the smaller problem, open the cycle again."""
    heads = _greedy(square)
    cycle = _cycle(heads)
    if cycle is None:
        return heads
    outside = [i for i in range(len(heads)) if i not in set(cycle)]
    node = len(outside)  # the contracted cycle's number
    small = np.full((node + 1, node + 1), NEVER * 10, dtype=np.float32)
    small[:node, :node] = square[np.ix_(outside, outside)]
    kept = sum(float(square[i, heads[i]]) for i in cycle)
    entered: dict[int, int] = {}
    left: dict[int, int] = {}
    for k, other in enumerate(outside):
        gain = [float(square[i, other] - square[i, heads[i]]) for i in cycle]
        entered[other] = cycle[int(np.argmax(gain))]
        small[node, k] = max(gain) + kept
        left[other] = cycle[int(np.argmax(square[other, cycle]))]
        small[k, node] = square[other, left[other]]
    small[0] = NEVER * 10
    np.fill_diagonal(small, NEVER * 10)
    solved = _edmonds(small)
    result = heads.copy()
    for k, other in enumerate(outside):
        if other != 0:
            result[other] = left[other] if solved[k] == node else outside[int(solved[k])]
    above = outside[int(solved[node])]
    result[entered[above]] = above
    return result
