"""Run a study: from its file to a folder of tables, figures, a report and a manifest."""

from __future__ import annotations

import sys
import time
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from cinet import plots
from cinet.ecosystem import Ecosystem
from cinet.incidence import WEIGHTINGS
from cinet.interop.crate import Input, Made, write_crate
from cinet.report.data import load, select
from cinet.report.figures import Drawn, draw
from cinet.report.files import MANIFEST, holds_results, write_table
from cinet.report.html import render_report
from cinet.report.manifest import manifest_text, software, versions
from cinet.report.results import Results, compute, null_models
from cinet.report.study import Study, read_study
from cinet.tables.atomic import fill_file, staged_folder

__all__ = ["run"]

#: The copy of the study file in the folder of its results.
_RECIPE: Final = "study.toml"
_NO_LICENCE: Final = "No licence is stated: ask the authors before you use these results."


def run(
    study: str | Path,
    *,
    out: str | Path,
    data: Mapping[str, str | Path] | None = None,
    workers: int | None = None,
    progress: bool | None = None,
) -> Path:
    """Run a study file and write its results.

    Parameters
    ----------
    study : path
        A TOML study file; it is checked before anything runs.
    out : path
        Folder of the results. It is replaced in one step when everything is done; until then, or when the run
        is interrupted, the old results stand.
    data : mapping, optional
        Name of the data -> folder, as on the command line (``--data h2020=folder``).
    workers : int, optional
        Threads; no number depends on it.
    progress : bool, optional
        Say on the standard error what is being done; when left out, only on a terminal.

    Returns
    -------
    Path
        The folder of the results: tables/, figures/, report.html, study.toml (a copy of the study file),
        ro-crate-metadata.json (what an archive reads), manifest.json. Same study, data, seed and versions: the same
        bytes, but for ``clock`` in the manifest.

    Raises
    ------
    StudyError
        The study file is wrong.
    CinetError
        The data cannot be read, or the folder holds files cinet did not write.

    Examples
    --------
    >>> import cinet as ci
    >>> ci.run("study.toml", out="results")  # doctest: +SKIP
    """
    began = datetime.now(UTC)
    loud = sys.stderr.isatty() if progress is None else progress
    steps = _Steps(loud)
    checked = read_study(study)
    with staged_folder(out, holds_results) as folder:
        steps("loading")
        everything, inputs = load(checked, data or {})
        eco = select(everything, checked["select"])
        results = compute(checked, eco, step=steps, workers=workers, progress=loud and sys.stderr.isatty())
        steps("figures and report")
        drawn = draw(checked, results)
        _write(folder, checked, everything, eco, results, drawn, inputs)
        _describe(folder, checked, drawn, inputs)
        clock = {"began": began.isoformat(), "ended": datetime.now(UTC).isoformat()}
        text = manifest_text(
            folder,
            seed=checked["study"]["seed"],
            inputs=inputs,
            recipe=_recipe(checked, eco, results),
            clock=clock,
        )
        fill_file(folder / MANIFEST, text.encode("utf-8"))
    steps("done")
    return Path(out)


class _Steps:
    """Tell each step with the seconds since the start."""

    def __init__(self, loud: bool) -> None:
        self.loud = loud
        self.start = time.monotonic()

    def __call__(self, text: str) -> None:
        if self.loud:
            print(f"[{time.monotonic() - self.start:6.1f} s] {text}", file=sys.stderr, flush=True)


def _write(
    folder: Path,
    study: Study,
    everything: Ecosystem,
    eco: Ecosystem,
    results: Results,
    drawn: list[Drawn],
    inputs: Mapping[str, Input],
) -> None:
    (folder / "tables").mkdir()
    for name, table in results.tables.items():
        write_table(table, folder / "tables", name)
    write_table(everything.issues, folder / "tables", "issues")
    (folder / "figures").mkdir()
    for each in drawn:
        for form, content in each.files.items():
            fill_file(folder / "figures" / f"{each.name}.{form}", content)
    names = eco.actors["name"].dropna().tolist() if "name" in eco.actors else []
    page = render_report(
        title=study["study"]["title"],
        subtitle=study["study"]["subtitle"],
        note=study["study"]["note"],
        lang=study["study"]["lang"],
        summary=f"{everything!r} → {eco!r}",
        drawn=drawn,
        tables=results.tables,
        choices={key: str(value) for key, value in _choices(study).items()},
        provenance=_provenance(study, inputs),
        missing=plots.missing_glyphs(names),
    )
    fill_file(folder / "report.html", page.encode("utf-8"))
    fill_file(folder / _RECIPE, study.content)


def _describe(folder: Path, study: Study, drawn: list[Drawn], inputs: Mapping[str, Input]) -> None:
    """Describe the folder for archives: no clock is read, so that the same run gives the same bytes."""
    told = study["study"]
    made = Made(
        recipe=_RECIPE,
        inputs=inputs,
        software=software(),
        captions={f"figures/{each.name}.{form}": each.caption for each in drawn for form in each.files}
        | {_RECIPE: "The study file: every choice of the run.", "report.html": told["title"]},
        # the one file with a clock in it, and the hash of this description: it comes last
        to_come={MANIFEST: "Versions, seed, recipe, and the SHA-256 of every input and output."},
    )
    about = "\n".join(text for text in (told["subtitle"], told["note"]) if text)
    write_crate(
        folder,
        name=told["title"],
        description=about or f"Tables, figures and report of the study {told['title']!r}.",
        license=told["licence"] or _NO_LICENCE,
        authors=told["authors"],
        published=told["published"] or study.saved.isoformat(),
        made=made,
    )


def _choices(study: Study) -> dict[str, Any]:
    """Every choice of the run, one line each, the consequences of a name spelled out."""
    chosen = {
        f"{section}.{key}": value
        for section, values in study.sections.items()
        if section != "study"
        for key, value in values.items()
    }
    chosen["study.seed"] = study["study"]["seed"]
    chosen["network: a collaboration of k actors adds to each pair"] = WEIGHTINGS[
        study["network"]["weighting"]
    ]
    chosen["helix: sign"] = "T below 0 is read as synergy; records without any of the parts are counted"
    chosen["betweenness: distance"] = "number of steps; strengths are not read as lengths"
    chosen["nulls"] = "; ".join(null.name for null in null_models(study))
    return chosen


def _provenance(study: Study, inputs: Mapping[str, Input]) -> dict[str, str]:
    told = {key: study["data"][key] for key in ("source", "licence", "address") if study["data"][key]}
    hashed = {f"SHA-256 of {name}": what.sha256 for name, what in sorted(inputs.items())}
    return told | hashed | versions()


def _recipe(study: Study, eco: Ecosystem, results: Results) -> dict[str, Any]:
    return {
        "study": {section: dict(values) for section, values in study.sections.items()},
        "nulls": [null.name for null in null_models(study)],
        "network": dict(results.recipe),
        "ecosystem": eco.sha,
    }
