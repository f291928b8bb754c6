"""The convex problem behind the decomposition of Bertschinger and co-workers (BROJA), solved with a certificate.

Among all joint distributions Q of two sources and a target that keep both source-target margins, find the one whose
sources together tell least about the target: the union information. ``-H_Q(Y | X1 X2)`` is minimised by a primal-dual
interior-point method. Nothing is random, and the dual gives a bound that says how far the value can be off.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from cinet.errors import SchemaError

__all__ = ["Union", "union_information"]

FloatArray = npt.NDArray[np.float64]
BoolArray = npt.NDArray[np.bool_]

# nats that a value may be off before the steps end
_TARGET_GAP = 5e-11
_MOST_STEPS = 60
# share of the complementarity that a step keeps, and of the way to the border that it goes; the second, cautious
# manner is for the few problems (probabilities of 1e-10 beside large ones) that the first leaves unfinished
_MANNERS = ((0.1, 0.99), (0.5, 0.9))
# numbers in the largest array, for one problem and for all that are solved side by side
_MOST_HELD = 20_000_000
_HELD_AT_ONCE = 1_000_000
# relative; keeps the linear systems regular where the optimum lies in a corner
_RIDGE = 1e-14


class Union(NamedTuple):
    """Union information in bits, one per problem, and the bits by which it can be too large."""

    value: FloatArray
    gap: FloatArray


class _State(NamedTuple):
    """Primal mass q, its multipliers s, and the potentials of both margins, for several problems."""

    q: FloatArray
    s: FloatArray
    first: FloatArray
    second: FloatArray


def union_information(first: FloatArray, second: FloatArray) -> Union:
    """Return the least ``I_Q(X1 X2; Y)`` over all Q with the given margins, for several problems at once.

    ``first`` holds p(x1, y) and ``second`` p(x2, y), both problems x classes of the source x classes of the target;
    each sums to 1 and both agree on p(y).

    >>> p = np.array([[[0.5, 0.0], [0.25, 0.25]]])  # each source of AND
    >>> union_information(p, p).value.round(8).tolist()
    [0.31127812]
    """
    problems, n_first, n_target = first.shape
    n_second = second.shape[1]
    held = n_first * n_second * (n_first + n_second) * n_target
    if held > _MOST_HELD:
        raise SchemaError(
            f"sources of {n_first} and {n_second} classes with a target of {n_target} are too large for the convex "
            "problem of method 'broja'; merge classes, or choose method 'imin' or 'mmi'."
        )
    at_once = max(_HELD_AT_ONCE // held, 1)
    bounds = np.empty((2, problems))
    for start in range(0, problems, at_once):
        part = slice(start, start + at_once)
        bounds[:, part] = _solve(first[part], second[part])
    upper, lower = bounds / np.log(2)
    return Union(upper, np.maximum(upper - lower, 0.0))


def _solve(first: FloatArray, second: FloatArray) -> FloatArray:
    """Return upper and lower bound of the union information in nats, one column per problem."""
    upper, lower = np.full(len(first), np.inf), np.full(len(first), -np.inf)
    mass = first.sum(axis=1)
    allowed = (first[:, :, None, :] > 0) & (second[:, None, :, :] > 0)
    for centring, to_border in _MANNERS:
        left = np.flatnonzero(upper - lower > _TARGET_GAP)
        state = _start(first[left], second[left], mass[left], allowed[left])
        for _ in range(_MOST_STEPS):
            a, b, cells = first[left], second[left], allowed[left]
            upper[left] = np.minimum(upper[left], _primal(_rounded(state.q, a, b)))
            lower[left] = np.maximum(lower[left], _dual(state, a, b, cells))
            more = upper[left] - lower[left] > _TARGET_GAP
            left = left[more]
            if len(left) == 0:
                break
            state = _State(*(held[more] for held in state))
            state = _step(state, a[more], b[more], cells[more], centring, to_border)
    return np.stack([upper, lower]) - _plogp(mass)


def _plogp(p: FloatArray) -> FloatArray:
    logs: FloatArray = np.log(p, out=np.zeros_like(p), where=p > 0)
    total: FloatArray = (p * logs).reshape(len(p), -1).sum(axis=1)
    return total


def _start(first: FloatArray, second: FloatArray, mass: FloatArray, allowed: BoolArray) -> _State:
    """Return the sources independent given the target: inside the region, on every allowed cell."""
    share = np.divide(second, mass[:, None, :], out=np.zeros_like(second), where=mass[:, None, :] > 0)
    q = first[:, :, None, :] * share[:, None, :, :]
    cells = allowed.sum(axis=(1, 2, 3), keepdims=True)
    s = np.divide(1.0 / cells, q, out=np.zeros_like(q), where=allowed)
    return _State(q, s, np.zeros_like(first), np.zeros_like(second))


def _log_share(q: FloatArray) -> FloatArray:
    """Return ln q(y | x1, x2), the gradient of the objective; 0 where there is no mass."""
    pair = np.broadcast_to(q.sum(axis=3, keepdims=True), q.shape)
    share = np.divide(q, pair, out=np.ones_like(q), where=q > 0)
    logs: FloatArray = np.log(share)
    return logs


def _primal(q: FloatArray) -> FloatArray:
    value: FloatArray = (q * _log_share(q)).sum(axis=(1, 2, 3))
    return value


def _potential(state: _State) -> FloatArray:
    both: FloatArray = state.first[:, :, None, :] + state.second[:, None, :, :]
    return both


def _dual(state: _State, first: FloatArray, second: FloatArray, allowed: BoolArray) -> FloatArray:
    """Return a lower bound of the objective, valid for any potentials a(x1, y), b(x2, y).

    The objective is homogeneous: it is at least ``sum (a + b) q`` whenever ``sum_y exp(a + b) <= 1`` for every pair
    (x1, x2); lowering a by the excess of its worst pair makes it so.
    """
    both = np.where(allowed, _potential(state), -np.inf)
    top = both.max(axis=3)
    known = np.isfinite(top)
    level = np.where(known, top, 0.0)
    excess = np.log(np.where(known, np.exp(both - level[..., None]).sum(axis=3), 1.0)) + level
    worst = np.where(known, excess, -np.inf).max(axis=2)
    taken = first.sum(axis=2)
    linear = (first * state.first).sum(axis=(1, 2)) + (second * state.second).sum(axis=(1, 2))
    bound: FloatArray = linear - (taken * np.where(taken > 0, worst, 0.0)).sum(axis=1)
    return bound


def _step(
    state: _State,
    first: FloatArray,
    second: FloatArray,
    allowed: BoolArray,
    centring: float,
    to_border: float,
) -> _State:
    """Take one damped Newton step towards q s = mu on all allowed cells."""
    q, s = state.q, state.s
    centre = centring * (q * s).sum(axis=(1, 2, 3)) / allowed.sum(axis=(1, 2, 3))
    barrier = np.divide(centre[:, None, None, None], q, out=np.zeros_like(q), where=allowed)
    force = np.where(allowed, _potential(state) - _log_share(q), 0.0) + barrier
    # the Hessian of a pair (x1, x2) is diag(1/q + s/q) - 1/q(x1, x2): its inverse is diag(e) + e e' / slack
    e = q / (1.0 + s)
    slack = (e * s).sum(axis=3)
    margins = np.concatenate([first - q.sum(axis=2), second - q.sum(axis=1)], axis=1)
    a, b, level = _newton(e, slack, force, margins)
    dq = e * (force + a[:, :, None, :] + b[:, None, :, :] + level[..., None])
    ratio = np.divide(dq, q, out=np.zeros_like(q), where=allowed)
    ds = barrier - s - s * ratio
    change = np.divide(ds, s, out=np.zeros_like(s), where=allowed)
    furthest = -np.minimum(ratio, change).min(axis=(1, 2, 3))
    length = np.minimum(1.0, to_border / np.maximum(furthest, 1e-300))
    t, u = length[:, None, None, None], length[:, None, None]
    return _State(q + t * dq, s + t * ds, state.first + u * a, state.second + u * b)


def _newton(
    e: FloatArray, slack: FloatArray, force: FloatArray, margins: FloatArray
) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Solve for the change of both potentials, z = (a, b), and for the level t of every pair (x1, x2).

    ``K z + G t = margins - A E force`` and ``G' z - slack t = -(E force) summed over y``: K has one block per class
    of the target, a Laplacian of the cells; column (x1, x2) of G holds the cells of the pair. Carrying t along
    avoids 1 / slack, which grows without bound on pairs that hold mass.
    """
    problems, n_first, n_second, n_target = e.shape
    size, n_pairs = n_first + n_second, n_first * n_second
    row, pair = np.arange(size), np.arange(n_pairs)
    cells = e.transpose(0, 3, 1, 2)  # problem, y, x1, x2
    ends = np.concatenate([cells.sum(axis=3), cells.sum(axis=2)], axis=2)
    laplace = np.zeros((problems, n_target, size, size))
    laplace[..., :n_first, n_first:] = cells
    laplace[..., n_first:, :n_first] = cells.swapaxes(2, 3)
    laplace[..., row, row] = ends * (1.0 + _RIDGE)
    incidence = np.zeros((problems, n_target, size, n_pairs))
    flat = cells.reshape(problems, n_target, n_pairs)
    incidence[..., pair // n_second, pair] = flat
    incidence[..., n_first + pair % n_second, pair] = flat
    pushed = e * force
    right = margins - np.concatenate([pushed.sum(axis=2), pushed.sum(axis=1)], axis=1)
    # both margins say the total of a target class: one potential is held still, and those of classes without mass
    still = ends == 0
    np.put_along_axis(still, n_first + ends[..., n_first:].argmax(axis=2)[..., None], True, axis=2)
    laplace[still[..., :, None] | still[..., None, :]] = 0.0
    laplace[..., row, row] += still
    given = np.concatenate([incidence, right.swapaxes(1, 2)[..., None]], axis=3)
    given[still] = 0.0
    solved = np.linalg.solve(laplace, given)
    # all target classes in one product
    stacked = given.reshape(problems, n_target * size, n_pairs + 1)
    inner = stacked[..., :-1].swapaxes(1, 2) @ solved.reshape(stacked.shape)
    system = inner[..., :-1]
    flat_slack = slack.reshape(problems, n_pairs)
    system[:, pair, pair] = system[:, pair, pair] * (1.0 + _RIDGE) + np.where(flat_slack > 0, flat_slack, 1.0)
    level = np.linalg.solve(system, inner[..., -1:] + pushed.sum(axis=3).reshape(problems, n_pairs, 1))
    change = (solved[..., -1:] - solved[..., :-1] @ level[:, None])[..., 0].swapaxes(1, 2)
    return change[:, :n_first], change[:, n_first:], level.reshape(slack.shape)


def _rounded(q: FloatArray, first: FloatArray, second: FloatArray) -> FloatArray:
    """Return q with exactly the given margins: cut what is too much, then spread what is missing."""
    for axis, margin in ((2, first), (1, second)):
        held = q.sum(axis=axis)
        cut = np.divide(margin, held, out=np.ones_like(held), where=held > margin)
        q = q * np.expand_dims(cut, axis)
    a, b = first - q.sum(axis=2), second - q.sum(axis=1)
    missing = a.sum(axis=1)[:, None, :]
    share = np.divide(b, missing, out=np.zeros_like(b), where=missing > 0)
    filled: FloatArray = q + np.maximum(a[:, :, None, :] * share[:, None, :, :], 0.0)
    return filled
