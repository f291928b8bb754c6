"""Files and folders that are either the old ones or the new ones, never half of each."""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from cinet.errors import CinetError

__all__ = ["fill_file", "replace_file", "replace_files", "sha256_of", "staged_folder"]


def replace_file(path: Path, content: bytes) -> None:
    """Write a file beside its place and move it there once it is on the disk.

    Parameters
    ----------
    path : Path
        The file; one that exists is replaced.
    content : bytes
        What it holds.

    Raises
    ------
    CinetError
        The folder does not exist, or cannot be written to.
    """
    replace_files({path: content})


def replace_files(contents: Mapping[Path, bytes]) -> None:
    """Write several files; none is replaced before all are on the disk.

    Parameters
    ----------
    contents : mapping
        Path -> what the file holds.

    Raises
    ------
    CinetError
        A folder does not exist, or cannot be written to.
    """
    waiting: list[tuple[Path, Path]] = []
    try:
        for path, content in contents.items():
            handle, name = tempfile.mkstemp(
                prefix=f".{path.name[:60]}.", suffix=".unfinished", dir=path.parent
            )
            waiting.append((Path(name), path))
            with os.fdopen(handle, "wb") as stream:
                stream.write(content)
                stream.flush()
                os.fsync(stream.fileno())
            # a temporary file is readable by its owner alone
            Path(name).chmod(0o644)
        while waiting:
            temporary, path = waiting[0]
            os.replace(temporary, path)
            waiting.pop(0)
    except OSError as error:
        raise CinetError(f"{str(path)!r} cannot be written: {error.strerror}.") from error
    finally:
        for temporary, _ in waiting:
            temporary.unlink(missing_ok=True)


def fill_file(path: Path, content: bytes) -> None:
    """Write a file into a folder that is not in its place yet.

    Parameters
    ----------
    path : Path
        The file, in a folder that ``staged_folder`` gives.
    content : bytes
        What it holds.

    Raises
    ------
    CinetError
        The disk is full, or refuses for another reason.
    """
    try:
        path.write_bytes(content)
    except OSError as error:
        raise CinetError(f"{path.name!r} cannot be written: {error.strerror}.") from error


def sha256_of(path: Path) -> str:
    """Return the SHA-256 of a file in hexadecimal.

    Parameters
    ----------
    path : Path
        The file.

    Returns
    -------
    str
        64 digits.
    """
    digest = hashlib.sha256()
    with path.open("rb") as stream:
        while block := stream.read(1 << 20):
            digest.update(block)
    return digest.hexdigest()


@contextlib.contextmanager
def staged_folder(out: str | Path, is_ours: Callable[[Path], bool]) -> Iterator[Path]:
    """Give an empty folder to fill; it takes the place of ``out`` when the block ends without an error.

    Until then the old folder stands.

    Parameters
    ----------
    out : path
        The folder; it may not exist yet.
    is_ours : callable
        Says of a folder that holds files whether it may be replaced.

    Yields
    ------
    Path
        A folder beside ``out``.

    Raises
    ------
    CinetError
        ``out`` is a file, holds foreign files, or its parent cannot be written to.
    """
    target = Path(out).resolve()
    aside = target.with_name(f".{target.name}.previous")
    # a process that was killed between the two renames below left the old folder aside
    if aside.exists() and not target.exists():
        aside.rename(target)
    if target.is_file():
        raise CinetError(f"{str(target)!r} is a file; a folder is needed. Choose another one.")
    if target.is_dir() and any(target.iterdir()) and not is_ours(target):
        raise CinetError(
            f"the folder {str(target)!r} holds files that cinet did not write there, so it is not replaced. "
            "Choose an empty or a new folder."
        )
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        stage = Path(tempfile.mkdtemp(prefix=f".{target.name}.", suffix=".unfinished", dir=target.parent))
    except OSError as error:
        raise CinetError(
            f"cannot write beside {str(target)!r}: {error.strerror}. Choose another folder."
        ) from error
    try:
        yield stage
        _put_in_place(stage, target, aside)
    finally:
        shutil.rmtree(stage, ignore_errors=True)


def _put_in_place(stage: Path, target: Path, aside: Path) -> None:
    """Let a folder take the place of another once all of it is on the disk."""
    try:
        for item in sorted(stage.rglob("*")):
            if item.is_file():
                with item.open("r+b") as stream:
                    os.fsync(stream.fileno())
        # a temporary folder can be entered by its owner alone
        stage.chmod(0o755)
        shutil.rmtree(aside, ignore_errors=True)
        if target.exists():
            target.rename(aside)
        stage.rename(target)
    except OSError as error:
        raise CinetError(f"cannot write the folder {str(target)!r}: {error.strerror}.") from error
    finally:
        # the old folder goes back if the new one did not take its place
        if aside.exists() and not target.exists():
            aside.rename(target)
        shutil.rmtree(aside, ignore_errors=True)
