"""The files of a folder or of an archive, so that both are read alike."""

from __future__ import annotations

from pathlib import Path

from cinet.loaders.decode import members
from cinet.loaders.paths import is_folder

__all__ = ["files_within"]


def files_within(place: Path) -> dict[str, Path]:
    """Return the files of a folder or a zip archive, by their names in it, in order.

    A member that climbs out of its archive by its name is left out: no path in a file is ever followed.

    Parameters
    ----------
    place : Path
        A folder, with the folders in it, or an archive.

    Returns
    -------
    dict
        Name -> path that ``read_bytes`` takes.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     _ = Path(folder, "a.csv").write_text("x")
    ...     list(files_within(Path(folder)))
    ['a.csv']
    """
    if is_folder(place):
        found = {item.relative_to(place).as_posix(): item for item in place.rglob("*") if item.is_file()}
    else:
        # joined as text: an absolute name would replace the archive
        found = {name: Path(f"{place}/{name}") for name in members(place) if ".." not in name.split("/")}
    return dict(sorted(found.items()))
