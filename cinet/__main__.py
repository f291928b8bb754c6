"""``python -m cinet`` is the same as the command ``cinet``."""

from cinet.cli import main

raise SystemExit(main())
