"""Folders for the files of one test."""
import signal
import sys
import tempfile


def scratch(name):
    """A folder that is gone when nobody holds it any more, and at the end of the process however that comes; its path is `.name`."""
    return tempfile.TemporaryDirectory(prefix=f"huimin-{name}-", ignore_cleanup_errors=True)


# Who is told to end ends like everybody else: what was begun is stopped and removed on the way.
signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
