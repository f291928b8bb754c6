"""The command line: arguments in, one call of the library, errors as one sentence."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

__all__ = ["main"]


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit status: 0 done, 1 refused, 2 wrong usage, 130 interrupted.

    Parameters
    ----------
    argv : sequence of str, optional
        Arguments; the process's own when left out.

    Returns
    -------
    int

    Examples
    --------
    >>> main(["measures", "--level", "tie"])
    dependence               tie      Bascompte, Jordano & Olesen (2006), Science 312:431
    dyadic_constraint        tie      Burt (1992), Structural Holes, ch. 2
    link_synergy             tie      Myerson (1977), Math. Oper. Res. 2:225
    similarity               tie      van Eck & Waltman (2009), JASIST 60:1635
    two_mode_redundancy      tie      Burchard & Cornwell (2018), Social Networks 55:11
    0
    """
    from cinet.errors import CinetError

    arguments = _parser().parse_args(argv)
    try:
        status: int = arguments.call(arguments)
    except CinetError as error:
        print(f"cinet: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("cinet: interrupted; results that stood before still stand.", file=sys.stderr)
        return 130
    return status


def _parser() -> argparse.ArgumentParser:
    from cinet import __version__

    parser = argparse.ArgumentParser(
        prog="cinet",
        description="Network analysis of co-innovation ecosystems, from records to tables and figures.",
    )
    parser.add_argument("--version", action="version", version=f"cinet {__version__}")
    commands = parser.add_subparsers(required=True, metavar="command")

    run = commands.add_parser("run", help="run a study file")
    run.add_argument("study", help="a TOML study file")
    run.add_argument("--out", required=True, help="folder of the results (replaced in one step at the end)")
    run.add_argument(
        "--data",
        action="append",
        default=[],
        type=_named_folder,
        metavar="NAME=FOLDER",
        help="where the data is",
    )
    run.add_argument("--workers", type=int, help="threads; no number depends on it")
    run.add_argument("--quiet", action="store_true", help="say nothing while running")
    run.set_defaults(call=_run)

    check = commands.add_parser("check", help="read data and say what would be dropped, merged or doubted")
    check.add_argument("data", help="a file or folder of any source, or a flat table")
    check.add_argument("--collaboration", help="column of a flat table that names the collaboration")
    check.add_argument("--actor", help="column of a flat table that names the actor")
    check.add_argument("--type", help="column of a flat table that holds the actor type")
    check.add_argument("--crosswalk", help="name of the crosswalk from source codes to actor types")
    check.set_defaults(call=_check)

    measures = commands.add_parser("measures", help="list the registered measures")
    measures.add_argument(
        "--level", choices=("actor", "tie", "network", "census", "table"), help="only measures of this level"
    )
    measures.set_defaults(call=_measures)

    fetch = commands.add_parser(
        "fetch", help="download a data set from its publisher, or find it in the cache"
    )
    fetch.add_argument("name", help="cordis-horizon, cordis-h2020, cordis-fp7, or openalex:<filter>")
    fetch.add_argument("--cache", help="folder to keep it in")
    fetch.add_argument("--url", help="another address")
    fetch.add_argument("--sha256", help="checksum that the file must have")
    fetch.set_defaults(call=_fetch)
    return parser


def _named_folder(text: str) -> tuple[str, str]:
    name, equals, folder = text.partition("=")
    if not (name and equals and folder):
        raise argparse.ArgumentTypeError(f"{text!r} is not NAME=FOLDER, for example h2020=data/h2020")
    return name, folder


def _run(arguments: argparse.Namespace) -> int:
    from cinet.report.run import run

    folder = run(
        arguments.study,
        out=arguments.out,
        data=dict(arguments.data),
        workers=arguments.workers,
        progress=not arguments.quiet,
    )
    print(f"results in {folder}: open {folder / 'report.html'}")
    return 0


def _check(arguments: argparse.Namespace) -> int:
    from cinet.report.check import check

    print(
        check(arguments.data, arguments.collaboration, arguments.actor, arguments.type, arguments.crosswalk)
    )
    return 0


def _fetch(arguments: argparse.Namespace) -> int:
    from cinet.loaders.fetching import fetch

    print(fetch(arguments.name, cache=arguments.cache, url=arguments.url, sha256=arguments.sha256))
    return 0


def _measures(arguments: argparse.Namespace) -> int:
    from cinet.registry import MEASURES

    for name, spec in sorted(MEASURES.items()):
        if arguments.level in (None, spec.level):
            print(f"{name:<24} {spec.level:<8} {spec.reference}")
    return 0
