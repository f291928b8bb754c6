"""Random bytes for the hand-written parsers: an ecosystem or one of cinet's errors, and nothing else.

``python fuzz/fuzz_readers.py TARGET --seconds 20`` changes the sound files of ``seeds.py`` at random for so long;
``all`` takes one target after the other. With ``--guided``, coverage guides the changes (atheris, extra ``fuzz``). An
input that crashes, hangs or fills the memory is made as small as it gets, shown, and kept with ``--keep FOLDER``;
then the exit status is 1.
"""

from __future__ import annotations

import argparse
import importlib
import random
import resource
import signal
import subprocess
import sys
import tempfile
import time
import traceback
import warnings
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Any, Final

from cinet.errors import CinetError

if TYPE_CHECKING:
    from collections.abc import Mapping

#: Seconds that one small input may take, and bytes that the whole run may.
_PATIENCE: Final = 10
_MOST_MEMORY: Final = 2**30
_LONGEST: Final = 4096

NAMES: Final = (
    "pajek", "ucinet_dl", "ucinet_pair", "vosviewer", "gexf", "graphml", "gml", "wos", "cnki", "scopus", "delimited",
    "json_records", "sniff",
)  # fmt: skip

#: Pieces that parsers stumble over.
_PIECES: Final = (
    b"", b"\x00", b"\n", b"\r", b"\r\n", b'"', b"'", b",", b";", b"\t", b" ", b"*", b"[", b"]", b"{", b"}", b"<", b"</",
    b"/>", b"&", b"&#0;", b"&amp;", b":", b"-", b"-1", b"0", b"1e999", b"nan", b"inf", b"99999999999999999999",
    b"1.5.5", b"null", b"true", b"\xff", b"\xef\xbb\xbf", "，".encode(), "\u2028".encode(),
    b"\\", b"\\u0000", b"\\ud800", b"%",
)  # fmt: skip


def changed(data: bytes, dice: random.Random) -> bytes:
    """Change a few places: a byte, a piece cut, doubled, moved, or put in."""
    made = bytearray(data)
    for _ in range(dice.choice((1, 1, 1, 2, 3, 8))):
        start = dice.randint(0, len(made))
        end = min(len(made), start + dice.choice((0, 1, 1, 2, 4, 16, 64)))
        kind = dice.randrange(5)
        if kind == 0:
            made[start:end] = dice.randbytes(end - start)
        elif kind == 1:
            made[start:end] = dice.choice(_PIECES)
        elif kind == 2:
            made[start:start] = made[start:end] * dice.choice((1, 2, 20))
        elif kind == 3:
            del made[start:end]
        else:
            made[start:start] = dice.choice(_PIECES) * dice.choice((1, 1, 3))
    return bytes(made[:_LONGEST])


def targets() -> Mapping[str, tuple[str, Any, tuple[bytes, ...]]]:
    """Import what is fuzzed only now, so that atheris can instrument it."""
    found: Mapping[str, tuple[str, Any, tuple[bytes, ...]]] = importlib.import_module("targets").TARGETS
    return found


class Slow(BaseException):
    """The reader took longer than the patience allows."""


def _ring(number: int, frame: FrameType | None) -> None:
    raise Slow


class Trial:
    """One target, tried with one input after the other."""

    def __init__(self, target: str, folder: Path) -> None:
        name, self.read, self.seeds = targets()[target]
        self.path = folder / name

    def fails(self, data: bytes) -> str | None:
        """Return what went wrong, or None."""
        self.path.write_bytes(data)
        signal.alarm(_PATIENCE)
        try:
            with warnings.catch_warnings(action="ignore"):
                self.read(self.path)
        except CinetError:
            return None
        except Slow:
            return f"longer than {_PATIENCE} seconds"
        except BaseException as error:
            place = traceback.extract_tb(error.__traceback__)[-1]
            return f"{type(error).__name__} in {_inner(error) or place.name}"
        finally:
            signal.alarm(0)
        if resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 > _MOST_MEMORY:
            return "more memory than 1 GB"
        return None


def _inner(error: BaseException) -> str:
    """Name the innermost place within cinet."""
    places = [place for place in traceback.extract_tb(error.__traceback__) if "cinet" in place.filename]
    return f"{Path(places[-1].filename).name}:{places[-1].lineno} ({places[-1].name})" if places else ""


def smallest(trial: Trial, data: bytes, said: str, seconds: float) -> bytes:
    """Cut pieces out as long as the same goes wrong."""
    until = time.monotonic() + seconds
    size = max(1, len(data) // 2)
    while size:
        start = 0
        while start < len(data) and time.monotonic() < until:
            shorter = data[:start] + data[start + size :]
            if trial.fails(shorter) == said:
                data = shorter
            else:
                start += size
        size //= 2
    return data


def plain(target: str, seconds: float, seed: int, folder: Path) -> tuple[int, dict[str, bytes]]:
    """Change seeds at random; return how many inputs were tried and one for each thing that went wrong."""
    trial = Trial(target, folder)
    dice = random.Random(f"{target} {seed}")
    pool = list(trial.seeds)
    wrong: dict[str, bytes] = {}
    tried = 0
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        data = changed(dice.choice(pool), dice)
        tried += 1
        said = trial.fails(data)
        if said is not None and said not in wrong:
            wrong[said] = smallest(trial, data, said, min(10.0, seconds))
        if said is None and len(pool) < 200 and dice.random() < 0.05:
            pool.append(data)
    return tried, wrong


def guided(target: str, seconds: float, folder: Path) -> None:
    """Let atheris choose the inputs; it ends the process itself."""
    import atheris

    # numba cannot compile what is instrumented
    importlib.import_module("cinet.kernels.texts")
    with atheris.instrument_imports(include=["cinet.loaders", "cinet.tables"]):
        trial = Trial(target, folder)
    corpus = folder / "corpus"
    corpus.mkdir()
    for number, data in enumerate(trial.seeds):
        (corpus / str(number)).write_bytes(data)

    def once(data: bytes) -> None:
        said = trial.fails(data)
        if said is not None:
            raise AssertionError(f"{said}: {data!r}")

    options = [
        f"-max_total_time={int(seconds)}",
        f"-max_len={_LONGEST}",
        "-rss_limit_mb=2048",
        "-verbosity=0",
        f"-artifact_prefix={folder}/",
        str(corpus),
    ]
    atheris.Setup([sys.argv[0], *options], once)
    atheris.Fuzz()


def _guided_one_by_one(seconds: float) -> int:
    """Run each target in a process of its own, which atheris ends."""
    bad = []
    for target in NAMES:
        run = subprocess.run(
            [sys.executable, __file__, target, "--guided", "--seconds", str(seconds)], check=False
        )
        print(f"{target}: {'failed' if run.returncode else 'no failure'}", flush=True)
        bad += [target] * (run.returncode != 0)
    return 1 if bad else 0


def main() -> int:
    """Run the targets that are asked for."""
    parser = argparse.ArgumentParser(description=str(__doc__).partition("\n")[0])
    parser.add_argument("target", choices=(*NAMES, "all"))
    parser.add_argument("--seconds", type=float, default=20.0, help="for each target")
    parser.add_argument("--seed", type=int, default=0, help="another number, other changes")
    parser.add_argument("--guided", action="store_true", help="by coverage, with atheris")
    parser.add_argument("--keep", type=Path, help="folder for the inputs that went wrong")
    arguments = parser.parse_args()
    if arguments.guided and arguments.target == "all":
        return _guided_one_by_one(arguments.seconds)
    signal.signal(signal.SIGALRM, _ring)
    bad = 0
    for target in NAMES if arguments.target == "all" else (arguments.target,):
        with tempfile.TemporaryDirectory() as made:
            if arguments.guided:
                guided(target, arguments.seconds, Path(made))
            tried, wrong = plain(target, arguments.seconds, arguments.seed, Path(made))
        print(f"{target}: {tried:,} inputs, {len(wrong)} kinds of failure", flush=True)
        for number, (said, data) in enumerate(wrong.items()):
            print(f"  {said}\n    {data!r}", flush=True)
            if arguments.keep is not None:
                arguments.keep.mkdir(parents=True, exist_ok=True)
                (arguments.keep / f"{target}-{number}").write_bytes(data)
        bad += len(wrong)
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
