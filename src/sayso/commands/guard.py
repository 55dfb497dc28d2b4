"""The last door: whatever goes wrong, one line and an exit status, never a traceback (unless ``SAYSO_DEBUG`` is set)."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable

from sayso.errors import SaysoError
from sayso.export.plain import plain

DEBUG = "SAYSO_DEBUG"
INTERRUPTED = 130


def guarded(command: Callable[[], None]) -> None:
    """Run ``command``; end the process with a message where it fails."""
    try:
        command()
    except SaysoError as e:
        fail(str(e))
    except KeyboardInterrupt:
        fail("interrupted", INTERRUPTED)
    except OSError as e:
        fail(": ".join(str(part) for part in (e.filename, e.strerror or e) if part))
    except Exception as e:  # a fault of ours; the user gets a line that can be reported
        if os.environ.get(DEBUG):
            raise
        fail(f"internal error: {type(e).__name__}: {e} (set {DEBUG}=1 to see where)")


def fail(message: str, status: int = 1) -> None:
    """Say it and end."""
    print(f"sayso: {plain(message)}", file=sys.stderr)
    sys.exit(status)
