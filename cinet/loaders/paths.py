"""What stands at a path: a file, a folder, nothing, or something that cannot be read; never an error of the system."""

from __future__ import annotations

import errno
import stat
from pathlib import Path
from typing import Final

from cinet.errors import LoadError

__all__ = ["demand_file", "given_path", "is_file", "is_folder", "names_in", "shown"]

_MOST_SHOWN: Final = 250
_BEGIN: Final = 60
# Windows says so of names that are too long, or hold characters that no name can
_NO_NAME: Final = 123


def shown(path: str | Path) -> str:
    """Quote a path, without its middle when it is very long.

    Parameters
    ----------
    path : path
        Any path.

    Returns
    -------
    str
        For messages.

    Examples
    --------
    >>> shown("a.csv"), len(shown("a" * 5000))
    ("'a.csv'", 125)
    """
    text = str(path)
    return repr(text if len(text) <= _MOST_SHOWN else f"{text[:_BEGIN]}...{text[-_BEGIN:]}")


def given_path(path: str | Path) -> Path:
    """Return a path that was given, unless it is empty: that would be the folder one happens to be in.

    Parameters
    ----------
    path : path
        What was given.

    Returns
    -------
    Path
        The same.

    Raises
    ------
    LoadError
        It is empty.

    Examples
    --------
    >>> given_path("a.csv").name
    'a.csv'
    """
    if path == "":
        raise LoadError("the path is empty: name the file to read.")
    return Path(path)


def is_folder(path: str | Path) -> bool:
    """Say whether a path is that of a folder.

    Parameters
    ----------
    path : path
        Any path.

    Returns
    -------
    bool
        False where nothing stands.

    Raises
    ------
    LoadError
        The path cannot be looked at, because it is too long or lies in a folder that is closed.

    Examples
    --------
    >>> is_folder("."), is_folder("no/such/folder")
    (True, False)
    """
    mode = _mode(Path(path))
    return mode is not None and stat.S_ISDIR(mode)


def is_file(path: str | Path) -> bool:
    """Say whether a path is that of a file that has an end: no pipe and no device.

    Parameters
    ----------
    path : path
        Any path.

    Returns
    -------
    bool
        False where nothing stands.

    Raises
    ------
    LoadError
        The path cannot be looked at, because it is too long or lies in a folder that is closed.

    Examples
    --------
    >>> is_file(".")
    False
    """
    mode = _mode(Path(path))
    return mode is not None and stat.S_ISREG(mode)


def names_in(folder: Path) -> list[str]:
    """List what stands in a folder.

    Parameters
    ----------
    folder : Path
        The folder.

    Returns
    -------
    list of str
        Names in order.

    Raises
    ------
    LoadError
        The folder cannot be listed.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     _ = Path(folder, "a.csv").write_text("x")
    ...     names_in(Path(folder))
    ['a.csv']
    """
    try:
        return sorted(item.name for item in folder.iterdir())
    except OSError as error:
        raise LoadError(f"the folder {shown(folder)} cannot be listed: {error.strerror}.") from error


def demand_file(path: str | Path) -> bool:
    """Refuse what is there and no file: a folder, or a pipe or device, which might never end.

    Parameters
    ----------
    path : path
        Any path.

    Returns
    -------
    bool
        Whether a file is there; False where nothing is.

    Raises
    ------
    LoadError
        Something else is there, or the path cannot be looked at.

    Examples
    --------
    >>> demand_file("no such file")
    False
    """
    mode = _mode(Path(path))
    if mode is None:
        return False
    if stat.S_ISDIR(mode):
        raise LoadError(f"{shown(path)} is a folder: name the file to read.")
    if not stat.S_ISREG(mode):
        raise LoadError(
            f"{shown(path)} is a pipe or a device and no file: write what comes out of it to a file, and read that."
        )
    return True


def _mode(path: Path) -> int | None:
    """Return what stands at a path, links followed; None when nothing does."""
    try:
        return path.stat().st_mode
    except ValueError:
        # a name with a NUL is that of nothing
        return None
    except OSError as error:
        if error.errno in (errno.ENOENT, errno.ENOTDIR, errno.EBADF, errno.ELOOP):
            return None
        if error.errno == errno.ENAMETOOLONG or getattr(error, "winerror", None) == _NO_NAME:
            raise LoadError(
                f"the path {shown(path)} has {len(str(path)):,} characters, more than this system takes. If it is "
                "what a file should hold, and no path, write it to a file first."
            ) from error
        raise LoadError(f"{shown(path)} cannot be looked at: {error.strerror}.") from error
