from __future__ import annotations

import time
from types import SimpleNamespace

from cinet.kernels.compiling import Announcer


def compilation(module):
    dispatcher = SimpleNamespace(py_func=SimpleNamespace(__module__=module))
    return SimpleNamespace(data={"dispatcher": dispatcher})


OURS, THEIRS = compilation("cinet.kernels.project"), compilation("scipy.special")


def wait_for(listener, seconds=2.0):
    until = time.monotonic() + seconds
    while not listener.said and time.monotonic() < until:
        time.sleep(0.005)


def test_a_long_compilation_is_announced_once(capsys):
    listener = Announcer(patience=0.01)
    listener.on_start(OURS)
    wait_for(listener)
    listener.on_end(OURS)
    listener.on_start(OURS)
    listener.on_end(OURS)
    assert capsys.readouterr().err == "cinet: compiling kernels; this happens once, the result is cached.\n"


def test_a_short_one_and_those_of_others_are_not(capsys):
    listener = Announcer(patience=60.0)
    listener.on_start(THEIRS)
    assert listener.timer is None
    listener.on_end(OURS)
    listener.on_start(OURS)
    listener.on_start(OURS)  # a kernel that the first one calls
    listener.on_end(THEIRS)
    listener.on_end(OURS)
    assert listener.timer is not None
    listener.on_end(OURS)
    assert listener.timer is None
    assert not listener.said
    assert capsys.readouterr().err == ""
