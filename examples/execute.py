"""Execute the notebooks beside this file, each from the first cell, and fail on the first error.

python examples/execute.py                       execute every notebook, write nothing
python examples/execute.py --write 01_h2020.ipynb    execute one and store its outputs
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError

HERE = Path(__file__).parent


def execute(path: Path, *, write: bool) -> str | None:
    """Run one notebook in its own kernel; return the error of the first failing cell, if any."""
    notebook = nbformat.read(path, as_version=4)
    # Without the times of the cells, a notebook that is run again is the same to the byte.
    client = NotebookClient(
        notebook,
        kernel_name="python3",
        timeout=1800,
        record_timing=False,
        resources={"metadata": {"path": str(HERE)}},
    )
    try:
        client.execute()
    except CellExecutionError as error:
        return str(error)
    if write:
        for cell in notebook.cells:
            cell.metadata.pop("execution", None)
        # The kernel fills in the version of its Python, which says nothing about the notebook.
        notebook.metadata.get("language_info", {}).pop("version", None)
        nbformat.write(notebook, path)
    return None


def main() -> int:
    parser = argparse.ArgumentParser(description="Execute the notebooks in examples/.")
    parser.add_argument("names", nargs="*", help="notebooks to execute (default: all)")
    parser.add_argument("--write", action="store_true", help="store the outputs in the notebooks")
    chosen = parser.parse_args()
    paths = [HERE / Path(name).name for name in chosen.names] or sorted(HERE.glob("*.ipynb"))
    failed = 0
    for path in paths:
        if not path.is_file():
            known = ", ".join(found.name for found in sorted(HERE.glob("*.ipynb"))) or "none"
            print(f"There is no notebook {path.name} in examples/. There are: {known}.", file=sys.stderr)
            return 2
        began = time.perf_counter()
        error = execute(path, write=chosen.write)
        print(f"{path.name}: {'FAILED' if error else 'executed'} in {time.perf_counter() - began:.1f} s")
        if error:
            print(error, file=sys.stderr)
            failed += 1
    print(f"{len(paths)} notebooks, {failed} with an error.")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
